import { describe, expect, test } from 'vitest';
import type { ClusterMember, WindowsCluster } from '#lib/systems/sql/ag/model.ts';
import { judgeWindowsCluster } from '#lib/systems/sql/ag/status-cluster.ts';
import { at, kinds, readings, sentences, witnessOf } from './cluster.ts';

const member = (name: string, isUp: boolean | null = true, votes: number | null = 1): ClusterMember => ({
  name,
  kind: 'cluster node',
  isUp,
  votes,
});
const cluster = (...members: ClusterMember[]): WindowsCluster => ({
  ...{ name: 'NYC', quorumType: 'node and file share majority', quorumState: 'normal quorum', members, networks: [] },
});
const told = (...newest: (WindowsCluster | null)[]): ReturnType<typeof witnessOf> =>
  witnessOf({ a: at(30, 20, 10) }, { cluster: { a: newest } });

describe('the Windows cluster', () => {
  const well = cluster(member('SQL-A'), member('SQL-B'), member('fsw'));

  test('whose members are up is no finding', () => expect(told(well, well)).toEqual([]));

  test('with a member down in two readings is told with the votes that are left', () => {
    const down = cluster(member('SQL-A'), member('SQL-B', false), member('SQL-C'), member('SQL-D'), member('fsw'));
    expect(kinds(told(down, well))).toEqual([]);
    expect(kinds(told(down, down))).toEqual(['warning SQL-B: member down']);
    expect(sentences(told(down, down))).toBe('SQL-B: is down by the word of a; 4 of 5 votes are there, and a majority is 3');
  });

  test('of which nobody tells whether a member is up, or tells no member at all, is not known to have its votes', () => {
    const untold = cluster(member('SQL-A'), member('SQL-B'), member('fsw', null));
    expect(kinds(told(untold, untold))).toEqual(['unknown fsw: member not known']);
    expect(kinds(told(cluster(), cluster()))).toEqual(['unknown its members: member not known']);
  });

  test.each(['none', 'external'] as const)('means nothing where the groups are of cluster type %s', (clusterType) => {
    const down = cluster(member('SQL-A'), member('SQL-B', false), member('fsw', null));
    const a = at(30, 20, 10).map((one) => ({ ...one, group: { clusterType } }));
    expect(kinds(witnessOf({ a }, { cluster: { a: [down, down] } }))).toEqual([]);
  });

  test('that hangs on its last vote is critical', () => {
    const down = cluster(member('SQL-A'), member('SQL-B', false), member('fsw'));
    expect(kinds(told(down, down))).toEqual(['critical SQL-B: member down']);
    expect(sentences(told(down, down))).toMatch(/2 of 3 votes are there, and a majority is 2: with one vote less quorum may be lost/);
  });

  test('whose votes are not told is not said to have some', () => {
    const down = cluster(member('SQL-A', true, null), member('SQL-B', false));
    expect(sentences(told(down, down))).toMatch(/how many votes are left is not told/);
  });

  test('with a member that has no vote is a remark, because that may be meant', () => {
    const without = cluster(member('SQL-A'), member('DR', true, 0));
    expect(kinds(told(without, without))).toEqual(['ok DR: votes']);
  });

  test('that a node no longer tells of has no quorum there, once two readings say so', () => {
    expect(kinds(told(null, well))).toEqual([]);
    expect(kinds(told(null, null))).toEqual(['critical a: quorum']);
  });

  test('is told once, however many nodes tell it', () => {
    const down = cluster(member('SQL-A'), member('SQL-B'), member('SQL-C', false));
    const findings = witnessOf({ a: at(30, 20, 10), b: at(30, 20, 10) }, { cluster: { a: [down, down], b: [down, down] } });
    expect(kinds(findings)).toEqual(['ok b: moving', 'critical SQL-C: member down']);
    expect(findings[1]?.nodes).toEqual(['a', 'b']);
  });

  test.each<[quorumState: string | null, status: string]>([
    ['normal quorum', 'ok'],
    ['forced quorum', 'warning'],
    ['unknown quorum state', 'unknown'],
    [null, 'unknown'],
  ])('in the state %s is %s by the word of a node', (quorumState, status) => {
    const judgement = judgeWindowsCluster(readings('a', 'cluster', [{ ...well, quorumState }]));
    expect(judgement.judged.status).toBe(status);
    expect(judgement.rows.map(({ id }) => id)).toEqual(['cluster']);
  });

  test('of which a node tells nothing is unknown, and never well', () => {
    expect(judgeWindowsCluster(readings('a', 'cluster', [null])).judged.status).toBe('unknown');
    expect(judgeWindowsCluster([]).judged.status).toBe('unknown');
  });
});
