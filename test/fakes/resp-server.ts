import type { Socket } from 'node:net';
import { type Fake, startFake } from './fake-server.ts';

/** An answer of Redis as plain data; an Error is an error answer. */
export type RespAnswer = string | number | null | Error | readonly RespAnswer[];

/** Answers each command by its name and subcommand, else by its name alone, in upper case, and OK to all others. */
export function startResp(answers: Readonly<Record<string, RespAnswer>>): Promise<Fake> {
  return startFake((socket) => {
    onCommand(socket, (command) => socket.write(respBytes(answerTo(command, answers))));
  });
}

/** Answers as startResp does, all in all `bytes` bytes long, and closes. */
export function startRespCut(answers: Readonly<Record<string, RespAnswer>>, bytes: number): Promise<Fake> {
  return startFake((socket) => {
    let left = bytes;
    onCommand(socket, (command) => {
      const part = respBytes(answerTo(command, answers)).subarray(0, left);
      left -= part.length;
      if (left > 0) socket.write(part);
      else if (!socket.writableEnded) socket.end(part);
    });
  });
}

/** Answers OK to every command, and closes at the one of this name: right after answering SELECT, without an answer to any other. */
export function startRespUntil(last: string): Promise<Fake> {
  return startFake((socket) => {
    onCommand(socket, ([name]) => {
      if (name !== last) socket.write(respBytes('OK'));
      else if (last === 'SELECT') socket.end(respBytes('OK'));
      else socket.destroy();
    });
  });
}

/** Says something as soon as it is connected to, and closes: too many clients, protected mode. */
export function startRespGreeting(text: string): Promise<Fake> {
  return startFake((socket) => {
    socket.end(text);
  });
}

/** Answers every command with a text that does not end, as far as anybody listens. */
export function startRespEndless(): Promise<Fake> {
  return startFake((socket) => {
    socket.once('data', () => {
      socket.write('$1000000000\r\n');
      const more = (): void => {
        if (!socket.destroyed) socket.write('x'.repeat(20_000), more);
      };
      more();
    });
  });
}

/** Answers the first command with the beginning of a long text and then a byte of it every `everyMs`. */
export function startRespDrip(everyMs: number): Promise<Fake> {
  return startFake((socket) => {
    socket.once('data', () => {
      socket.write('$100000\r\n#');
      const timer = setInterval(() => socket.write('#'), everyMs);
      socket.on('close', () => clearInterval(timer));
    });
  });
}

/** An answer as bytes (RESP2, redis.io/docs/reference/protocol-spec). */
export function respBytes(answer: RespAnswer): Buffer {
  if (answer === null) return Buffer.from('$-1\r\n');
  if (answer instanceof Error) return Buffer.from(`-${answer.message}\r\n`);
  if (typeof answer === 'number') return Buffer.from(`:${answer}\r\n`);
  if (typeof answer === 'string') return Buffer.from(`$${Buffer.byteLength(answer)}\r\n${answer}\r\n`);
  return Buffer.concat([Buffer.from(`*${answer.length}\r\n`), ...answer.map(respBytes)]);
}

function answerTo([name = '', sub = '']: readonly string[], answers: Readonly<Record<string, RespAnswer>>): RespAnswer {
  const own = `${name} ${sub}`.toUpperCase();
  if (Object.hasOwn(answers, own)) return answers[own] ?? null;
  const whole = name.toUpperCase();
  return Object.hasOwn(answers, whole) ? (answers[whole] ?? null) : 'OK';
}

function onCommand(socket: Socket, answer: (command: string[]) => void): void {
  let pending = '';
  socket.on('data', (chunk: Buffer) => {
    pending += chunk.toString('latin1');
    for (let found = readCommand(pending); found; found = readCommand(pending)) {
      pending = pending.slice(found.length);
      answer(found.command);
    }
  });
}

/** The first whole command of a text; null while there is none. */
function readCommand(text: string): { command: string[]; length: number } | null {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return null;
  const command: string[] = [];
  let at = head[0].length;
  while (command.length < Number(head[1])) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at));
    if (!size) return null;
    const from = at + size[0].length;
    at = from + Number(size[1]) + 2;
    if (text.length < at) return null;
    command.push(text.slice(from, at - 2));
  }
  return { command, length: at };
}
