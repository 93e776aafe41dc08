import { describe, expect, test } from 'vitest';
import { type Ag, mergeGroups } from '#components/sql/ag/groups.ts';
import { toClusters } from '#components/sql/ag/nodes.ts';
import type { Part } from '#lib/issues/issue.ts';
import { NEVER_READ, readAgo } from '../estate.ts';
import { agRows, database, part, replica, rowsOf } from './estate.ts';
import { primarySays, secondarySays, soAg } from './so-ag.ts';

function merged(parts: readonly Part[]): Ag[] {
  const [cluster] = toClusters(
    parts.map(({ probe }) => probe),
    rowsOf(parts),
  );
  return cluster ? mergeGroups(cluster) : [];
}

const names = ({ replicas }: Ag): string[] =>
  replicas.map(({ name, node, rows }) => `${name}${node ? '' : ' stranger'}${rows ? '' : ' unread'}`);
const only = (groups: readonly Ag[]): Ag => {
  const [one, ...more] = groups;
  if (!one || more.length > 0) throw new Error(`${groups.length} groups`);
  return one;
};

describe('a group is merged over its nodes', () => {
  test('once, with its replicas in the order of the configuration and its databases by name', () => {
    const ag = only(merged(soAg().toReversed()));
    expect(names(ag)).toEqual(['CO-SQL01', 'NY-SQL02', 'NY-SQL01']);
    expect(ag.primary?.name).toBe('NY-SQL01');
    expect(ag.databases.map(({ name }) => name)).toEqual(['PRIZM', 'Sites', 'StackOverflow', 'StackOverflow.Mobile']);
  });

  test.each<[string, readonly Part[], string[]]>([
    [
      'a node that was never read is known by its name',
      [part('NY-SQL01', 'ag', agRows(primarySays())), part('co-sql01', 'ag', [], NEVER_READ)],
      ['NY-SQL01', 'CO-SQL01 unread', 'NY-SQL02 stranger unread'],
    ],
    [
      'by the first part of its name',
      [part('NY-SQL01', 'ag', agRows(primarySays())), part('ny-sql02.example.net', 'ag', [], NEVER_READ)],
      ['NY-SQL01', 'NY-SQL02 unread', 'CO-SQL01 stranger unread'],
    ],
    [
      'or by its address',
      [part('NY-SQL01', 'ag', agRows(primarySays())), part('the second', 'ag', [], { ...NEVER_READ, address: 'NY-SQL02:1433' })],
      ['NY-SQL01', 'NY-SQL02 unread', 'CO-SQL01 stranger unread'],
    ],
    [
      'whoever the primary names and nobody configured comes last, by name',
      [part('NY-SQL01', 'ag', agRows(primarySays()))],
      ['NY-SQL01', 'CO-SQL01 stranger unread', 'NY-SQL02 stranger unread'],
    ],
    [
      'a node that calls itself otherwise is not taken for another',
      [part('NY-SQL02', 'ag', agRows(primarySays()))],
      ['NY-SQL01', 'CO-SQL01 stranger unread', 'NY-SQL02 stranger unread'],
    ],
  ])('%s', (_, parts, replicas) => {
    expect(names(only(merged(parts)))).toEqual(replicas);
  });

  test('of two that say that they are the primary, the one that was read last is asked for what it says of others', () => {
    const two = [
      part('NY-SQL01', 'ag', agRows(primarySays()), readAgo(9_000)),
      part('NY-SQL02', 'ag', agRows({ ...secondarySays('NY-SQL02'), own: replica('NY-SQL02', { role: 'primary' }) }), readAgo(1_000)),
    ];
    expect(only(merged(two)).primary?.name).toBe('NY-SQL02');
  });

  test('two groups of one name are two, each with a place of its own', () => {
    const again = agRows(secondarySays('NY-SQL02')).map((row) => ({
      ...row,
      value: JSON.parse(JSON.stringify(row.value).replaceAll('id of SO_AG', 'another id')),
    }));
    const groups = merged([part('NY-SQL01', 'ag', agRows(primarySays())), part('NY-SQL02', 'ag', again)]);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(2);
  });

  test('without a primary nothing is told of others', () => {
    const ag = only(merged(soAg().filter(({ probe }) => probe.source.node !== 'NY-SQL01')));
    expect(ag.primary).toBeNull();
    expect(ag.replicas.every(({ claim }) => claim === null)).toBe(true);
  });

  test('a database that only one replica has is in it', () => {
    const databases = [{ own: database('Extra', 'CO-SQL01') }];
    const ag = only(merged([...soAg().slice(0, 4), part('CO-SQL01', 'ag', agRows(secondarySays('CO-SQL01', { databases })))]));
    expect(ag.databases.map(({ name }) => name)).toContain('Extra');
  });
});
