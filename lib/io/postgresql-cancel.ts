import type pg from 'pg';
import type { DatabaseTarget } from './database.ts';
import { bareConnection, keyOf } from './postgresql-driver.ts';
import { guarded } from './thrown.ts';

/** For how long the connection that ends a statement may take. */
const CANCEL_MS = 1_000;

/**
 * Asks the server to give up what a connection has under way: over a connection of its own, which carries the key of that session and nothing else, and is closed by the server once it was done
 * (protocol, 55.2.8). Never rejects.
 */
export function cancelPostgresql(client: pg.Client, { host, port, tls }: DatabaseTarget): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ssl = tls === null ? false : { rejectUnauthorized: tls.verify, ...(tls.ca === null ? {} : { ca: tls.ca }) };
  const other = bareConnection(ssl);
  const done = (): void => {
    clearTimeout(timer);
    other.stream.destroy();
    resolve();
  };
  const timer = setTimeout(done, CANCEL_MS);
  const send = (): void => other.cancel(...keyOf(client));
  other.on('connect', () => (ssl === false ? send() : other.requestSsl()));
  other.on('sslconnect', send);
  other.on('end', done);
  other.on('error', done);
  guarded(done, () => other.connect(port, host));
  return promise;
}
