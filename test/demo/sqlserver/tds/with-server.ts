import sql from 'mssql';
import { onTestFinished } from 'vitest';
import { startTdsServer, type TdsServer, type TdsServerOptions } from '#demo/sqlserver/tds/server.ts';
import { type Seen, smallBackend, USER } from './small-backend.ts';

/** A server with a small backend, closed when the test ends. */
export async function withServer(options: Partial<TdsServerOptions> = {}): Promise<{ server: TdsServer; seen: Seen }> {
  const { backend, seen } = smallBackend();
  const server = await startTdsServer({ backend, name: 'SQL01', ...options });
  onTestFinished(() => server.close());
  return { server, seen };
}

/** A pool of one connection to it, closed when the test ends. `more` are settings of mssql besides. */
export async function withPool({ port }: { port: number }, more: Partial<sql.config> = {}): Promise<sql.ConnectionPool> {
  const { options, ...rest } = more;
  const pool = new sql.ConnectionPool({
    ...{
      server: '127.0.0.1',
      port,
      ...USER,
      database: 'tempdb',
      pool: { max: 1, min: 0 },
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
    },
    ...rest,
    options: { encrypt: false, trustServerCertificate: true, useUTC: true, ...options },
  });
  pool.on('error', () => {});
  onTestFinished(() => pool.close().catch(() => {}));
  return pool.connect();
}

/** What a promise was rejected with, whatever that is; an error when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<Record<string, unknown> & { message: string }> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Error)) throw new Error(`rejected with ${String(error)}`);
    return Object.assign({ ...error }, { message: error.message });
  }
  throw new Error('it was not rejected');
}

/** Waits until something holds; fails after five seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`in five seconds it did not hold: ${holds}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
