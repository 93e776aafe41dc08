import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import { addCluster, addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup, type DatabaseSpec } from '#demo/sqlserver/model/build-group.ts';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';

/** A cluster to serve and to watch. The first instance is primary of every group, the next is synchronous, the others are not. */
export type SqlClusterSpec = {
  name: string;
  intervalMs: number;
  /** Just under the interval where it is left out: a machine that has much to do still answers. */
  timeoutMs?: number;
  instances: readonly string[];
  groups: readonly { name: string; databases: readonly DatabaseSpec[] }[];
  /** What the login may do there; everything of a monitoring login where it is left out. */
  permissions?: readonly string[];
  /** What the login has as its password there, where that is not the one that Vigil knows. */
  password?: string;
};

/** Stand-ins on sockets of this process, and the section of the configuration that watches them. */
export type SqlEstate = {
  estate: Estate;
  section: string;
  server(instance: string): TdsServer;
  stop(): Promise<void>;
};

/** A handful of sessions: thousands are what the benchmarks have. */
const LOAD = { connections: 6 };
const MONITORING = ['VIEW SERVER STATE', 'VIEW ANY DEFINITION', 'SELECT on msdb.dbo.backupset', 'SELECT on msdb.dbo.backupmediafamily'];
/** Vigil takes it from its environment, which it has from this process. */
const PASSWORD = 'pwd of the stand-ins';
const ENV = 'VIGIL_E2E_SQL';

/** Starts one server for each instance of some clusters, on the clock of this machine. */
export async function startSqlEstate(clusters: readonly SqlClusterSpec[]): Promise<SqlEstate> {
  process.env[ENV] = PASSWORD;
  const estate = createEstate();
  for (const cluster of clusters) build(estate, cluster);
  const servers = new Map<string, TdsServer>();
  for (const cluster of clusters) for (const instance of cluster.instances) servers.set(instance, await serve(estate, cluster, instance));
  const server = (instance: string): TdsServer => {
    const found = servers.get(instance);
    if (!found) throw new Error(`no stand-in for ${instance}`);
    return found;
  };
  return {
    estate,
    section: sectionOf(clusters, (instance) => server(instance).port),
    server,
    async stop() {
      await Promise.all([...servers.values()].map((one) => one.close()));
    },
  };
}

function build(estate: Estate, { name, instances, groups }: SqlClusterSpec): void {
  const now = Date.now();
  const [first, ...others] = instances;
  if (first === undefined) throw new Error(`${name} has no instance`);
  addCluster(estate, { name, nodes: instances, witness: 'FILE_SHARE_WITNESS' });
  for (const address of instances) addInstance(estate, { address, year: '2022', zone: 'America/New_York', load: LOAD }, now);
  const secondaries = others.map((instance, at) => ({ instance, mode: at === 0 ? ('sync' as const) : ('async' as const) }));
  for (const [at, group] of groups.entries()) {
    const listener = { dnsName: group.name.replaceAll('_', '-'), ip: `10.7.2.${50 + at}` };
    addGroup(estate, { ...group, cluster: name, listener, replicas: [{ instance: first, mode: 'sync' }, ...secondaries] }, now);
  }
}

function serve(estate: Estate, { permissions = MONITORING, password = PASSWORD }: SqlClusterSpec, instance: string): Promise<TdsServer> {
  const { served } = serveInstance(estate, instance, () => Date.now());
  served.logins.set('vigil', { password, permissions: granted(permissions) });
  return startTdsServer({ backend: engineBackend(served), name: instance });
}

// A text of JSON is one of YAML too.
function sectionOf(clusters: readonly SqlClusterSpec[], portOf: (instance: string) => number): string {
  const written = clusters.map(({ name, intervalMs, timeoutMs = intervalMs - 100, instances }) => ({
    name,
    ...{ interval: `${intervalMs}ms`, timeout: `${timeoutMs}ms` },
    nodes: instances.map((instance) => ({ name: instance, address: `127.0.0.1,${portOf(instance)}`, host: instance.toLowerCase() })),
  }));
  return `sql: ${JSON.stringify({ trustServerCertificate: true, read: { user: 'vigil', password: { env: ENV } }, clusters: written })}`;
}
