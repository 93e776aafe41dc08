import { describe, expect, test } from 'vitest';
import { buildDemoEstate } from '#demo/sqlserver/estate-demo/build.ts';
import { SQL_ALONE, SQL_CLUSTERS, SQL_INSTANCES } from '#demo/sqlserver/estate-demo/layout.ts';
import { endOf, obey, type SqlOrder, subjectOfOrder } from '#demo/sqlserver/estate-demo/orders.ts';
import { swing } from '#demo/sqlserver/estate-demo/waves.ts';
import { hardenedBytes } from '#demo/sqlserver/model/copy.ts';
import { type Estate, groupOf, instanceOf, replicaOf } from '#demo/sqlserver/model/estate.ts';
import { zoneOffsetMs } from '#demo/sqlserver/model/zone.ts';

const START = Date.UTC(2026, 6, 1, 12);
const LATER = START + 60_000;

function positionOf(estate: Estate, { group, instance, database }: { group: string; instance: string; database: string }, at: number) {
  const copy = replicaOf(groupOf(estate, group), instance).copies.find(({ name }) => name === database);
  return copy ? hardenedBytes(copy, at) : null;
}

describe('the SQL Servers of the demo', () => {
  test('are two Windows clusters of three with five groups, one of them with hundreds of databases, and one instance alone', () => {
    const estate = buildDemoEstate(START);
    expect([...estate.instances.keys()]).toEqual(SQL_INSTANCES.map(({ name }) => name));
    expect(estate.groups.map(({ name, cluster, replicas }) => [name, cluster, ...replicas.map(({ role }) => role)])).toEqual(
      SQL_CLUSTERS.flatMap(({ name, groups }) => groups.map((group) => [group.name, name, 'PRIMARY', 'SECONDARY', 'SECONDARY'])),
    );
    expect(estate.groups).toHaveLength(5);
    expect(groupOf(estate, 'SENetwork_AG').replicas[0]?.copies.length).toBeGreaterThan(200);
    expect(instanceOf(estate, SQL_ALONE.name).isHadrEnabled).toBe(false);
  });

  test('are of three versions, and one is half an hour beside the hours of the others', () => {
    const estate = buildDemoEstate(START);
    const years = new Set([...estate.instances.values()].map(({ release }) => release.year));
    expect([...years].toSorted()).toEqual(['2014', '2019', '2022']);
    expect(zoneOffsetMs(SQL_ALONE.zone, START)).toBe(5.5 * 3_600_000);
  });

  test('give every database a name of its own', () => {
    const names = SQL_CLUSTERS.flatMap(({ groups }) => groups.flatMap(({ databases }) => databases.map(({ name }) => name)));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('an order of the story', () => {
  const mobile = { group: 'SO_AG', instance: 'CO-SQL01', database: 'StackOverflow' };

  test.each<['stick' | 'suspend']>([['stick'], ['suspend']])(
    '%s: the replica receives nothing until the order is ended, and then all of it',
    (order) => {
      const estate = buildDemoEstate(START);
      const told: SqlOrder = { order, ...mobile };
      obey(estate, told, START);
      expect(positionOf(estate, mobile, LATER)).toBe(positionOf(estate, mobile, START));
      swing(estate, LATER);
      obey(estate, endOf(told), LATER);
      const primary = { ...mobile, instance: 'NY-SQL01' };
      const [there = 0, here = 0] = [positionOf(estate, primary, LATER + 60_000) ?? 0, positionOf(estate, mobile, LATER + 60_000) ?? 0];
      expect(there - here).toBeLessThan(1_000_000);
      expect(here).toBeGreaterThan(positionOf(estate, primary, LATER) ?? Number.POSITIVE_INFINITY);
    },
  );

  test('views that are frozen hold what they held, and move again at its end', () => {
    const estate = buildDemoEstate(START);
    const told: SqlOrder = { order: 'freeze views', instance: 'NY-SQL02' };
    obey(estate, told, START);
    expect(instanceOf(estate, 'NY-SQL02').frozen?.at).toBe(START);
    obey(estate, endOf(told), LATER);
    expect(instanceOf(estate, 'NY-SQL02').frozen).toBeNull();
  });

  test('is about the same as its end, and about something else than another one', () => {
    const stick: SqlOrder = { order: 'stick', ...mobile };
    expect(subjectOfOrder(stick)).toBe(subjectOfOrder(endOf(stick)));
    expect(subjectOfOrder({ ...stick, order: 'suspend' })).not.toBe(subjectOfOrder(stick));
    expect(subjectOfOrder({ ...stick, instance: 'NY-SQL02' })).not.toBe(subjectOfOrder(stick));
  });

  test('for what does not exist is refused', () => {
    expect(() => obey(buildDemoEstate(START), { order: 'stick', group: 'SO_AG', instance: 'XX-SQL09' }, START)).toThrow('XX-SQL09');
  });
});
