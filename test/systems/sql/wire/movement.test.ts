import { describe, expect, test } from 'vitest';
import { addGroup } from '#demo/sqlserver/model/build-group.ts';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import {
  breakSeeding,
  fallBehind,
  release,
  resume,
  seed,
  setWriteRate,
  stickSilently,
  suspend,
} from '#demo/sqlserver/model/orders-data.ts';
import { freezeHadrViews, thawHadrViews } from '#demo/sqlserver/model/orders-instance.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { Truth } from './truth.ts';
import { type Watch, watch } from './watch.ts';

const [PRIMARY, SYNC, ASYNC] = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
const DAY_ROUNDS = 20;

async function watched(estate: Estate = smallEstate(), settings: object = {}): Promise<{ watching: Watch; truth: Truth }> {
  const watching = await watch(estate, START, { settings });
  const truth = new Truth(watching);
  await watching.rounds(4, truth.hold);
  expect(watching.troubles()).toEqual([]);
  return { watching, truth };
}

/** What every health column of a node says of its own replica and databases. */
function healths(watching: Watch, node: string): string[] {
  const groups = watching.node(node).newest('ag').groups;
  const own = groups.flatMap(({ replicas, databases }) => [
    ...replicas.filter(({ isLocal }) => isLocal).map(({ syncHealth }) => String(syncHealth)),
    ...databases.filter(({ isLocal }) => isLocal).map(({ syncHealth }) => String(syncHealth)),
  ]);
  return [...new Set(own)];
}

describe('a group that is well', () => {
  test('moves, and what rests is proved to rest', async () => {
    const { watching, truth } = await watched();
    expect(watching.words('moving', SYNC)).toBe('Sites and StackOverflow are moving: positions that NY-SQL01 had before are passed');
    expect(watching.words('idle', ASYNC)).toBe('Archive is idle, proved: positions and log of NY-SQL01 stand, and they are reached');
    for (const node of [PRIMARY, SYNC, ASYNC])
      for (const database of ['StackOverflow', 'Sites', 'Archive']) expect(watching.shown(node, AG, database)).toBe('ok');
    expect(truth.held).toBe(0);
    expect(watching.standIns.readNotModelled()).toEqual([]);
  });

  test('that is idle for a day is proved to be so', async () => {
    const { watching } = await watched(smallEstate({ databases: [{ name: 'Archive', writeRate: 0 }] }));
    watching.clock.now += 24 * 3_600_000;
    await watching.rounds(DAY_ROUNDS);
    expect(watching.troubles()).toEqual([]);
    expect(watching.words('idle', SYNC)).toMatch(/^Archive is idle, proved/);
    expect(watching.shown(SYNC, AG, 'Archive')).toBe('ok');
  });
});

describe('the founding incident', () => {
  test.each([SYNC, ASYNC])(
    'a replica that gets nothing while every column says HEALTHY is critical within two intervals: %s',
    async (node) => {
      const { watching, truth } = await watched();
      stickSilently(watching.estate, { group: AG, instance: node }, watching.now);
      await watching.rounds(2, truth.hold);
      expect(healths(watching, node)).toEqual(['healthy']);
      expect(watching.troubles()).toEqual([`critical ${node}: stuck`]);
      expect(watching.words('stuck', node)).toMatch(
        /Sites and StackOverflow get nothing, whatever the health says\. StackOverflow stands at \d+:\d+:\d+ for at least \d+s while NY-SQL01 is at \d+:\d+:\d+/,
      );
      await watching.rounds(6, truth.hold);
      expect(watching.words('stuck', node)).toMatch(/for at least \d+m \d+s while .*, \d+ MB written to its log meanwhile/);
      expect(watching.shown(node, AG, 'StackOverflow')).toBe('critical');
      expect(truth.held).toBeGreaterThan(5);
      release(watching.estate, { group: AG, instance: node }, watching.now);
      await watching.rounds(6, truth.hold);
      expect(watching.troubles()).toEqual([]);
    },
  );

  test.each([PRIMARY, SYNC, ASYNC])('a view that is frozen while the log is written is critical within two intervals: %s', async (node) => {
    const { watching, truth } = await watched();
    freezeHadrViews(watching.estate, node, watching.now);
    await watching.rounds(3, truth.hold);
    expect(healths(watching, node)).toEqual(['healthy']);
    expect(watching.troubles()).toContain(`critical ${node}: frozen`);
    expect(watching.words('frozen', node)).toMatch(
      /what it says of Sites and StackOverflow no longer changes, in any position, while \d+ MB were written to the log files meanwhile/,
    );
    await watching.rounds(10, truth.hold);
    for (const database of ['StackOverflow', 'Sites']) expect(watching.shown(node, AG, database)).toBe('critical');
    // The same view proves no rest either.
    expect(watching.shown(node, AG, 'Archive')).not.toBe(node === PRIMARY ? 'critical' : 'ok');
    expect(truth.held).toBeGreaterThan(10);
    thawHadrViews(watching.estate, node);
    await watching.rounds(6, truth.hold);
    expect(watching.troubles()).toEqual([]);
  });
});

describe('data movement that is suspended', () => {
  test.each([
    ['SUSPEND_FROM_USER', 'warning'],
    ['SUSPEND_FROM_PARTNER', 'critical'],
  ] as const)('is said with who did it, though lag and queues stand: %s', async (reason, status) => {
    const { watching, truth } = await watched();
    suspend(watching.estate, { group: AG, instance: SYNC, database: 'StackOverflow' }, reason, watching.now);
    await watching.rounds(5, truth.hold);
    const rows = watching
      .node(PRIMARY)
      .newest('ag')
      .groups[0]?.databases.filter(({ isLocal, name }) => !isLocal && name === 'StackOverflow');
    expect(rows).toContainEqual(expect.objectContaining({ isSuspended: true, lagSeconds: 0 }));
    expect(watching.troubles()).toContain(`${status} ${SYNC}: suspended`);
    expect(watching.words('suspended', SYNC)).toMatch(
      /data movement of StackOverflow is suspended \(by (user|partner)\); NY-SQL01 wrote \d+ MB/,
    );
    expect(watching.shown(SYNC, AG, 'StackOverflow')).toBe(status);
    expect(watching.shown(SYNC, AG, 'Sites')).toBe('ok');
    resume(watching.estate, { group: AG, instance: SYNC, database: 'StackOverflow' }, watching.now);
    await watching.rounds(6, truth.hold);
    expect(watching.troubles()).toEqual([]);
  });
});

describe('a replica that falls behind', () => {
  test('is behind by at least so much, by the limit that it crossed', async () => {
    const limits = { behindWarningSeconds: 30, behindCriticalSeconds: 90 };
    const { watching, truth } = await watched(smallEstate(), { limits });
    fallBehind(watching.estate, { group: AG, instance: ASYNC, database: 'StackOverflow' }, 300_000, watching.now);
    await watching.rounds(6, truth.hold);
    expect(watching.troubles()).toEqual([`warning ${ASYNC}: behind`]);
    expect(watching.words('behind', ASYNC)).toMatch(/^StackOverflow is behind NY-SQL01, by at least \d+s: the warning limit is 30 s$/);
    await watching.rounds(6, truth.hold);
    expect(watching.troubles()).toEqual([`critical ${ASYNC}: behind`]);
    expect(watching.words('behind', ASYNC)).toMatch(/the critical limit is 90 s$/);
  });
});

describe('a database that is being seeded', () => {
  test('is not there yet, is not well, and moves when it is done', async () => {
    const { watching, truth } = await watched();
    const aim = { group: AG, instance: ASYNC, database: 'StackOverflow' };
    seed(watching.estate, { ...aim, bytes: 6_000_000_000, bytesPerSecond: 100_000_000 }, watching.now);
    await watching.rounds(4, truth.hold);
    expect(watching.troubles()).toEqual([`warning ${ASYNC}: seeding`]);
    expect(watching.words('seeding')).toMatch(/^StackOverflow (has not joined the group|is not there)/);
    expect(watching.shown(ASYNC, AG, 'StackOverflow')).toBe('warning');
    await watching.rounds(8, truth.hold);
    expect(watching.troubles()).toEqual([]);
    expect(watching.words('moving', ASYNC)).toMatch(/StackOverflow/);
  });

  test('is never shown well when the seeding is broken off', async () => {
    const { watching, truth } = await watched();
    const aim = { group: AG, instance: ASYNC, database: 'StackOverflow' };
    seed(watching.estate, { ...aim, bytes: 6_000_000_000, bytesPerSecond: 100_000_000 }, watching.now);
    breakSeeding(watching.estate, aim, watching.now);
    await watching.rounds(10, truth.hold);
    expect(watching.shown(ASYNC, AG, 'StackOverflow')).toBe('warning');
    expect(truth.held).toBeGreaterThan(5);
  });
});

test('a secondary that lets nobody read is compared like every other', async () => {
  const estate = smallEstate();
  addGroup(
    estate,
    {
      ...{ name: 'Closed', cluster: 'NYC', databases: [{ name: 'Vault', writeRate: 100_000 }] },
      replicas: [
        { instance: PRIMARY, mode: 'sync', allows: 'NO' },
        { instance: SYNC, mode: 'sync', allows: 'NO' },
      ],
    },
    START,
  );
  const { watching, truth } = await watched(estate);
  expect(watching.words('moving', SYNC)).toMatch(/Vault is moving/);
  stickSilently(watching.estate, { group: 'Closed', instance: SYNC }, watching.now);
  await watching.rounds(3, truth.hold);
  expect(watching.words('stuck', SYNC)).toMatch(/Vault gets nothing, whatever the health says/);
});

test('300 databases in one group are told apart when one of them stands', async () => {
  const estate = smallEstate({ databases: [] });
  const databases = Array.from({ length: 300 }, (_, index) => ({ name: `Site${String(index).padStart(3, '0')}`, writeRate: 20_000 }));
  const replicas = [
    { instance: PRIMARY, mode: 'sync' },
    { instance: SYNC, mode: 'async' },
  ] as const;
  addGroup(estate, { name: 'Many', cluster: 'NYC', databases, replicas }, START);
  const watching = await watch(estate, START);
  await watching.rounds(3);
  expect(watching.words('moving', SYNC)).toMatch(/^all 300 databases are moving/);
  stickSilently(watching.estate, { group: 'Many', instance: SYNC, database: 'Site217' }, watching.now);
  await watching.rounds(2);
  expect(watching.troubles()).toEqual([`critical ${SYNC}: stuck`]);
  expect(watching.words('stuck', SYNC)).toMatch(/Site217 gets nothing/);
  expect(watching.shown(SYNC, 'Many', 'Site217')).toBe('critical');
  expect(watching.shown(SYNC, 'Many', 'Site218')).toBe('ok');
});

test('a primary that begins to write to a resting database is no alarm', async () => {
  const { watching, truth } = await watched();
  setWriteRate(watching.estate, { group: AG, database: 'Archive' }, 400_000, watching.now);
  for (let round = 0; round < 4; round += 1) {
    await watching.rounds(1, truth.hold);
    expect(watching.troubles().filter((one) => one.startsWith('critical'))).toEqual([]);
  }
  expect(watching.words('moving', SYNC)).toMatch(/all 3 databases are moving/);
});
