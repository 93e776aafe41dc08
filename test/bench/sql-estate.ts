import type { SqlCluster } from './sql-servers.ts';

/** The password of the stand-ins, and the variable by which Vigil is told of it. */
export const SQL_LOGIN = { user: 'vigil', password: 'pwd of the stand-ins' };
const ENV = 'VIGIL_BENCH_SQL';

/** How many clusters of how many instances, groups a cluster, databases a group. */
type SqlShape = { clusters: number; instances: number; groups: number; databases: number };

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
