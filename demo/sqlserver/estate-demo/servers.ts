import { type Served, startServed } from '#demo/served.ts';
import { SQL_INSTANCES } from './layout.ts';
import type { SqlOrder } from './orders.ts';

/** The SQL Servers of the demo: one process, in which each listens on a port of its own. */
export type SqlServers = Omit<Served<SqlPorts, SqlOrder>, 'told'> & { instances: { name: string; port: number }[] };

/** As whom Vigil signs in. */
export type SqlLogin = { user: string; password: string };

/** The port of each instance. */
export type SqlPorts = Record<string, number>;

/** Starts all of them. Rejects, and leaves nothing behind, when they do not listen in time. */
export async function startSqlServers(login: SqlLogin): Promise<SqlServers> {
  const program = new URL('serve-process.ts', import.meta.url);
  const { told, ...served } = await startServed<SqlLogin, SqlPorts, SqlOrder>({ program, what: 'SQL Servers', start: login });
  return { ...served, instances: SQL_INSTANCES.map(({ name }) => ({ name, port: told[name] ?? 0 })) };
}
