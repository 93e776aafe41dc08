import { describe, expect, test } from 'vitest';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { addCluster, addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup } from '#demo/sqlserver/model/build-group.ts';
import type { ClusterType, Estate } from '#demo/sqlserver/model/estate.ts';
import { setMember } from '#demo/sqlserver/model/orders-cluster.ts';
import { fallBehind, suspend } from '#demo/sqlserver/model/orders-data.ts';
import type { AgDatabaseView, AgReplicaView, LogView, TransportView, WindowsClusterView } from '#lib/systems/sql/ag/model.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { type Watch, watch } from './watch.ts';

const [PRIMARY, SYNC, ASYNC] = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];

function viewsOf<View extends { kind: string }>(
  watching: Watch,
  at: { node: string; probe: 'ag' | 'logs' | 'cluster' },
  kind: View['kind'],
): View[] {
  const rows = watching.node(at.node).rows(at.probe, watching.now);
  // Each kind of row has its own type.
  return rows.map(({ value }) => value as View).filter((view) => view.kind === kind);
}

describe.each<ReleaseYear>(['2014', '2022'])('what the board of a %s cluster is drawn from', (year) => {
  async function watched(): Promise<Watch> {
    const watching = await watch(smallEstate({ year }), START);
    await watching.rounds(3);
    return watching;
  }

  test('the cluster: quorum, members, votes, networks', async () => {
    const watching = await watched();
    const [view] = viewsOf<WindowsClusterView>(watching, { node: PRIMARY, probe: 'cluster' }, 'windows cluster');
    expect(view?.cluster).toMatchObject({ name: 'NYC', quorumType: 'node and file share majority', quorumState: 'normal quorum' });
    expect(view?.cluster?.members).toHaveLength(4);
    expect(view?.cluster?.members.every(({ votes, isUp, kind }) => votes === 1 && isUp === true && kind !== null)).toBe(true);
    expect(view?.cluster?.networks.length).toBeGreaterThan(0);
  });

  test('each replica by its own word, and what the primary says of it beside it', async () => {
    const watching = await watched();
    for (const node of [PRIMARY, SYNC, ASYNC]) {
      const [view] = viewsOf<AgReplicaView>(watching, { node, probe: 'ag' }, 'ag');
      expect(view?.own).toMatchObject({ name: node, isLocal: true, isConnected: true, operationalState: 'online', syncHealth: 'healthy' });
      expect(view?.own?.mode).toBe(node === ASYNC ? 'asynchronous' : 'synchronous');
      expect(view?.own?.failoverMode).toBe(node === ASYNC ? 'manual' : 'automatic');
      expect(view?.own?.seedingMode).toBe(year === '2014' ? null : 'manual');
    }
    const [view] = viewsOf<AgReplicaView>(watching, { node: PRIMARY, probe: 'ag' }, 'ag');
    expect(view?.others.map(({ name, isLocal }) => [name, isLocal])).toEqual([
      [SYNC, false],
      [ASYNC, false],
    ]);
  });

  test('listeners with addresses and state, and routing', async () => {
    const watching = await watched();
    const [view] = viewsOf<AgReplicaView>(watching, { node: PRIMARY, probe: 'ag' }, 'ag');
    expect(view?.group.listeners).toMatchObject([{ dnsName: 'so-ag', port: 1433, addresses: [{ ip: '10.7.2.50', state: 'online' }] }]);
    expect(view?.group.routing).toContainEqual({ from: PRIMARY, to: SYNC, priority: 1 });
  });

  test('a listener whose group has no primary is offline by the word of those that are left', async () => {
    const watching = await watched();
    for (const name of [SYNC, ASYNC]) setMember(watching.estate, { cluster: 'NYC', name }, false, watching.now);
    await watching.rounds(2);
    const [view] = viewsOf<AgReplicaView>(watching, { node: PRIMARY, probe: 'ag' }, 'ag');
    expect(view?.group.listeners[0]?.addresses.map(({ state }) => state)).toEqual(['offline']);
    expect(watching.troubles().join()).toMatch(/critical/);
  });

  test('each database: state, positions, queues, rates that are none where nothing waits, lag where the version tells it', async () => {
    const watching = await watched();
    fallBehind(watching.estate, { group: AG, instance: ASYNC, database: 'StackOverflow' }, 300_000, watching.now);
    suspend(watching.estate, { group: AG, instance: SYNC, database: 'Sites' }, 'SUSPEND_FROM_PARTNER', watching.now);
    await watching.rounds(2);
    const views = viewsOf<AgDatabaseView>(watching, { node: PRIMARY, probe: 'ag' }, 'ag database');
    const behind = views.find(({ own }) => own.name === 'StackOverflow')?.claims.find(({ sendQueueKb }) => (sendQueueKb ?? 0) > 0);
    expect(behind?.sendRateKbPerSecond).toBeGreaterThan(0);
    expect(behind?.lagSeconds === null).toBe(year === '2014');
    const idle = views.find(({ own }) => own.name === 'Archive');
    for (const claim of idle?.claims ?? [])
      expect([claim.sendQueueKb, claim.sendRateKbPerSecond, claim.redoRateKbPerSecond]).toEqual([0, null, null]);
    const suspended = views.find(({ own }) => own.name === 'Sites')?.claims.find(({ isSuspended }) => isSuspended === true);
    expect(suspended).toMatchObject({ sendQueueKb: null, sendRateKbPerSecond: null });
    const itself = viewsOf<AgDatabaseView>(watching, { node: SYNC, probe: 'ag' }, 'ag database').find(({ own }) => own.name === 'Sites');
    expect(itself?.own).toMatchObject({ isSuspended: true, suspendReason: 'suspend from partner' });
    const own = viewsOf<AgDatabaseView>(watching, { node: ASYNC, probe: 'ag' }, 'ag database')[0]?.own.positions;
    for (const name of ['lastHardened', 'lastRedone', 'lastCommitAt'] as const) expect(own?.[name], name).not.toBeNull();
  });

  test('logs on the primary: used, free room of their volume, what is written, and what is sent and received', async () => {
    const watching = await watched();
    const logs = viewsOf<LogView>(watching, { node: PRIMARY, probe: 'logs' }, 'log').filter(({ file }) => file.groupDatabaseId !== null);
    expect(logs).toHaveLength(3);
    for (const { file, volume, bytesPerSecond } of logs) {
      expect(file.usedBytes).toBeGreaterThan(0);
      expect(volume?.freeBytes).toBeGreaterThan(0);
      expect(bytesPerSecond).not.toBeNull();
    }
    const sent = viewsOf<TransportView>(watching, { node: PRIMARY, probe: 'logs' }, 'transport');
    expect(sent.map(({ replica }) => replica).toSorted()).toEqual([ASYNC, SYNC]);
    expect(sent.every(({ sentBytesPerSecond }) => (sentBytesPerSecond ?? 0) > 0)).toBe(true);
  });
});

function estateOf(clusterType: ClusterType, year: ReleaseYear): Estate {
  const estate = createEstate();
  addCluster(estate, { name: 'C', nodes: ['SQL01', 'SQL02'], witness: 'FILE_SHARE_WITNESS' });
  for (const address of ['SQL01', 'SQL02']) addInstance(estate, { address, year, zone: 'UTC' }, START);
  const replicas = [
    { instance: 'SQL01', mode: 'sync' },
    { instance: 'SQL02', mode: 'sync' },
  ] as const;
  addGroup(estate, { name: AG, cluster: 'C', clusterType, replicas, databases: [{ name: 'Shop', writeRate: 9_000 }] }, START);
  return estate;
}

test.each<[ClusterType, ReleaseYear, string | null]>([
  ['WSFC', '2019', 'C'],
  ['NONE', '2019', null],
  ['EXTERNAL', '2022', null],
])('of groups that live in %s, what a view says of a Windows cluster counts or does not', async (clusterType, year, name) => {
  const watching = await watch(estateOf(clusterType, year), START);
  await watching.rounds(2);
  expect(watching.node('SQL01').newest('cluster')?.name ?? null).toBe(name);
});
