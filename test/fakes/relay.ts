import net, { type Socket } from 'node:net';
import { type Fake, startFake } from './fake-server.ts';

/** Which way bytes go: from whoever connected to the server, or back. */
type Way = 'to server' | 'to client';

/** A relay to a port of this machine that can keep back what goes one way, as a network does that loses every packet: no side is told. */
export type Relay = Fake & {
  /** From now on nothing arrives that way over connections, new ones too, once `marker` was sent to the server over them. */
  hold(way: Way, marker: string): void;
  /** What was kept back arrives, and everything after it. */
  release(): void;
  /** Ends the connections that there are; new ones are taken. */
  cut(): void;
};

type Held = { way: Way; marker: string };

type Pair = { client: Socket; server: Socket; asked: string };

/** Enough of a connection to see what it is for. */
const BEGINNING = 4_000;

/** Starts a relay to 127.0.0.1:`port`. */
export async function startRelay(port: number): Promise<Relay> {
  const pairs = new Set<Pair>();
  const held: Held[] = [];
  const fake = await startFake((client) => {
    const pair: Pair = { client, server: net.connect({ host: '127.0.0.1', port }), asked: '' };
    pairs.add(pair);
    join(pair, held);
    for (const socket of [pair.client, pair.server]) socket.on('close', () => pairs.delete(pair));
  });
  return {
    ...fake,
    hold(way, marker) {
      held.push({ way, marker });
      for (const pair of pairs) keepBack(pair, held);
    },
    release() {
      held.length = 0;
      for (const { client, server } of pairs) for (const socket of [client, server]) socket.resume();
    },
    cut() {
      for (const { client } of pairs) client.destroy();
    },
    async close() {
      for (const { server } of pairs) server.destroy();
      await fake.close();
    },
  };
}

function keepBack({ client, server, asked }: Pair, held: readonly Held[]): void {
  for (const { way, marker } of held) if (asked.includes(marker)) (way === 'to server' ? client : server).pause();
}

function join(pair: Pair, held: readonly Held[]): void {
  const { client, server } = pair;
  server.on('error', () => undefined);
  client.on('data', (chunk: Buffer) => {
    if (pair.asked.length < BEGINNING) pair.asked += chunk.toString('latin1');
    server.write(chunk);
    keepBack(pair, held);
  });
  server.on('data', (chunk: Buffer) => void client.write(chunk));
  client.on('close', () => server.destroy());
  server.on('close', () => client.destroy());
}
