import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';

/** A connection of the driver, with what its types leave out. With TLS `stream` is another after the handshake began. */
export type DriverConnection = EventEmitter & {
  stream: Socket;
  connect(port: number, host: string): void;
  requestSsl(): void;
  cancel(processId: unknown, secretKey: unknown): void;
};

export function connectionOf(client: pg.Client): DriverConnection {
  return client.connection as unknown as DriverConnection;
}

/** One that is not signed in. */
export function bareConnection(ssl: object | false): DriverConnection {
  return new pg.Connection({ ssl } as object) as unknown as DriverConnection;
}

/** What names the session of a client to the server. */
export function keyOf(client: pg.Client): [processId: unknown, secretKey: unknown] {
  return [Reflect.get(client, 'processID'), Reflect.get(client, 'secretKey')];
}
