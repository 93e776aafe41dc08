import { describe, expect, test } from 'vitest';
import { addCluster, addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup } from '#demo/sqlserver/model/build-group.ts';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { stickSilently } from '#demo/sqlserver/model/orders-data.ts';
import { setClock } from '#demo/sqlserver/model/orders-instance.ts';
import { Truth } from './truth.ts';
import { INTERVAL_MS, type Watch, watch } from './watch.ts';

const AG = 'SO-AG';
const NODES = ['SQL01', 'SQL02'];

/** Two synchronous replicas in one zone, the primary first. */
function estateIn(zone: string, from: number): Estate {
  const estate = createEstate();
  addCluster(estate, { name: 'C', nodes: NODES, witness: 'FILE_SHARE_WITNESS' });
  for (const address of NODES) addInstance(estate, { address, year: '2019', zone }, from);
  const replicas = [
    { instance: 'SQL01', mode: 'sync' },
    { instance: 'SQL02', mode: 'sync' },
  ] as const;
  addGroup(estate, { name: AG, cluster: 'C', replicas, databases: [{ name: 'Shop', writeRate: 900_000 }] }, from);
  return estate;
}

function lastCommitAges(watching: Watch): number[] {
  return NODES.map((name) => {
    const [reading] = watching.node(name).windows.get('ag') ?? [];
    const own = watching
      .node(name)
      .newest('ag')
      .groups[0]?.databases.find(({ isLocal }) => isLocal);
    return (reading?.observedAt ?? Number.NaN) - (own?.positions.lastCommitAt ?? Number.NaN);
  });
}

test.each([
  ['Asia/Kolkata', 330],
  ['America/Denver', -360],
  ['UTC', 0],
])('a server in %s tells its start and its commits on our clock', async (zone, offsetMinutes) => {
  const from = Date.UTC(2026, 6, 1, 12);
  const watching = await watch(estateIn(zone, from), from);
  await watching.rounds(3);
  expect(watching.troubles()).toEqual([]);
  expect(watching.node('SQL01').newest('server')).toMatchObject({ offsetMinutes, startedAt: from - 6 * 3_600_000 });
  expect(watching.node('SQL01').rows('server', watching.now)[0]?.judged.status).toBe('ok');
  for (const age of lastCommitAges(watching)) {
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(2_000);
  }
});

describe.each([
  ['ends', Date.UTC(2026, 10, 1, 6)],
  ['begins', Date.UTC(2026, 2, 8, 7)],
])('when summer time %s in New York', (_, changeAt) => {
  const before = changeAt - 4 * INTERVAL_MS;

  test('no alarm is raised, and what moves is proved all the way', async () => {
    const watching = await watch(estateIn('America/New_York', before), before);
    const truth = new Truth(watching);
    await watching.rounds(2, truth.hold);
    const { offsetMinutes } = watching.node('SQL01').newest('server');
    await watching.rounds(8, () => {
      truth.hold();
      expect(watching.troubles()).toEqual([]);
      for (const age of lastCommitAges(watching)) expect(Math.abs(age)).toBeLessThan(2_000);
      // Started six hours before, by the offset of that time.
      for (const name of NODES) expect(watching.node(name).newest('server').startedAt).toBe(before - 6 * 3_600_000);
      for (const name of NODES) expect(watching.node(name).rows('server', watching.now)[0]?.judged.status).toBe('ok');
    });
    expect(Math.abs(watching.node('SQL01').newest('server').offsetMinutes - offsetMinutes)).toBe(60);
    expect(watching.words('moving', 'SQL02')).toMatch(/^Shop is moving/);
  });

  test('a replica that is stuck over it is found as ever', async () => {
    const watching = await watch(estateIn('America/New_York', before), before);
    const truth = new Truth(watching);
    await watching.rounds(3, truth.hold);
    stickSilently(watching.estate, { group: AG, instance: 'SQL02' }, watching.now);
    await watching.rounds(5, truth.hold);
    expect(watching.troubles()).toEqual(['critical SQL02: stuck']);
    expect(truth.held).toBeGreaterThan(0);
  });
});

test.each([
  ['1h 00m ahead of', 3_600_000],
  ['5h 30m ahead of', 19_800_000],
  ['7h 00m behind', -25_200_000],
])(
  'a server whose clock jumps is said to be %s ours and is no stuck replica, and one that is stuck is found as ever',
  async (words, skewMs) => {
    const from = Date.UTC(2026, 6, 1, 12);
    const watching = await watch(estateIn('UTC', from), from);
    await watching.rounds(4);
    setClock(watching.estate, 'SQL02', skewMs);
    await watching.rounds(4);
    expect(watching.node('SQL02').rows('server', watching.now)[0]?.judged).toMatchObject({
      status: 'warning',
      reason: expect.stringContaining(`its clock is ${words} that of Vigil`),
    });
    expect(watching.troubles()).toEqual([]);
    stickSilently(watching.estate, { group: AG, instance: 'SQL02' }, watching.now);
    await watching.rounds(2);
    expect(watching.troubles()).toEqual(['critical SQL02: stuck']);
  },
);
