import { describe, expect, test } from 'vitest';
import { addCluster, addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup } from '#demo/sqlserver/model/build-group.ts';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { setWriteRate, suspend } from '#demo/sqlserver/model/orders-data.ts';
import { freezeHadrViews } from '#demo/sqlserver/model/orders-instance.ts';
import { dataLossSeconds } from '#lib/systems/sql/ag/estimate.ts';
import { mayBeOff } from '#lib/text/changed-clock.ts';
import { Truth } from './truth.ts';
import { INTERVAL_MS, type Watch, watch } from './watch.ts';

const AG = 'SO-AG';
const NODES = ['SQL01', 'SQL02'];
const MINUTE = 60_000;
const ENDS = Date.UTC(2026, 10, 1, 6);
const BEGINS = Date.UTC(2026, 2, 8, 7);

function newYork(from: number): Estate {
  const estate = createEstate();
  addCluster(estate, { name: 'C', nodes: NODES, witness: 'FILE_SHARE_WITNESS' });
  for (const address of NODES) addInstance(estate, { address, year: '2019', zone: 'America/New_York' }, from);
  const replicas = [
    { instance: 'SQL01', mode: 'sync' },
    { instance: 'SQL02', mode: 'sync' },
  ] as const;
  addGroup(estate, { name: AG, cluster: 'C', replicas, databases: [{ name: 'Shop', writeRate: 900_000 }] }, from);
  return estate;
}

function primarySays(watching: Watch) {
  const info = watching.node('SQL01').newest('ag');
  const databases = info.groups[0]?.databases ?? [];
  const own = databases.find(({ isLocal }) => isLocal);
  const copy = databases.find(({ isLocal }) => !isLocal);
  if (!own || !copy) throw new Error('the primary does not tell both ends');
  return { own, copy, changes: info.clockChanges };
}

describe.each([
  ['ends', ENDS],
  ['begins', BEGINS],
])('when summer time %s', (word, changeAt) => {
  test('what is lost is never told as less than it is, for a copy that stands since before', async () => {
    const before = changeAt - 20 * MINUTE;
    const watching = await watch(newYork(before), before);
    await watching.rounds(2);
    suspend(watching.estate, { group: AG, instance: 'SQL02', database: 'Shop' }, 'SUSPEND_FROM_USER', watching.now);
    const stoodAt = watching.now;
    for (const minutes of [5, 30, 50, 70, 150]) {
      watching.clock.now = changeAt + minutes * MINUTE;
      await watching.rounds(1);
      const { own, copy, changes } = primarySays(watching);
      const loss = dataLossSeconds(own, copy, changes);
      const truth = (watching.now - stoodAt) / 1_000;
      expect(loss ?? Number.POSITIVE_INFINITY, `${word}, ${minutes} minutes after`).toBeGreaterThanOrEqual(truth - INTERVAL_MS / 500);
      // The last commit of the copy is an hour off, and said to be so.
      const off = (copy.positions.lastCommitAt ?? 0) - stoodAt;
      if (Math.abs(off) > INTERVAL_MS) expect(mayBeOff(copy.positions.lastCommitAt ?? 0, changes)).toBe(true);
    }
  });

  test('no last commit is yet to come, and one that is an hour off is said to be so', async () => {
    const before = changeAt - 20 * MINUTE;
    const watching = await watch(newYork(before), before);
    await watching.rounds(2);
    setWriteRate(watching.estate, { group: AG, database: 'Shop' }, 0, watching.now);
    const restsSince = watching.now;
    for (const minutes of [-15, 5, 30, 70, 150]) {
      watching.clock.now = changeAt + minutes * MINUTE;
      await watching.rounds(1);
      const { own, changes } = primarySays(watching);
      const at = own.positions.lastCommitAt ?? Number.NaN;
      expect(at).toBeLessThanOrEqual(watching.now);
      expect(Math.abs(at - restsSince) < INTERVAL_MS || mayBeOff(at, changes)).toBe(true);
    }
  });

  test('a frozen view stays found, though its local times are read by another offset', async () => {
    const before = changeAt - 9 * INTERVAL_MS;
    const watching = await watch(newYork(before), before);
    const truth = new Truth(watching);
    await watching.rounds(3, truth.hold);
    freezeHadrViews(watching.estate, 'SQL02', watching.now);
    await watching.rounds(3, truth.hold);
    expect(watching.troubles()).toContain('critical SQL02: frozen');
    await watching.rounds(6, () => {
      truth.hold();
      expect(watching.troubles()).toContain('critical SQL02: frozen');
    });
    expect(watching.now).toBeGreaterThan(changeAt + INTERVAL_MS);
  });
});
