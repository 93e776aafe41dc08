import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import { addCluster, addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup } from '#demo/sqlserver/model/build-group.ts';
import { resume, suspend } from '#demo/sqlserver/model/orders-data.ts';
import type { Backend } from '#demo/sqlserver/tds/backend.ts';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { SQL_LOGIN } from './sql-estate.ts';

/**
 * A program: the stand-ins of some clusters, so that what they cost is not measured with Vigil. Half of the databases are written to. Prints one line of JSON with the ports. Its control port answers
 * /taken (what was asked since the last time) and /suspend and /resume?group=AG_0_0&instance=C0-SQL1, with the epoch ms at which the next answer on its groups had been sent.
 */

export type SqlCluster = { name: string; instances: { name: string; port: number }[]; groups: string[] };
/** What the program prints first. */
export type SqlOpened = { control: number; clusters: SqlCluster[] };
/** Of each instance: when each probe was asked (epoch ms, by its name), statements in all, and what the server itself counts: connections open now, batches and bytes since its start. */
export type SqlTaken = {
  nodes: { asked: Record<string, number[]>; statements: number; open: number; batches: number; receivedBytes: number; sentBytes: number }[];
};

type Node = { server: TdsServer; asked: Map<string, number[]>; statements: number; answered: ((at: number) => void)[] };

const WRITTEN_BYTES = 20_000;
const [clusterCount = 1, instanceCount = 4, groupCount = 1, databaseCount = 1] = process.argv.slice(2).map(Number);
const now = Date.now();
const estate = createEstate();
const nodes = new Map<string, Node>();
const clusters: SqlCluster[] = [];
for (let at = 0; at < clusterCount; at += 1) clusters.push(await startCluster(at));
const control = createServer((request, response) => answer(new URL(request.url ?? '/', 'http://127.0.0.1'), response));
await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
const opened: SqlOpened = { control: (control.address() as AddressInfo).port, clusters };
console.log(JSON.stringify(opened));

/** Each instance in turn is the primary of a group; the next one is synchronous, the others are not. */
async function startCluster(at: number): Promise<SqlCluster> {
  const name = `C${at}`;
  const instances = Array.from({ length: instanceCount }, (_, i) => `${name}-SQL${i}`);
  addCluster(estate, { name, nodes: instances, witness: 'FILE_SHARE_WITNESS' });
  for (const address of instances) addInstance(estate, { address, year: '2022' }, now);
  const groups = Array.from({ length: groupCount }, (_, i) => `AG_${at}_${i}`);
  for (const [i, group] of groups.entries()) {
    const [primary = '', ...others] = [...instances.slice(i % instanceCount), ...instances.slice(0, i % instanceCount)];
    const secondaries = others.map((instance, n) => ({ instance, mode: n === 0 ? ('sync' as const) : ('async' as const) }));
    const listener = { dnsName: group.replaceAll('_', '-'), ip: `10.7.${at}.${50 + i}` };
    const databases = Array.from({ length: databaseCount }, (_, n) => ({
      ...{ name: `Db_${at}_${i}_${n}`, writeRate: n % 2 === 0 ? WRITTEN_BYTES : 0 },
    }));
    addGroup(
      estate,
      { name: group, cluster: name, listener, replicas: [{ instance: primary, mode: 'sync' }, ...secondaries], databases },
      now,
    );
  }
  const listening = await Promise.all(instances.map(async (instance) => ({ name: instance, port: await listen(instance) })));
  return { name, instances: listening, groups };
}

async function listen(instance: string): Promise<number> {
  const { served } = serveInstance(estate, instance, Date.now);
  served.logins.set(SQL_LOGIN.user, {
    password: SQL_LOGIN.password,
    permissions: granted([
      'VIEW SERVER STATE',
      'VIEW ANY DEFINITION',
      'SELECT on msdb.dbo.backupset',
      'SELECT on msdb.dbo.backupmediafamily',
    ]),
  });
  const noted: Omit<Node, 'server'> = { asked: new Map(), statements: 0, answered: [] };
  const server = await startTdsServer({ backend: noting(engineBackend(served), noted), name: instance });
  nodes.set(instance, Object.assign(noted, { server }));
  return server.port;
}

/** Notes what is asked, by the comments that name each statement and its probe. */
function noting(backend: Backend, noted: Omit<Node, 'server'>): Backend {
  return {
    login: async (login, spid) => {
      const session = await backend.login(login, spid);
      const batch = session.batch.bind(session);
      session.batch = async (asked, out, signal) => {
        const names = [...asked.sql.matchAll(/\/\* Vigil: ([\w-]+)/g)].map(([, probe = '']) => probe);
        const [probe = 'other'] = names;
        noted.asked.set(probe, [...(noted.asked.get(probe) ?? []), Date.now()]);
        noted.statements += names.length;
        await batch(asked, out, signal);
        if (probe === 'ag') for (const tell of noted.answered.splice(0)) tell(Date.now());
      };
      return session;
    },
  };
}

function answer({ pathname, searchParams }: URL, response: ServerResponse): void {
  if (pathname === '/taken') {
    response.end(JSON.stringify(take()));
    return;
  }
  const [group, instance] = [searchParams.get('group') ?? '', searchParams.get('instance') ?? ''];
  if (pathname === '/suspend') suspend(estate, { group, instance }, 'SUSPEND_FROM_USER', Date.now());
  else resume(estate, { group, instance }, Date.now());
  const node = nodes.get(instance);
  if (!node) throw new Error(`there is no instance ${instance}`);
  node.answered.push((at) => response.end(JSON.stringify({ at })));
}

function take(): SqlTaken {
  return {
    nodes: [...nodes.values()].map((node) => {
      const { open, batches, receivedBytes, sentBytes } = node.server.counts;
      const taken = { asked: Object.fromEntries(node.asked), statements: node.statements, open, batches, receivedBytes, sentBytes };
      node.asked.clear();
      node.statements = 0;
      return taken;
    }),
  };
}
