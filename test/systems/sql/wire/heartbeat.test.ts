import { expect, test } from 'vitest';
import type { Copy, Estate } from '#demo/sqlserver/model/estate.ts';
import { setRedoSpeed, stickSilently, suspend } from '#demo/sqlserver/model/orders-data.ts';
import { freezeHadrViews, thawHadrViews } from '#demo/sqlserver/model/orders-instance.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { type Watch, watch } from './watch.ts';

const [PRIMARY, SYNC, ASYNC] = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
const HEARTBEAT = { database: 'Sites', table: 'dbo.heartbeat', column: 'beat_utc' };

async function watched(estate: Estate = smallEstate(), heartbeat: object = HEARTBEAT): Promise<Watch> {
  const watching = await watch(estate, START, { settings: { heartbeat } });
  await watching.rounds(5);
  return watching;
}

function kinds(watching: Watch): string[] {
  return watching.troubles().filter((one) => one.includes('heartbeat'));
}

test('a heartbeat that comes through everywhere is no trouble, and is read with its age', async () => {
  const watching = await watched();
  expect(watching.troubles()).toEqual([]);
  for (const node of [PRIMARY, SYNC, ASYNC]) {
    const { beatAt, saidAt } = watching.node(node).newest('heartbeat');
    expect((saidAt ?? 0) - (beatAt ?? 0)).toBeGreaterThanOrEqual(0);
    expect((saidAt ?? 0) - (beatAt ?? 0)).toBeLessThan(5_000);
    expect(watching.node(node).rows('heartbeat', watching.now)[0]?.judged.status).toBe('ok');
  }
  expect(watching.standIns.readNotModelled()).toEqual([]);
});

test('one that the primary has and a secondary does not get is stuck, with the numbers', async () => {
  const watching = await watched();
  stickSilently(watching.estate, { group: AG, instance: SYNC }, watching.now);
  await watching.rounds(5);
  expect(kinds(watching)).toEqual([`critical ${SYNC}: heartbeat stuck`]);
  expect(watching.words('heartbeat stuck', SYNC)).toMatch(
    /^a heartbeat that NY-SQL01 has does not come through: the newest is \d+s older than there, and did not change for at least \d+s\./,
  );
});

test('one that is received and not redone is stuck too, which the received log does not tell', async () => {
  const watching = await watched();
  setRedoSpeed(watching.estate, { group: AG, instance: ASYNC, database: 'Sites' }, 0, watching.now);
  await watching.rounds(6);
  expect(kinds(watching)).toEqual([`critical ${ASYNC}: heartbeat stuck`]);
});

test('where data movement is suspended, that alone is told', async () => {
  const watching = await watched();
  suspend(watching.estate, { group: AG, instance: SYNC }, 'SUSPEND_FROM_USER', watching.now);
  await watching.rounds(6);
  expect(kinds(watching)).toEqual([]);
  expect(watching.troubles()).toContain(`warning ${SYNC}: suspended`);
});

test.each([PRIMARY, SYNC])('one that comes through while no position moves tells that the view is frozen: %s', async (node) => {
  const watching = await watched();
  freezeHadrViews(watching.estate, node, watching.now);
  await watching.rounds(5);
  expect(kinds(watching)).toEqual([`critical ${node}: heartbeat moves`]);
  expect(watching.words('heartbeat moves', node)).toMatch(/^its heartbeat came through \d times in \d+s while no position/);
  thawHadrViews(watching.estate, node);
  await watching.rounds(2);
  expect(kinds(watching)).toEqual([]);
});

test('one that stands still on the primary itself says that the writer is gone, and nothing of the replicas', async () => {
  const watching = await watched();
  for (const copy of copiesOf(watching.estate)) copy.heartbeatMs = 86_400_000;
  await watching.rounds(16);
  expect(kinds(watching)).toEqual([`warning ${PRIMARY}: heartbeat not written`]);
  expect(watching.words('heartbeat not written')).toMatch(
    /stands still at NY-SQL01 itself, for .*whoever writes it is gone, and it proves nothing/,
  );
});

test('a secondary that nobody may read says so, and is no trouble', async () => {
  const estate = smallEstate();
  for (const replica of estate.groups[0]?.replicas ?? []) if (replica.instance === SYNC) replica.allows = 'NO';
  const watching = await watched(estate);
  expect(watching.node(SYNC).failure('heartbeat')).toMatchObject({
    kind: 'unsupported',
    message: expect.stringContaining('secondary replica that may not be read'),
  });
  expect(watching.troubles()).toEqual([]);
});

test('a table that is not there is said, and asks for nothing else', async () => {
  const watching = await watched(smallEstate(), { ...HEARTBEAT, table: 'dbo.pulse' });
  expect(watching.node(PRIMARY).failure('heartbeat')).toMatchObject({ kind: 'unsupported' });
  expect(watching.troubles()).toEqual([]);
});

function copiesOf(estate: Estate): Copy[] {
  return estate.groups.flatMap(({ replicas }) => replicas.flatMap(({ copies }) => copies.filter(({ name }) => name === 'Sites')));
}
