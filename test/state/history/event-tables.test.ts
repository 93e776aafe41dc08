import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { EventTables } from '#lib/state/history/event-tables.ts';
import type { EventQuery, NewEvent } from '#lib/state/history/history.ts';
import { migrate } from '#lib/state/history/schema.ts';
import { eventAt, ever, everything } from './things.ts';

const HOUR_MS = 3_600_000;

function tables(events: readonly NewEvent[]): { tables: EventTables; database: DatabaseSync } {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const tables = new EventTables(database);
  tables.append(events);
  return { tables, database };
}

function wordsOf(events: readonly NewEvent[], query: Partial<EventQuery>): string[] {
  return tables(events)
    .tables.read({ ...ever, ...everything, ...query })
    .map(({ words }) => words);
}

const MANY: readonly NewEvent[] = [
  eventAt(10, { words: 'a', kind: 'node', subject: 'web/lb-1' }),
  eventAt(20, { words: 'b', systems: ['redis', 'sql'], system: 'redis' }),
  eventAt(20, { words: 'c', systems: [], system: '', group: '', node: '', subject: 'Vigil', kind: 'vigil', by: 'anna' }),
  eventAt(30, { words: 'd 100% of_it \\', systems: ['haproxy'], system: 'haproxy', group: 'web', node: 'lb-1', subject: 'web/lb-1' }),
];

describe('events are told newest first, and those of one moment the last one first', () => {
  test.each<[string, Partial<EventQuery>, string[]]>([
    ['all of them', {}, ['d 100% of_it \\', 'c', 'b', 'a']],
    ['both ends of a period belong to it', { from: 10, to: 20 }, ['c', 'b', 'a']],
    ['between them is nothing', { from: 21, to: 29 }, []],
    ['of some kinds', { kinds: ['node', 'vigil'] }, ['c', 'a']],
    ['of a system, also where it is one of several', { system: 'sql' }, ['b']],
    ['of a group', { group: 'web' }, ['d 100% of_it \\']],
    ['of a node', { group: 'cache', node: 'a' }, ['b', 'a']],
    ['only those of which every system may be viewed, and those of none', { views: ['redis'] }, ['c', 'a']],
    ['to who may view nothing, those of none', { views: [] }, ['c']],
    ['a text is looked for in words', { text: 'OF_IT' }, ['d 100% of_it \\']],
    ['in the subject', { text: 'lb-1' }, ['d 100% of_it \\', 'a']],
    ['in who did it', { text: 'anna' }, ['c']],
    ['in group and node together', { text: 'cache/a' }, ['b', 'a']],
    ['a percent sign is one', { text: '0% o' }, ['d 100% of_it \\']],
    ['and stands for nothing else', { text: '%' }, ['d 100% of_it \\']],
    ['an underscore is one', { text: '_' }, ['d 100% of_it \\']],
    ['a backslash is one', { text: '\\' }, ['d 100% of_it \\']],
    ['a text of nothing is none', { text: '' }, ['d 100% of_it \\', 'c', 'b', 'a']],
    ['no more than asked for', { limit: 2 }, ['d 100% of_it \\', 'c']],
  ])('%s', (_name, query, words) => {
    expect(wordsOf(MANY, query)).toEqual(words);
  });

  test('one that happened at some time in a span is in every period that the span reaches into, however long it is', () => {
    const long = [eventAt(0, { until: 50 * HOUR_MS, words: 'long' }), eventAt(0, { until: 0.5 * HOUR_MS, words: 'short' })];
    const at = (hour: number): string[] => wordsOf(long, { from: hour * HOUR_MS, to: hour * HOUR_MS + 1 });
    expect([0, 0.4, 0.6, 2, 50, 51].map(at)).toEqual([['short', 'long'], ['short', 'long'], ['long'], ['long'], ['long'], []]);
  });
});

test('page by page all are told once, in any sizes and at any number at one moment, also while more come and old ones go', () => {
  const events = Array.from({ length: 300 }, (_, i) => {
    const at = 100 * HOUR_MS + Math.floor(Math.random() * 40) * HOUR_MS;
    return eventAt(at, { until: at + (i % 7 === 0 ? 5 * HOUR_MS : 0), words: String(i), systems: i % 3 === 0 ? ['sql'] : ['redis'] });
  });
  for (const limit of [1, 7, 50]) {
    const { tables: kept } = tables(events);
    const query = { ...everything, from: 110 * HOUR_MS, to: 130 * HOUR_MS, views: ['redis'], limit };
    const all = kept.read({ ...query, limit: 1_000 }).map(({ id }) => id);
    const paged: number[] = [];
    for (let before: number | null = null; ; before = paged.at(-1) ?? null) {
      const page = kept.read({ ...query, before });
      if (page.length === 0) break;
      paged.push(...page.map(({ id }) => id));
      kept.append([eventAt(130 * HOUR_MS, { words: 'newer' })]);
    }
    expect(paged).toEqual(all);
  }
});

test('what an event has is told as it was put in', () => {
  const event = eventAt(5, { until: 9, by: 'anna', status: null, key: 'k', link: 'https://example.org/', words: 'ü "\n' });
  expect(tables([event]).tables.read({ ...ever, ...everything })).toEqual([{ id: 1, ...event }]);
});

test('events are dropped when all of them is before, and a number never comes again', () => {
  const { tables: kept } = tables([eventAt(10), eventAt(10, { until: 30, words: 'reaches further' }), eventAt(20)]);
  kept.dropBefore(30);
  expect(kept.read({ ...ever, ...everything }).map(({ id }) => id)).toEqual([2]);
  kept.dropBefore(31);
  expect(kept.oldestAt()).toBeNull();
  kept.append([eventAt(40)]);
  expect(kept.read({ ...ever, ...everything }).map(({ id }) => id)).toEqual([4]);
});

test('a row that makes no sense is found by the check', () => {
  const { tables: kept, database } = tables([eventAt(10), eventAt(20), eventAt(30)]);
  database.exec(`UPDATE event SET kind = 'what' WHERE id = 1; UPDATE event SET until = 5 WHERE id = 2`);
  expect(kept.check()).toEqual({
    counts: [['events', 3]],
    wrong: [expect.stringMatching(/^Event 1: kind: /), 'Event 2: it ended (5) before it began (20).'],
  });
});
