import type { Redis } from 'ioredis';
import { FetchError } from '../failure.ts';
import type { Meter } from './meter.ts';
import { progressWords } from './network-errors.ts';
import { hungUp, type Line, openLine, type RedisTarget } from './redis-line.ts';
import { type RedisReply, replyFailure } from './redis-replies.ts';

/** The name of a command and its arguments; a subcommand is an argument. Never what somebody typed. */
export type RedisCommand = readonly [name: string, ...args: string[]];

/**
 * One connection to one Redis, opened by the first question and kept. `ask` sends its commands at once and gives their answers in that order; it throws FetchError for
 * everything but an answer to each. When the signal aborts the socket is destroyed, and with it whatever else is being asked over it.
 */
export type RedisConnection = {
  ask(commands: readonly RedisCommand[], signal: AbortSignal): Promise<RedisReply[]>;
  /** As `ask`, for commands whose error answers tell something: such an answer stands in its place, and the others are told. */
  askEach(commands: readonly RedisCommand[], signal: AbortSignal): Promise<RedisAnswer[]>;
  /** As `ask`, and never a second time: where the connection is closed after sending, whether they were carried out is not known. */
  askOnce(commands: readonly RedisCommand[], signal: AbortSignal): Promise<RedisReply[]>;
  close(): void;
};

/** The answer to one command of several. */
export type RedisAnswer = { reply: RedisReply } | { error: FetchError };

const CLOSED = 'Vigil closed the connection';

/** Opens no socket before the first question. After `close` nothing can be asked and no socket is left. The meter is told of each question. */
export function openRedis(target: RedisTarget, meter: Meter): RedisConnection {
  let opening: Promise<Line> | null = null;
  const ending = new AbortController();
  const lineFor = async (signal: AbortSignal): Promise<Line> => {
    const kept = await opening?.catch(() => null);
    // One that is lost says why.
    if (kept && (!kept.isLost || target.isOnce)) return kept;
    opening = openLine(target, AbortSignal.any([signal, ending.signal]));
    return opening;
  };
  const askOver = async (commands: readonly RedisCommand[], signal: AbortSignal, isOnce: boolean): Promise<RedisAnswer[]> => {
    if (ending.signal.aborted) throw new Error('asked over a closed connection');
    const line = await lineFor(signal);
    const isKept = line.isUsed;
    try {
      return await run(line, { target, commands, signal, meter });
    } catch (error) {
      // A kept connection that was closed while it was idle is no failure of the node: it is asked over another.
      if (isOnce || !isKept || !isHungUp(error, line)) throw error;
      return await run(await lineFor(signal), { target, commands, signal, meter });
    }
  };
  const askEach: RedisConnection['askEach'] = (commands, signal) => askOver(commands, signal, target.isOnce ?? false);
  return {
    askEach,
    ask: async (commands, signal) => (await askEach(commands, signal)).map(replyIn),
    askOnce: async (commands, signal) => (await askOver(commands, signal, true)).map(replyIn),
    close() {
      ending.abort();
      opening?.then((line) => line.fail(new FetchError('internal', CLOSED))).catch(() => undefined);
    },
  };
}

/** It was closed by the other side before it said anything, and not by us. */
function isHungUp(error: unknown, { isLost, heard }: Line): boolean {
  return isLost && heard.bytes === 0 && error instanceof FetchError && error.kind === 'protocol';
}

type Run = { target: RedisTarget; commands: readonly RedisCommand[]; signal: AbortSignal; meter: Meter };

async function run(line: Line, { target, commands, signal, meter }: Run): Promise<RedisAnswer[]> {
  const { socket, heard } = line;
  const greeting = line.isUsed ? [] : greetingOf(target);
  const before = { written: line.isUsed ? socket.bytesWritten : 0, read: line.isUsed ? socket.bytesRead : 0 };
  const abort = (): void => line.fail(new FetchError('timeout', progressWords(heard)));
  if (line.isUsed && line.flying === 0) Object.assign(heard, { bytes: 0, text: '' });
  line.flying += 1;
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    // Nothing is sent behind a sign-in before that is taken: a server lets whoever is refused go on as its default user, who may have other rights.
    if (greeting.length > 0) checkGreeting(await exchange(line, target, greeting), greeting, { line, target });
    line.isUsed = true;
    const answers = await exchange(line, target, commands);
    return answers.map((answer, index) => answerOf(answer, commands[index], { line, target }));
  } finally {
    line.flying -= 1;
    signal.removeEventListener('abort', abort);
    meter.request(socket.bytesWritten - before.written, socket.bytesRead - before.read);
  }
}

async function exchange(line: Line, target: RedisTarget, commands: readonly RedisCommand[]): Promise<Answer[]> {
  const answers = await line.lost.orEnd(send(line.client, commands));
  // Anything but an answer of Redis itself: the connection has ended, and `lost` says why.
  if (answers.some(([error]) => error !== null && error.name !== 'ReplyError')) {
    line.fail(hungUp(line, target));
    await line.lost.orEnd(new Promise<never>(() => undefined));
  }
  return answers;
}

type Answer = [error: Error | null, reply: unknown];

async function send(client: Redis, commands: readonly RedisCommand[]): Promise<Answer[]> {
  const pipeline = client.pipeline();
  for (const [name, ...args] of commands) pipeline.call(name, ...args);
  return (await pipeline.exec()) ?? [];
}

/** Who we are, and what the connection is called. */
function greetingOf({ user, password, name }: RedisTarget): RedisCommand[] {
  const auth: RedisCommand[] = password === null ? [] : [user === null ? ['AUTH', password] : ['AUTH', user, password]];
  return [...auth, ['CLIENT', 'SETNAME', name]];
}

/** A name is a nicety that a user may have no right to; without a sign-in nothing else counts. */
function checkGreeting(
  answers: readonly Answer[],
  greeting: readonly RedisCommand[],
  { line, target }: { line: Line; target: RedisTarget },
): void {
  const refused = greeting[0]?.[0] === 'AUTH' ? (answers[0]?.[0] ?? null) : null;
  if (refused === null) return;
  const failure = replyFailure(refused.message, { asked: 'AUTH', isAuthorized: true, conceal: line.conceal, key: target.key });
  line.fail(failure);
  throw failure;
}

function answerOf(
  [error, reply]: Answer,
  command: RedisCommand | undefined,
  { line, target }: { line: Line; target: RedisTarget },
): RedisAnswer {
  if (error !== null)
    return {
      error: replyFailure(error.message, {
        ...{ asked: nameOf(command), isAuthorized: target.password !== null },
        ...{ conceal: line.conceal, key: target.key },
      }),
    };
  // The library makes nothing else of RESP2.
  return { reply: reply as RedisReply };
}

function replyIn(answer: RedisAnswer): RedisReply {
  if ('error' in answer) throw answer.error;
  return answer.reply;
}

/** Commands whose first argument is a command of its own, with a right of its own. */
const CONTAINERS: readonly string[] = ['CLIENT', 'CLUSTER', 'CONFIG', 'LATENCY', 'MEMORY', 'SENTINEL', 'SLOWLOG'];

function nameOf([name, first]: RedisCommand | readonly [] = []): string {
  return name !== undefined && first !== undefined && CONTAINERS.includes(name) ? `${name} ${first}` : (name ?? '');
}
