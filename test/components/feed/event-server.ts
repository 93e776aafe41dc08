import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { snapshotOf } from './made-up-events.ts';

export type EventServer = {
  url: string;
  /** Connections asked for since the start. */
  connections(): number;
  /** Streams that are open now. */
  open(): number;
  /** What a new connection gets: a snapshot, a refusal, or an open stream without a word. */
  behave: 'snapshot' | 'refuse' | 'mute';
  boot: string;
  /** Made for each snapshot, in which the time is the server's. */
  snapshot: () => Partial<ReturnType<typeof snapshotOf>>;
  send(kind: 'snapshot' | 'change' | 'heartbeat', data: object): void;
  /** Ends all streams, as a restart does. */
  drop(): void;
  close(): Promise<void>;
};

/** A server of events on a loopback socket, which does what a test tells it. */
export async function startEventServer(): Promise<EventServer> {
  const streams = new Set<ServerResponse>();
  let connections = 0;
  const server = createServer((_request, response) => {
    connections += 1;
    if (it.behave === 'refuse') return void response.writeHead(502).end('bad gateway');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    streams.add(response);
    response.on('close', () => streams.delete(response));
    if (it.behave === 'snapshot') write(response, 'snapshot', snapshotOf({ now: Date.now(), boot: it.boot, ...it.snapshot() }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const it: EventServer = {
    url: `http://127.0.0.1:${port}/live/v1/stream`,
    connections: () => connections,
    open: () => streams.size,
    behave: 'snapshot',
    boot: 'boot-1',
    snapshot: () => ({}),
    send: (kind, data) => {
      for (const stream of streams) write(stream, kind, data);
    },
    drop: () => {
      for (const stream of streams) stream.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return it;
}

function write(response: ServerResponse, kind: string, data: object): void {
  response.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
}
