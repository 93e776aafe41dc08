import { setTimeout as pause } from 'node:timers/promises';
import type { Vigil } from '#test/e2e/vigil-process.ts';
import type { SqlCluster } from './sql-servers.ts';

/** The password of the stand-ins, and the variable by which Vigil is told of it. */
export const SQL_LOGIN = { user: 'vigil', password: 'pwd of the stand-ins' };
const ENV = 'VIGIL_BENCH_SQL';

/** The section of the configuration that watches stand-ins, every `intervalMs`. The password goes into the environment that Vigil has from this process. */
export function sqlSectionText(clusters: readonly SqlCluster[], times: { intervalMs: number; timeoutMs: number }): string {
  process.env[ENV] = SQL_LOGIN.password;
  const written = clusters.map(({ name, instances }) => ({
    name,
    nodes: instances.map(({ name: instance, port }) => ({ name: instance, address: `127.0.0.1,${port}`, host: instance.toLowerCase() })),
  }));
  const section = {
    ...{ interval: `${times.intervalMs}ms`, timeout: `${times.timeoutMs}ms`, trustServerCertificate: true },
    read: { user: SQL_LOGIN.user, password: { env: ENV } },
    clusters: written,
  };
  // A text of JSON is one of YAML too.
  return `sql: ${JSON.stringify(section)}`;
}

/** How long the board is left alone before it is looked at again: thousands of probes are much to write. */
const LOOK_MS = 1_000;
/** What the board of availability groups is made of. */
const BOARD = ['ag', 'logs'];

/** Whether all nodes have told of their groups and logs. What is asked once in five minutes may have been too late on a busy machine, and is not waited for. */
export async function areGroupsRead(board: Vigil['board']): Promise<boolean> {
  await pause(LOOK_MS);
  const { probes } = await board();
  return probes.every(({ source, successes }) => !BOARD.includes(source.probe) || successes > 0);
}
