import { describe, expect, test } from 'vitest';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { breakSeeding, seed } from '#demo/sqlserver/model/orders-data.ts';
import { stopInstance } from '#demo/sqlserver/model/orders-instance.ts';
import type { SeedingInfo, SeedingView } from '#lib/systems/sql/ag/model-seeding.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { type Watch, watch } from './watch.ts';

const [PRIMARY, SYNC, ASYNC] = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
const AIM = { group: AG, instance: ASYNC, database: 'StackOverflow' };
const ID = `seeding/${AG}/StackOverflow/${PRIMARY}/${ASYNC}`;
const GB = 1_000_000_000;

async function watched(estate: Estate = smallEstate()): Promise<Watch> {
  const watching = await watch(estate, START);
  await watching.rounds(3);
  expect(watching.troubles()).toEqual([]);
  return watching;
}

function rowsAt(watching: Watch, node: string) {
  return watching.node(node).rows('seeding', watching.now);
}

function viewAt(watching: Watch, node: string): SeedingView {
  const [row] = rowsAt(watching, node);
  if (!row) throw new Error(`${node} tells of no seeding`);
  return row.value as SeedingView;
}

describe('automatic seeding', () => {
  test('nothing is being seeded, and that is said by every node', async () => {
    const watching = await watched();
    for (const node of [PRIMARY, SYNC, ASYNC]) {
      expect(rowsAt(watching, node)).toEqual([]);
      expect(watching.node(node).failure('seeding')).toBeNull();
    }
  });

  test('that runs is told by both ends in one row: how far, how fast by readings of ours, and when it is done', async () => {
    const watching = await watched();
    const from = watching.now;
    seed(watching.estate, { ...AIM, bytes: 20 * GB, bytesPerSecond: GB / 10 }, from);
    await watching.rounds(4);
    expect(rowsAt(watching, SYNC)).toEqual([]);
    for (const node of [PRIMARY, ASYNC]) {
      expect(rowsAt(watching, node).map(({ id, judged }) => [id, judged.status])).toEqual([[ID, 'ok']]);
      const { seeding, bytesPerSecond, doneAt, isOurs } = viewAt(watching, node);
      expect(seeding).toMatchObject({
        group: AG,
        database: 'StackOverflow',
        from: PRIMARY,
        to: ASYNC,
        outcome: 'running',
        isJoined: false,
      });
      expect(seeding.isSource).toBe(node === PRIMARY);
      expect(seeding.transfer?.totalBytes).toBe(20 * GB);
      expect(bytesPerSecond).toBeCloseTo(GB / 10, -6);
      expect(isOurs).toBe(true);
      expect(Math.abs((doneAt ?? 0) - (from + 200_000))).toBeLessThan(1_000);
    }
    expect(rowsAt(watching, PRIMARY)[0]?.judged.reason).toMatch(
      /^seeding of StackOverflow to CO-SQL01: \d+ %, \d\.\d GB of 20 GB, 100 MB\/s, done in about 2m/,
    );
    expect(watching.troubles()).toEqual([`warning ${ASYNC}: seeding`]);
  });

  test('is told to be done for an hour, and no longer', async () => {
    const watching = await watched();
    seed(watching.estate, { ...AIM, bytes: GB, bytesPerSecond: GB / 10 }, watching.now);
    await watching.rounds(4);
    expect(rowsAt(watching, PRIMARY)[0]?.judged).toMatchObject({ status: 'ok', reason: 'StackOverflow to CO-SQL01 is seeded' });
    watching.clock.now += 2 * 3_600_000;
    await watching.rounds(4);
    expect(rowsAt(watching, PRIMARY)).toEqual([]);
    expect(watching.troubles()).toEqual([]);
  });

  test('that was broken off is critical within one interval, with its reason and since when, in one finding for both ends', async () => {
    const watching = await watched();
    seed(watching.estate, { ...AIM, bytes: 20 * GB, bytesPerSecond: GB / 10 }, watching.now);
    await watching.rounds(2);
    const at = watching.now;
    breakSeeding(watching.estate, AIM, at);
    await watching.rounds(1);
    for (const node of [PRIMARY, ASYNC]) {
      expect(rowsAt(watching, node)[0]?.judged).toMatchObject({ status: 'critical', since: at });
      expect(rowsAt(watching, node)[0]?.judged.reason).toMatch(
        /^seeding of StackOverflow to CO-SQL01 failed: The seeding was broken off\., error 1200; Seeding\. It gets nothing until/,
      );
    }
    const [found, ...others] = watching.findings().filter(({ kind }) => kind === 'seeding failed');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ place: AG, subject: ASYNC, verdict: { status: 'critical', since: { at } } });
    expect(found?.rows.map(({ node }) => node).toSorted()).toEqual([ASYNC, PRIMARY]);
    watching.clock.now += 3 * 3_600_000;
    await watching.rounds(1);
    expect(rowsAt(watching, PRIMARY)[0]?.judged.status).toBe('critical');
  });

  test('that was broken off and then made anew is a failure no longer', async () => {
    const watching = await watched();
    seed(watching.estate, { ...AIM, bytes: 20 * GB, bytesPerSecond: GB / 10 }, watching.now);
    breakSeeding(watching.estate, AIM, watching.now + 1_000);
    await watching.rounds(2);
    expect(watching.troubles()).toContain(`critical ${ASYNC}: seeding failed`);
    seed(watching.estate, { ...AIM, bytes: GB, bytesPerSecond: GB / 10 }, watching.now);
    await watching.rounds(6);
    expect(watching.troubles()).toEqual([]);
  });

  test('stays a failure by the word of the primary alone when the replica is down', async () => {
    const watching = await watched();
    seed(watching.estate, { ...AIM, bytes: 20 * GB, bytesPerSecond: GB / 10 }, watching.now);
    breakSeeding(watching.estate, AIM, watching.now + 1_000);
    await watching.rounds(2);
    stopInstance(watching.estate, ASYNC, watching.now);
    await watching.standIns.server(ASYNC).close();
    await watching.rounds(2);
    expect(watching.troubles()).toContain(`critical ${ASYNC}: seeding failed`);
  });

  test('before 2016 there is none, which is an answer', async () => {
    const watching = await watched(smallEstate({ year: '2014' }));
    const [reading] = watching.node(PRIMARY).windows.get('seeding') ?? [];
    expect(reading?.value as SeedingInfo).toEqual({ isKnown: false, seedings: [] });
    expect(watching.node(PRIMARY).failure('seeding')).toBeNull();
  });

  test('without the right to see states it is told that nothing is known', async () => {
    const watching = await watch(smallEstate(), START, { rights: { [PRIMARY]: ['VIEW ANY DEFINITION'] } });
    await watching.rounds(2);
    expect(watching.node(PRIMARY).failure('seeding')).toMatchObject({ kind: 'permission' });
    expect(watching.node(PRIMARY).windows.get('seeding')).toBeUndefined();
  });
});
