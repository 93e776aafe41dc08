import { describe, expect, test } from 'vitest';
import { at, groupOf, kinds, replica, type Said, saying, sentences, witnessOf } from './cluster.ts';

const OTHER = 'aaaaaaaa-0000-0000-0000-000000000002';
/** Tells of another group from now on: the one that it told of is gone. */
const renewed = (said: readonly Said[]): Said[] => saying(said, { group: { id: OTHER, name: 'NEW_AG' } });

describe('a group that nobody tells of any more', () => {
  test('is told for as long as readings of it are kept, once two readings lack it', () => {
    const findings = witnessOf({ a: [...renewed(at(30, 20)), ...at(10)] });
    expect(kinds(findings)).toEqual(['warning SO_AG: group gone']);
    expect(sentences(findings)).toMatch(/a told of it before, with 1 database, and nobody does now: it was dropped, or made anew/);
    expect(kinds(witnessOf({ a: [...renewed(at(30)), ...at(20, 10)] }))).toEqual([]);
  });

  test('is not gone where another node still tells of it', () => {
    const findings = witnessOf({ a: [...renewed(at(30, 20)), ...at(10)], b: at(30, 20, 10) });
    expect(kinds(findings)).not.toContain('warning SO_AG: group gone');
    expect(kinds(findings)).toContain('critical b: no primary');
  });
});

describe('a replica that the primary lists no more', () => {
  const listing = (...names: readonly string[]): Said => {
    const others = names.map((name) => replica(name, { isLocal: false }));
    return { at: 10, bytes: 10, group: groupOf({ replicas: [replica('a', { role: 'primary' }), ...others] }) };
  };

  test('is told with its name, once two readings lack it', () => {
    const findings = witnessOf({ a: [listing('b'), listing('b'), listing('b', 'c')], b: at(10, 10, 10) });
    expect(kinds(findings)).toContain('warning SQL-C: replica gone');
    const once = witnessOf({ a: [listing('b'), listing('b', 'c'), listing('b', 'c')], b: at(10, 10, 10) });
    expect(kinds(once)).not.toContain('warning SQL-C: replica gone');
  });
});
