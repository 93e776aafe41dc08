import type { DatabaseTarget } from '#lib/io/database.ts';
import { Secret } from '#lib/secret.ts';

/** A database at that port of this machine. */
export function databaseAt(port: number, over: Partial<DatabaseTarget> = {}): DatabaseTarget {
  return {
    ...{ dialect: 'postgresql', host: '127.0.0.1', port, database: 'errors', user: 'vigil', password: new Secret('hunter2') },
    ...{ tls: null, isReading: true, lockMs: 1_000, maxBytes: 2 ** 20, most: 1 },
    ...over,
  };
}
