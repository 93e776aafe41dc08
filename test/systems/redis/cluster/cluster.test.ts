import { describe, expect, test } from 'vitest';
import type { WitnessNode } from '#lib/system.ts';
import { type ClusterInfo, stretchesOf } from '#lib/systems/redis/cluster/model.ts';
import { parseCluster } from '#lib/systems/redis/cluster/parse.ts';
import { judgeCluster } from '#lib/systems/redis/cluster/status.ts';
import { found, group, kinds, master, sentences } from '../group.ts';
import { NOW, settings } from '../hand-made.ts';

const INFO =
  'cluster_state:ok\r\ncluster_slots_assigned:16384\r\ncluster_current_epoch:4\r\ncluster_my_epoch:2\r\ncluster_stats_messages_received:9\r\n';
const NODES = `5949 127.0.0.1:17003@27003 master - 0 1795282388210 3 connected 10923-16383
0468 127.0.0.1:17002@27002,redis2,shard-id=1 myself,master - 0 1795282388000 2 connected 5461-10922 [6000->-5949] [7-<-c0e7]
c0e7 ::1:17004@27004 master,fail? - 0 1795282388712 4 disconnected 0-5459 5460
d65d 127.0.0.1:17001@27001 slave c0e7 0 1795282389218 4 connected
`;
const source = { system: 'redis', group: 'g', node: 'm', probe: 'cluster' };

describe('what a node says of its cluster', () => {
  test('is read whole', () => {
    expect(parseCluster({ info: INFO, nodes: NODES })).toMatchObject({
      ...{ isServing: true, assignedSlots: 16_384, currentEpoch: 4 },
      self: {
        id: '0468',
        host: '127.0.0.1',
        port: 17_002,
        flags: ['myself', 'master'],
        masterId: null,
        epoch: 2,
        slots: [{ from: 5_461, to: 10_922 }],
      },
      open: [
        { slot: 6_000, is: 'migrating', otherId: '5949' },
        { slot: 7, is: 'importing', otherId: 'c0e7' },
      ],
      others: [
        { id: '5949' },
        {
          host: '::1',
          port: 17_004,
          flags: ['master', 'fail?'],
          isConnected: false,
          slots: [
            { from: 0, to: 5_459 },
            { from: 5_460, to: 5_460 },
          ],
        },
        { masterId: 'c0e7', slots: [] },
      ],
    });
  });

  test.each<[what: string, info: unknown, nodes: unknown, says: RegExp]>([
    ['a list', [], NODES, /is no text/],
    ['an empty CLUSTER INFO', '', NODES, /not the answer to CLUSTER INFO/],
    ['no line of its own', INFO, NODES.replace('myself,', ''), /not exactly one line/],
    ['a line that is cut', INFO, NODES.slice(0, 40), /not whole/],
    ['slots that are none', INFO, NODES.replace('10923-16383', '10923-16384'), /slots that are none/],
    ['CLUSTER INFO that is cut', INFO.slice(0, INFO.lastIndexOf('cluster_stats')), NODES, /is cut off/],
    ['CLUSTER INFO without its slots', INFO.replace('slots_assigned', 'x'), NODES, /has no cluster_slots_assigned/],
  ])('%s is refused', (_, info, nodes, says) => expect(() => parseCluster({ info, nodes })).toThrow(says));

  test.each<[info: string, status: string, says: RegExp]>([
    [INFO, 'ok', /^serves 5,462 slots$/],
    [
      INFO.replace('ok', 'fail').replace('16384', '10923'),
      'critical',
      /answers commands on keys with CLUSTERDOWN: it knows owners of 10,923 of 16,384/,
    ],
  ])('is judged by its own state alone', (info, status, says) => {
    const value = parseCluster({ info, nodes: NODES });
    const { judged } = judgeCluster([{ value, observedAt: NOW, producedAt: null, source }], settings());
    expect(judged).toMatchObject({ status, reason: expect.stringMatching(says) });
  });
});

test('the stretches of all slots have their owners, and none where there is none', () => {
  const a = { slots: [{ from: 0, to: 99 }] };
  const b = { slots: [{ from: 50, to: 16_382 }] };
  expect(stretchesOf([a, b]).map(({ from, to, owners }) => [from, to, owners.length])).toEqual([
    [0, 49, 1],
    [50, 99, 2],
    [100, 16_382, 1],
    [16_383, 16_383, 0],
  ]);
  expect(stretchesOf([])).toEqual([{ from: 0, to: 16_383, owners: [] }]);
});

type Over = Partial<ClusterInfo> & { slots?: readonly [number, number][]; of?: string; calls?: string };

/** What a member says: a master of some slots, or the replica of another. */
function said(id: string, { slots = [], of, calls, ...over }: Over): ClusterInfo {
  const member = { host: '10.0.0.1', port: 1, masterId: null, epoch: 1, isConnected: true, slots: [] };
  const self = { ...member, id, flags: [of ? 'slave' : 'master'], masterId: of ?? null, slots: slots.map(([from, to]) => ({ from, to })) };
  const others = calls ? [{ ...member, id: calls, flags: ['master', 'fail'] }] : [];
  return { isServing: true, assignedSlots: 16_384, currentEpoch: 1, open: [], self, others, ...over };
}

const LOW = said('m1', { slots: [[0, 8_191]] });
const HIGH = said('m2', { slots: [[8_192, 16_383]] });
const WELL = { m1: LOW, m2: HIGH, r1: said('r1', { of: 'm1' }), r2: said('r2', { of: 'm2' }) };

/** What a node of a cluster says of one that holds slots and is no node of the group. */
const stranger = (over: Partial<ClusterInfo['self']> = {}): ClusterInfo['self'] => ({
  ...{ id: 'm3', host: '10.0.0.9', port: 7_003, flags: ['master'], masterId: null, epoch: 1, isConnected: true },
  slots: [{ from: 16_000, to: 16_383 }],
  ...over,
});
const part = (other: ClusterInfo['self']): Record<string, ClusterInfo> => ({
  ...WELL,
  m2: said('m2', { slots: [[8_192, 15_999]], others: [other] }),
});

function proved(members: Record<string, ClusterInfo | null>, before = members, standing = new Set<string>()): string[] {
  const nodes = Object.entries(members).map(([node, now]): WitnessNode<unknown> => {
    const window = now === null ? [] : [now, before[node] ?? now].map((value) => ({ value, observedAt: NOW, producedAt: null, source }));
    return { node, settings: { ...settings(), isCluster: true }, windows: { cluster: window } };
  });
  return kinds(found({}, { nodes, standing }));
}

describe('the nodes of a cluster', () => {
  test.each<[what: string, members: Record<string, ClusterInfo | null>, expected: string[]]>([
    ['that cover all slots', WELL, []],
    ['that leave one out, though all are read', { ...WELL, m2: said('m2', { slots: [[8_193, 16_383]] }) }, ['critical : uncovered']],
    ['one of which is not read, while the others serve', { ...WELL, m2: null }, ['unknown : uncovered']],
    [
      'one of which is not read, while another answers CLUSTERDOWN',
      { ...WELL, m1: said('m1', { slots: [[0, 8_191]], isServing: false }), m2: null },
      ['critical : uncovered'],
    ],
    ['none of which is read', { m1: null, m2: null }, []],
    ['that name a master of the rest which is no node here', part(stranger()), ['unknown : elsewhere']],
    [
      'that name one for a part of the rest',
      part(stranger({ slots: [{ from: 16_001, to: 16_383 }] })),
      ['unknown : elsewhere', 'critical : uncovered'],
    ],
    ['that name one and call it failed', part(stranger({ flags: ['master', 'fail'] })), ['critical : uncovered']],
    ['that name one which is not connected', part(stranger({ isConnected: false })), ['critical : uncovered']],
    [
      'that name one and answer CLUSTERDOWN',
      { ...part(stranger()), m1: said('m1', { slots: [[0, 8_191]], isServing: false }) },
      ['critical : uncovered'],
    ],
    ['two of which claim the same', { ...WELL, m2: said('m2', { slots: [[8_191, 16_383]] }) }, ['critical m1,m2: claimed twice']],
    [
      'one of which calls another failed that answers',
      { ...WELL, r1: said('r1', { of: 'm1', calls: 'm2' }) },
      ['warning m2: called failed'],
    ],
    ['that are at different epochs', { ...WELL, r2: said('r2', { of: 'm2', currentEpoch: 2 }) }, ['warning m1,m2,r1,r2: epochs']],
    ['one of which has no replica', { m1: LOW, m2: HIGH, r1: said('r1', { of: 'm1' }) }, ['warning m2: no replica']],
    [
      'with a slot half moved',
      { ...WELL, m1: said('m1', { slots: [[0, 8_191]], open: [{ slot: 7, is: 'migrating', otherId: 'm2' }] }) },
      ['warning m1: open slots'],
    ],
  ])('%s', (_, members, expected) => expect(proved(members)).toEqual(expected));

  test('what two readings do not prove is not said, and stays once it was proved', () => {
    const now = { ...WELL, m2: said('m2', { slots: [[8_191, 16_383]] }) };
    expect(proved(now, WELL)).toEqual([]);
    expect(proved(now, WELL, new Set(['claimed by m1, m2']))).toEqual(['critical m1,m2: claimed twice']);
  });

  test('that answer INFO and never tell of the cluster are said to be unknown, and not once they were only just begun', () => {
    const untold = (count: number): string[] => {
      const read = group({ m1: Array.from({ length: count }, () => master(1)), m2: [master(1), master(1)] });
      const nodes = read.nodes.map((one) => ({
        ...one,
        settings: { ...settings(), isCluster: true },
        windows: {
          ...one.windows,
          ...(one.node === 'm2'
            ? { cluster: [{ value: said('m2', { slots: [[0, 16_383]] }), observedAt: NOW, producedAt: null, source }] }
            : {}),
        },
      }));
      return kinds(found({}, { nodes })).filter((words) => words.includes('not read'));
    };
    expect([untold(1), untold(2)]).toEqual([[], ['unknown m1: slots not read']]);
  });

  test('of which others name one that is not here: say who has the slots, and what to do', () => {
    const nodes = Object.entries(part(stranger())).map(([node, value]): WitnessNode<unknown> => {
      const window = [0, 1].map(() => ({ value, observedAt: NOW, producedAt: null, source }));
      return { node, settings: { ...settings(), isCluster: true }, windows: { cluster: window } };
    });
    expect(sentences(found({}, { nodes }))).toBe(
      'slots 16000-16383 are (384), by hearsay alone, those of 10.0.0.9:7003, which is no node of this group: add it, so that it is asked',
    );
  });
});
