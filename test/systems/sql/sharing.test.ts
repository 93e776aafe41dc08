import { describe, expect, test } from 'vitest';
import { pastAg } from '#lib/systems/sql/ag/past.ts';
import { sharing } from '#lib/systems/sql/sharing.ts';
import { agInfo, database } from './ag/cluster.ts';

describe('what is kept of a reading', () => {
  test.each<[what: string, now: unknown, older: unknown]>([
    ['nothing before it', { a: 1 }, undefined],
    ['the same', { a: [1, 'x', null], b: { c: true } }, { a: [1, 'x', null], b: { c: true } }],
    ['another value', { a: 1, b: 2 }, { a: 1, b: 3 }],
    ['one part more', { a: 1, b: undefined }, { a: 1 }],
    ['one part less', { a: 1 }, { a: 1, b: undefined }],
    ['a longer list', [1, 2, 3], [1, 2]],
    ['a shorter list', [1], [1, 2]],
    ['a list in place of parts', { a: [] }, { a: {} }],
    ['null in place of parts', { a: null }, { a: {} }],
    ['parts in place of null', { a: {} }, { a: null }],
  ])('with %s is what it was, and what was before is as it was', (_what, now, older) => {
    const before = structuredClone(older);
    expect(sharing(now, older)).toStrictEqual(structuredClone(now));
    expect(older).toStrictEqual(before);
  });

  test('takes every part that is the same from the reading before', () => {
    const older = { still: { deep: [1, 2] }, moved: { at: 1, name: { first: 'a' } } };
    const kept = sharing({ still: { deep: [1, 2] }, moved: { at: 2, name: { first: 'a' } } }, older);
    expect(kept.still).toBe(older.still);
    expect(kept.moved.name).toBe(older.moved.name);
    expect(kept.moved.at).toBe(2);
    expect(sharing(structuredClone(older), older)).toBe(older);
  });

  test('of a primary is its own word: what it said of others is looked at in its newest reading alone', () => {
    const info = agInfo('a', { at: 5, bytes: null, replica: { role: 'primary' } });
    const claim = database('StackOverflow', { isLocal: false, replicaId: 'replica b' });
    const groups = info.groups.map((group) => ({ ...group, databases: [...group.databases, claim] }));
    expect(pastAg({ ...info, groups }, undefined)).toStrictEqual(info);
  });
});
