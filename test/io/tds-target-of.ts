import type { TdsTarget } from '#lib/io/tds-target.ts';

/** A server at that port of this machine, asked as rowsServer takes it. */
export function targetOf(port: number, over: Partial<TdsTarget> = {}): TdsTarget {
  return {
    ...{ host: '127.0.0.1', at: { port }, database: null, isReadIntent: false, name: 'Vigil', key: 'sql.read' },
    tls: { encrypt: false, verify: true, ca: null, serverName: null },
    login: { user: 'vigil', password: 'hunter2', domain: null },
    ...{ maxBytes: 2 ** 20, maxRows: 1_000 },
    ...over,
  };
}
