import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#lib/history.ts';
import { changeBeside, changesIn, shownAt } from '#lib/state/history/changes.ts';
import { fakeHistory } from '#test/fakes/history.ts';

const T = Date.UTC(2026, 10, 22, 3, 0, 0);
const VIEWS = ['haproxy'];
const DAY = { from: T - 86_400_000, to: T + 86_400_000 };

function event(at: number, over: Partial<HistoryEvent> = {}): Omit<HistoryEvent, 'id'> {
  return {
    ...{ at, until: at, kind: 'status', systems: ['haproxy'], system: 'haproxy', group: 'web', node: 'lb1' },
    ...{ subject: 'lb1', status: 'stale', words: 'not read for 11s', by: null },
    ...over,
  };
}

function storeOf(...events: Omit<HistoryEvent, 'id'>[]) {
  const store = fakeHistory();
  for (const one of events) store.addEvent(one);
  return store;
}

describe('the moment at which a change is on the board', () => {
  test.each([
    ['after the board of it is surely written, on a whole second', T, T + 1_000],
    ['between two seconds', T + 1, T + 2_000],
    ['just before one', T + 1_999, T + 3_000],
  ])('%s', (_name, until, shown) => expect(shownAt({ until })).toBe(shown));

  test('of one that was found late is when it was found', async () => {
    const { marks } = await changesIn(storeOf(event(T, { until: T + 600_000 })), VIEWS, DAY, 1_000);
    expect(marks).toEqual([{ at: T + 601_000, status: 'stale', count: 1, words: 'lb1: not read for 11s' }]);
  });
});

describe('where something changed', () => {
  test('tells the worst of what lies close together, and how much it was', async () => {
    const store = storeOf(
      event(T, { status: 'ok', words: 'ok again' }),
      event(T + 100, { status: 'critical', subject: 'web03', words: 'down' }),
      event(T + 200, { status: null, kind: 'node', words: 'lb1 was restarted' }),
      event(T + 60_000, { status: 'ok', words: 'lb1 is ok' }),
    );
    expect((await changesIn(store, VIEWS, DAY, 10_000)).marks).toEqual([
      { at: T + 2_000, status: 'critical', count: 3, words: 'web03: down, and 2 more' },
      { at: T + 61_000, status: 'ok', count: 1, words: 'lb1 is ok' },
    ]);
  });

  test('leaves out what does not change the board, and what is not for who asks', async () => {
    const store = storeOf(
      event(T, { kind: 'action' }),
      event(T, { systems: ['sql'], system: 'sql' }),
      event(T, { systems: ['haproxy', 'sql'] }),
    );
    expect((await changesIn(store, VIEWS, DAY, 1_000)).marks).toEqual([]);
  });

  test('reads page after page', async () => {
    const store = storeOf(...Array.from({ length: 2_500 }, (_, index) => event(T + index * 2_000)));
    const { marks, toldFrom } = await changesIn(store, VIEWS, DAY, 1_000);
    expect([marks.length, toldFrom]).toEqual([2_500, null]);
  });

  test('says from where on it tells, where there is more than it reads', async () => {
    const store = storeOf(...Array.from({ length: 20_500 }, (_, index) => event(T + index * 1_000)));
    expect((await changesIn(store, VIEWS, DAY, 60_000)).toldFrom).toBe(T + 500_000);
  });
});

describe('the change next to a moment', () => {
  const store = storeOf(
    event(T - 5 * 3_600_000, { words: 'first' }),
    event(T, { words: 'second' }),
    event(T + 9_000_000, { words: 'third' }),
  );
  const beside = (at: number, to: 'next' | 'previous') => changeBeside(store, VIEWS, { at, to, within: DAY });

  test.each<[string, number, 'next' | 'previous', string | undefined]>([
    ['the nearest after it', T - 60_000, 'next', 'lb1: second'],
    ['the nearest before it', T + 60_000, 'previous', 'lb1: second'],
    ['one that is hours away', T + 60_000, 'next', 'lb1: third'],
    ['one hours before', T - 60_000, 'previous', 'lb1: first'],
    ['not the one that the board shows already', T + 1_000, 'next', 'lb1: third'],
    ['nor that one backwards', T + 1_000, 'previous', 'lb1: first'],
    ['one that happened, whose board is still to come', T + 500, 'next', 'lb1: second'],
    ['none after the last', T + 10_000_000, 'next', undefined],
    ['none before the first', T - 6 * 3_600_000, 'previous', undefined],
  ])('%s', async (_name, at, to, words) => expect((await beside(at, to))?.words).toBe(words));

  test('going on and on comes by every change once, and back again', async () => {
    const seen: number[] = [];
    for (let at: number | undefined = T - 86_000_000; at !== undefined; at = (await beside(at, 'next'))?.at) seen.push(at);
    const back: number[] = [];
    for (let at: number | undefined = T + 86_000_000; at !== undefined; at = (await beside(at, 'previous'))?.at) back.push(at);
    expect(seen.slice(1)).toEqual(back.slice(1).reverse());
    expect(seen.slice(1)).toHaveLength(3);
  });
});
