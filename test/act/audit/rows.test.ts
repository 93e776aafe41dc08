import { describe, expect, test } from 'vitest';
import { matchesFilter } from '#lib/act/audit/filter.ts';
import type { AuditRecord, Entry } from '#lib/act/audit/record.ts';
import type { AuditFilter, AuditRow } from '#lib/act/audit/row.ts';
import { gatherRow, type Later, strayRows } from '#lib/act/audit/rows.ts';
import { ANNA, answered, asked, attended, ended, refused, SIGNED_IN } from './entries.ts';

/** The rows of entries written one after another from record 1 on, oldest first. */
function rowsOf(entries: readonly Entry[], beganAt = Number.POSITIVE_INFINITY): AuditRow[] {
  const later: Later = new Map();
  const records = entries.map(
    (entry, index): AuditRecord => ({ seq: index + 1, at: 1_000 * (index + 1), by: ANNA, entry, prev: '', hash: '' }),
  );
  const rows = records.toReversed().flatMap((record) => gatherRow(later, record, beganAt) ?? []);
  return [...rows, ...strayRows(later)].toReversed();
}

const LOST: Entry = { kind: 'lost', id: 'a', system: 'haproxy', words: 'Vigil was stopped before this ended.' };
const CUT = { is: 'no answer', answer: 'cut off' } as const;

describe('the row of an action', () => {
  test.each<[string, Entry[], number, Partial<AuditRow>]>([
    [
      'that ended',
      [asked('a'), answered('a', 'lb1'), ended('a')],
      1,
      { result: 'confirmed', words: 'Confirmed on lb1, lb2.', at: 1_000, endedAt: 3_000 },
    ],
    [
      'asked for by this process',
      [asked('a'), answered('a', 'lb1')],
      1,
      { result: 'under way', words: '1 of 2 steps answered.', endedAt: null },
    ],
    [
      'asked for by a former process',
      [asked('a'), answered('a', 'lb1')],
      2,
      { result: 'lost', words: 'How this ended was never written down.' },
    ],
    ['found lost', [asked('a'), LOST], 2, { result: 'lost', words: 'Vigil was stopped before this ended.', endedAt: null }],
    ['found lost, whose end was written all the same', [asked('a'), ended('a'), LOST], 9, { result: 'confirmed' }],
    [
      'whose first line cannot be read',
      [answered('a', 'lb1'), ended('a')],
      1,
      { result: 'confirmed', action: 'unknown', system: 'haproxy', seq: 1 },
    ],
  ])('%s', (_name, entries, beganAt, row) => {
    expect(rowsOf(entries, beganAt)).toMatchObject([{ id: 'a', by: ANNA, ...row }]);
  });

  test('has of each step what is known: the end before the answer', () => {
    const [row] = rowsOf([asked('a'), answered('a', 'lb1', CUT)], 1);
    const known = { group: 'web', target: 'be_web/web03', row: 'be_web/web03', commands: ['drain'], before: 'up', wanted: 'drain' };
    expect(row?.steps).toEqual([
      { ...known, node: 'lb1', sent: CUT, after: null, isConfirmed: false },
      { ...known, node: 'lb2', sent: null, after: null, isConfirmed: false },
    ]);
    const [over] = rowsOf([asked('a'), answered('a', 'lb1', CUT), ended('a')]);
    expect(over?.steps).toMatchObject([
      { node: 'lb1', sent: { is: 'taken' }, after: 'drain', isConfirmed: true },
      { node: 'lb2', sent: { is: 'taken' }, after: 'drain', isConfirmed: true },
    ]);
  });

  test('whose first line cannot be read has the steps that the others tell of', () => {
    expect(rowsOf([answered('a', 'lb1', CUT), answered('a', 'lb9', CUT)])).toMatchObject([
      {
        result: 'lost',
        steps: [
          { node: 'lb1', sent: CUT, commands: [] },
          { node: 'lb9', sent: CUT, commands: [] },
        ],
      },
    ]);
  });

  test('takes no word of an action of another system that has the same id', () => {
    const other = { ...ended('a', 'redis'), words: 'Failed over to redis-node-7.' } as Entry;
    const [, row] = rowsOf([asked('a', { system: 'redis' }), asked('a'), other], 1);
    expect(row).toMatchObject({ system: 'haproxy', result: 'under way' });
    expect(JSON.stringify(row)).not.toContain('redis-node-7');
  });

  test('holds the lines of its own action among those of others', () => {
    const rows = rowsOf([asked('a'), asked('b'), answered('b', 'lb1', CUT), ended('a'), answered('b', 'lb2')], 1);
    expect(rows.map(({ id, result, seq }) => [id, result, seq])).toEqual([
      ['a', 'confirmed', 1],
      ['b', 'under way', 2],
    ]);
  });
});

test.each<[string, Entry, Partial<AuditRow>]>([
  [
    'a refused try',
    { ...refused('a'), times: 7 } as Entry,
    { id: 'a', system: 'haproxy', systems: ['haproxy'], result: 'refused', action: 'drain', times: 7, words: 'You may look, and not act.' },
  ],
  [
    'a sign-in',
    SIGNED_IN,
    { id: null, system: null, systems: [], result: 'noted', action: 'signed in', title: 'Signed in', words: 'With a password.' },
  ],
  [
    'what is said of an issue',
    attended(['haproxy']),
    {
      ...{ id: null, system: 'haproxy', systems: ['haproxy'], result: 'noted', action: 'issue acknowledged' },
      ...{ title: 'Issue acknowledged: web03', words: 'HAProxy, Public: critical.', reason: 'disks', until: 1_772_003_600_000 },
    },
  ],
  ['what is said of several systems', attended(['haproxy', 'redis']), { system: null, systems: ['haproxy', 'redis'] }],
  [
    'what somebody looked at',
    { kind: 'seen', system: 'exceptions', group: 'ny', node: 'ny', what: 'error 6f1b: request', words: 'Written before it was shown.' },
    {
      ...{ id: null, system: 'exceptions', systems: ['exceptions'], result: 'looked at', action: 'look' },
      ...{ title: 'Looked at error 6f1b: request, of ny', words: 'Written before it was shown.' },
    },
  ],
  [
    'a start',
    { kind: 'started', words: 'Vigil was started.' },
    { system: null, result: 'noted', action: 'started', words: 'Vigil was started.' },
  ],
])('%s is a row of its own', (_name, entry, row) => {
  expect(rowsOf([asked('a'), entry])).toMatchObject([
    { seq: 1, result: 'lost' },
    { seq: 2, at: 2_000, endedAt: 2_000, steps: [], ...row },
  ]);
});

describe('a filter', () => {
  const [row] = rowsOf([asked('a'), ended('a')]);
  if (!row) throw new Error('no row was made');
  test.each<[string, AuditFilter, boolean]>([
    ['for nothing', {}, true],
    ['by name', { who: 'ANN' }, true],
    ['by address', { who: '192.0.2.7' }, true],
    ['by another name', { who: 'bob' }, false],
    ['by title', { target: 'WEB03' }, true],
    ['by group', { target: 'web' }, true],
    ['by node', { target: 'lb2' }, true],
    ['by target', { target: 'be_web/' }, true],
    ['by another target', { target: 'web04' }, false],
    ['by a word that stands elsewhere', { target: 'anna' }, false],
    ['by action', { action: 'Drain' }, true],
    ['by a word of the title', { action: 'web03' }, true],
    ['by another action', { action: 'ready' }, false],
    ['by result', { result: 'confirmed' }, true],
    ['by another result', { result: 'lost' }, false],
    ['from its own time', { from: 1_000 }, true],
    ['from later', { from: 1_001 }, false],
    ['up to later', { to: 1_001 }, true],
    ['up to its own time', { to: 1_000 }, false],
    ['by all at once', { who: 'anna', target: 'lb1', action: 'drain', result: 'confirmed', from: 0, to: 2_000 }, true],
    ['by all at once, one of which fails', { who: 'anna', target: 'lb1', action: 'drain', result: 'partial' }, false],
  ])('%s', (_name, filter, isFound) => {
    expect(matchesFilter(row, filter)).toBe(isFound);
  });
});
