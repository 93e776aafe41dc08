import { describe, expect, test } from 'vitest';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { setMember } from '#demo/sqlserver/model/orders-cluster.ts';
import { failOver, losePrimary, setIsolated, split } from '#demo/sqlserver/model/orders-roles.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { Truth } from './truth.ts';
import { type Watch, watch } from './watch.ts';

const [PRIMARY, SYNC, ASYNC] = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
const NODES = [PRIMARY, SYNC, ASYNC];
const DATABASES = ['StackOverflow', 'Sites', 'Archive'];

async function watched(estate: Estate = smallEstate()): Promise<{ watching: Watch; truth: Truth }> {
  const watching = await watch(estate, START);
  const truth = new Truth(watching);
  await watching.rounds(4, truth.hold);
  expect(watching.troubles()).toEqual([]);
  return { watching, truth };
}

function wellAt(watching: Watch, node: string): string[] {
  return DATABASES.filter((database) => watching.shown(node, AG, database) === 'ok');
}

test('a primary that dies is said to be unread, its secondaries are not well whatever they say, and it is well when it is back', async () => {
  const { watching, truth } = await watched();
  await watching.standIns.stop(PRIMARY);
  await watching.rounds(3, truth.hold);
  expect(watching.node(PRIMARY).failure('server')?.kind).toBe('refused');
  expect(watching.troubles().filter((one) => /silent primary|no primary/.test(one))).toHaveLength(1);
  for (const node of NODES) expect(wellAt(watching, node)).toEqual([]);
  await watching.standIns.start(PRIMARY);
  await watching.rounds(7, truth.hold);
  expect(watching.node(PRIMARY).failure('server')).toBeNull();
  expect(watching.troubles()).toEqual([]);
  for (const node of NODES) expect(wellAt(watching, node)).toEqual(DATABASES);
  expect(watching.node(PRIMARY).rows('server', watching.now)[0]?.judged).toMatchObject({ status: 'warning' });
});

test('a primary that cannot be reached by Vigil, and by nobody else missed, is said with what its secondaries still say', async () => {
  const { watching, truth } = await watched();
  await watching.standIns.server(PRIMARY).close();
  await watching.rounds(3, truth.hold);
  expect(watching.troubles()).toContain(`critical ${SYNC} and ${ASYNC}: silent primary`);
  expect(watching.words('silent primary')).toMatch(
    /the primary NY-SQL01 is not read.*\. 3 of 6 databases here still say synchronized, which tells of when it was heard last/s,
  );
  for (const node of NODES) expect(wellAt(watching, node)).toEqual([]);
});

test('two primaries are critical, with where the log of each ends and who goes with whom', async () => {
  const { watching, truth } = await watched();
  setIsolated(watching.estate, { group: AG, instance: PRIMARY }, true, watching.now);
  split(watching.estate, { group: AG, instance: SYNC, followers: [ASYNC] }, watching.now);
  await watching.rounds(3, truth.hold);
  expect(watching.troubles()).toContain(`critical ${PRIMARY} and ${SYNC}: two primaries`);
  expect(watching.words('two primaries')).toMatch(
    /both are the primary by their own word.*NY-SQL01 \(Archive at \d+:\d+:\d+\): no other node that is read names it; NY-SQL02 \(Archive at \d+:\d+:\d+\): CO-SQL01 names it/s,
  );
  expect(wellAt(watching, ASYNC)).toEqual([]);
  setIsolated(watching.estate, { group: AG, instance: PRIMARY }, false, watching.now);
  failOver(watching.estate, { group: AG, instance: SYNC, isForced: true }, watching.now);
  await watching.rounds(3, truth.hold);
  expect(watching.words('two primaries')).toBe('');
  expect(watching.words('suspended')).not.toBe('');
});

test('no primary is critical, with the role of each', async () => {
  const { watching, truth } = await watched();
  losePrimary(watching.estate, AG, watching.now);
  await watching.rounds(3, truth.hold);
  expect(watching.troubles()).toContain('critical NY-SQL01, NY-SQL02 and CO-SQL01: no primary');
  expect(watching.words('no primary')).toMatch(
    /no node is the primary: NY-SQL01 is resolving, NY-SQL02 is resolving and CO-SQL01 is resolving; none names one/,
  );
  for (const node of NODES) expect(wellAt(watching, node)).toEqual([]);
});

test('a failover that loses nothing is no alarm, and what moves is proved the other way round', async () => {
  const { watching, truth } = await watched();
  failOver(watching.estate, { group: AG, instance: SYNC }, watching.now);
  for (let round = 0; round < 6; round += 1) {
    await watching.rounds(1, truth.hold);
    expect(watching.troubles().filter((one) => /two primaries|no primary|stuck|frozen/.test(one))).toEqual([]);
  }
  expect(watching.troubles()).toEqual([]);
  expect(watching.words('moving', PRIMARY)).toMatch(/positions that NY-SQL02 had before are passed/);
});

describe('the Windows cluster', () => {
  test('a lost quorum is critical, and no group is well', async () => {
    const { watching, truth } = await watched();
    for (const name of [SYNC, ASYNC, 'NYC-witness']) setMember(watching.estate, { cluster: 'NYC', name }, false, watching.now);
    await watching.rounds(3, truth.hold);
    expect(watching.troubles().filter((one) => one.endsWith(': quorum'))).toEqual(['critical NY-SQL01, NY-SQL02 and CO-SQL01: quorum']);
    expect(watching.words('quorum')).toMatch(/tell of no Windows cluster though the groups live in one: it has lost quorum there/);
    for (const node of NODES) expect(wellAt(watching, node)).toEqual([]);
  });

  test('a member that is down is said with the votes that are left', async () => {
    const { watching } = await watched();
    setMember(watching.estate, { cluster: 'NYC', name: 'NYC-witness' }, false, watching.now);
    await watching.rounds(2);
    expect(watching.words('member down')).toMatch(
      /is down by the word of .*; 3 of 4 votes are there, and a majority is 3: with one vote less quorum may be lost/,
    );
  });
});

test('a secondary that dies and comes back is never well in between', async () => {
  const { watching, truth } = await watched();
  await watching.standIns.stop(SYNC);
  await watching.rounds(4, truth.hold);
  expect(watching.words('not read', SYNC)).toMatch(
    /NY-SQL02 is not read now. NY-SQL01 says that it is secondary, not connected, not healthy, which is hearsay/,
  );
  expect(wellAt(watching, SYNC)).toEqual([]);
  await watching.standIns.start(SYNC);
  await watching.rounds(6, truth.hold);
  expect(watching.troubles()).toEqual([]);
  expect(wellAt(watching, SYNC)).toEqual(DATABASES);
});
