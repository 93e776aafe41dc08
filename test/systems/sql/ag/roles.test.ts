import { describe, expect, test } from 'vitest';
import type { AgGroup, AgReplica } from '#lib/systems/sql/ag/model.ts';
import { at, groupOf, kinds, replica, type Said, saying, sentences, witnessOf } from './cluster.ts';

const secondary = { role: 'secondary' } as const;
const resolving = { role: 'resolving' } as const;
const primary = { role: 'primary' } as const;
const naming = (said: readonly Said[], primaryReplica: string | null, own: Partial<AgReplica> = {}): Said[] =>
  said.map((one) => ({ ...one, replica: own, group: { primaryReplica } }));
const roles = (said: Record<string, Said[]>, options = {}): string[] =>
  kinds(witnessOf(said, options)).filter((kind) => !kind.endsWith('not known') && !/: (moving|idle|stuck)$/.test(kind));

describe('who is the primary', () => {
  const well = { a: at(30, 20, 10), b: at(30, 20, 10), c: at(30, 20, 10) };

  test('is no finding where one is and all name it, in any case of the name', () => {
    expect(roles({ ...well, c: naming(at(30, 20), 'sql-a') })).toEqual([]);
  });

  test('two by their own word are critical, with who names which and where they are', () => {
    const said = { ...well, b: naming(at(31, 21), 'SQL-B', primary), c: naming(at(30, 20), 'SQL-A') };
    expect(roles(said)).toEqual(['critical a and b: two primaries']);
    expect(sentences(witnessOf(said))).toMatch(
      /a \(StackOverflow at 27841:30:1\): c names it; b \(StackOverflow at 27841:31:1\): no other node/,
    );
    expect(kinds(witnessOf(said))).toContain('unknown c: not known');
  });

  test('two count when one more reading of both says so, and not before', () => {
    const turned = [...naming(at(31), 'SQL-B', primary), ...at(21)];
    expect(roles({ ...well, b: turned })).toEqual([]);
    const standing = ['two primaries aaaaaaaa-0000-0000-0000-000000000001'];
    expect(roles({ ...well, b: turned }, { standing })).toEqual(['critical a and b: two primaries']);
  });

  test('is not judged while an action of ours on one of them is on its way', () => {
    const inFlight = [{ group: 'ny', node: 'b', row: 'ag/SO_AG', action: 'failover', by: 'ann' }] as never;
    expect(roles({ ...well, b: naming(at(31, 21), 'SQL-B', primary) }, { inFlight })).toEqual([]);
  });

  test('none, and nobody names one, is critical with what each is', () => {
    const said = { a: naming(at(1, 1), null, resolving), b: naming(at(1, 1), null, secondary) };
    expect(roles(said)).toEqual(['critical a and b: no primary']);
    expect(sentences(witnessOf(said))).toMatch(/no node is the primary: a is resolving and b is secondary; none names one/);
    expect(kinds(witnessOf(said)).filter((kind) => kind.startsWith('ok'))).toEqual([]);
  });

  test('named is one that is none by its own word', () => {
    const said = { a: naming(at(1, 1), 'SQL-A', resolving), b: naming(at(1, 1), 'SQL-A', secondary) };
    expect(sentences(witnessOf(said))).toMatch(/named is SQL-A, which is none by its own word/);
  });

  test('is not read, while its copies say synchronized: that is critical, whatever they say', () => {
    const said = { a: [], b: at(10, 10), c: at(10, 10) };
    expect(roles(said)).toEqual(['critical b and c: silent primary']);
    expect(sentences(witnessOf(said))).toMatch(/the primary SQL-A is not read.*2 of 2 databases here still say synchronized/);
    expect(kinds(witnessOf(said))).toContain('unknown b: not known');
  });

  test('others name another: a warning that says who names whom', () => {
    const said = { ...well, c: naming(at(30, 20), 'SQL-B') };
    expect(roles(said)).toEqual(['warning c: primary differs']);
    expect(sentences(witnessOf(said))).toMatch(/c names SQL-B as the primary, and a is it by its own word/);
  });
});

describe('a replica that the primary lists', () => {
  const claims = (name: string, over: Partial<AgReplica> = {}): Said[] =>
    saying(at(30, 20, 10), { group: { replicas: [replica('a', primary), replica('x', { name, isLocal: false, ...over })] } });

  test('and that is configured and silent is not known, whatever the primary calls it', () => {
    const findings = witnessOf({ a: claims('sql-c'), 'sql-c.ds.example': [] });
    expect(kinds(findings)).toEqual(['unknown sql-c.ds.example: not read']);
    expect(sentences(findings)).toMatch(/sql-c is not read now. a says that it is secondary, connected, healthy, which is hearsay/);
    expect(findings[0]?.rows).toEqual([{ node: 'sql-c.ds.example', row: 'ag/SO_AG' }]);
  });

  test('and that no node is is a warning that says to configure it', () => {
    const findings = witnessOf({ a: claims('SQL-Z', { isConnected: false, syncHealth: 'not healthy' }) });
    expect(kinds(findings)).toEqual(['warning SQL-Z: not read']);
    expect(sentences(findings)).toMatch(/not configured in Vigil.*not connected, not healthy/);
  });

  test('and that may be one of those that are silent is not known', () => {
    expect(sentences(witnessOf({ a: claims('SQL-Z'), other: [] }))).toMatch(/may be one of those that are not \(other\)/);
  });

  test('and that is read is not told', () => {
    expect(kinds(witnessOf({ a: claims('SQL-B'), b: at(30, 20, 10) }))).toEqual(['ok b: moving']);
  });

  test('and that is read and tells nothing of the group is a warning, once two readings say so', () => {
    const b = saying(at(30, 20), { group: { id: 'other', name: 'Other', primaryReplica: null } });
    const unread = (said: readonly Said[]): ReturnType<typeof witnessOf> =>
      witnessOf({ a: claims('SQL-B'), b: [...said] }).filter(({ kind }) => kind === 'not read');
    expect(sentences(unread(b))).toMatch(/SQL-B is read and does not tell of this group/);
    expect([kinds(unread(b)), kinds(unread(b.slice(0, 1)))]).toEqual([['warning SQL-B: not read'], ['unknown SQL-B: not read']]);
  });
});

test('groups are merged by their id: the same on each node, whatever else is on it', () => {
  const found = witnessOf({ a: at(30, 20, 10), b: saying(at(30, 20, 10), { group: { name: 'so_ag' } }) });
  expect(kinds(found)).toEqual(['ok b: moving']);
});

test('a distributed group is not compared, and that is said', () => {
  const group: Partial<AgGroup> = { isDistributed: true };
  const findings = witnessOf({ a: saying(at(30, 20), { group }), b: saying(at(30, 20), { group }) });
  expect(kinds(findings)).toEqual(['unknown a: not known', 'unknown b: not known']);
});

test('a node without groups is nothing to compare', () => {
  expect(groupOf().databases).toEqual([]);
  expect(witnessOf({})).toEqual([]);
});
