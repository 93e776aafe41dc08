import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Where something is held: a reading or a command before it is passed on, or the answer to a command before that is passed back. */
export type Stage = 'reading' | 'command' | 'answer';

export type Hold = {
  /** True once something is held. */
  isReached(): boolean;
  /** Passes on what is held, whether its sender still waits or not, and holds nothing more. */
  release(): void;
  /** Breaks the connections of what is held, passes none of it on, and holds nothing more. */
  cut(): void;
};

/** A proxy before one statistics page, through which everything goes that is asked of it. */
export type Gate = {
  url: string;
  /** The commands that came here, in their order: the fields of the page's form. */
  commands: readonly Record<string, string>[];
  /** How often it was read. */
  readings(): number;
  hold(stage: Stage): Hold;
  close(): Promise<void>;
};

type Held = 'pass on' | 'cut';

/** Opens a gate on a free loopback port before the page at `url`. `onCommand` is called with each command before it is held or passed on. */
export async function startGate(url: string, onCommand: () => void = () => undefined): Promise<Gate> {
  const target = new URL(url);
  const commands: Record<string, string>[] = [];
  let readings = 0;
  const holds = new Map<Stage, () => Promise<Held>>();
  const held = async (stage: Stage): Promise<Held> => (await holds.get(stage)?.()) ?? 'pass on';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const isCommand = request.method === 'POST';
    if (isCommand) {
      commands.push(Object.fromEntries(new URLSearchParams(body)));
      onCommand();
    } else readings += 1;
    if ((await held(isCommand ? 'command' : 'reading')) === 'cut') return void response.destroy();
    const answered = await passOn(target, request, body);
    if (isCommand && (await held('answer')) === 'cut') return void response.destroy();
    response.writeHead(answered.status, answered.headers).end(answered.body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    commands,
    readings: () => readings,
    hold: (stage) => openHold(holds, stage),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function openHold(holds: Map<Stage, () => Promise<Held>>, stage: Stage): Hold {
  const ended = Promise.withResolvers<Held>();
  let isReached = false;
  const end = (how: Held): void => {
    holds.delete(stage);
    ended.resolve(how);
  };
  holds.set(stage, () => {
    isReached = true;
    return ended.promise;
  });
  return { isReached: () => isReached, release: () => end('pass on'), cut: () => end('cut') };
}

type Answered = { status: number; headers: IncomingMessage['headers']; body: string };

/** Each over a connection of its own: an old one may have been left by a HAProxy that died. */
function passOn({ hostname, port }: URL, { method, url, headers }: IncomingMessage, body: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = ask(
      { host: hostname, port, method, path: url, headers: { ...headers, connection: 'close' }, agent: false },
      (response) => {
        text(response).then((body) => {
          const { connection: _, 'transfer-encoding': __, ...rest } = response.headers;
          resolve({ status: response.statusCode ?? 0, headers: rest, body });
        }, reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
