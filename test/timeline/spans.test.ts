import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#lib/history.ts';
import { gatherLines } from '#lib/timeline/lines.ts';
import { gatherSpans } from '#lib/timeline/spans.ts';
import { happened, newest } from './events.ts';

const issue = (at: number, status: HistoryEvent['status'], over: Partial<HistoryEvent> = {}) =>
  happened({ kind: 'issue', at, status, ...over });
const timesOf = (events: readonly HistoryEvent[]) =>
  gatherSpans(newest(events)).map(({ events: own, from, to }) => [own.map(({ at }) => at), from, to]);

describe('what belongs together', () => {
  test.each<[string, HistoryEvent[], unknown[]]>([
    ['an issue that was found and is over', [issue(10, 'critical'), issue(20, null)], [[[10, 20], 10, 20]]],
    [
      'an issue that became worse before it was over',
      [issue(10, 'warning'), issue(15, 'critical'), issue(20, null)],
      [[[10, 15, 20], 10, 20]],
    ],
    [
      'an issue that came again is another',
      [issue(10, 'critical'), issue(20, null), issue(30, 'critical')],
      [
        [[30], 30, null],
        [[10, 20], 10, 20],
      ],
    ],
    [
      'an issue of another node is another',
      [issue(10, 'critical'), issue(20, null, { node: 'lb2' })],
      [
        [[20], 20, 20],
        [[10], 10, null],
      ],
    ],
    [
      'an issue of the same key is one wherever it is told',
      [issue(10, 'critical', { key: 'k' }), issue(20, null, { key: 'k', node: '' })],
      [[[10, 20], 10, 20]],
    ],
    [
      'an action that was asked and ended',
      [happened({ kind: 'action', key: 'a', at: 10 }), happened({ kind: 'action', key: 'a', at: 12 })],
      [[[10, 12], 10, 12]],
    ],
    [
      'the same key of another kind is something else',
      [happened({ kind: 'action', key: 'a', at: 10 }), happened({ kind: 'job', key: 'a', at: 12 })],
      [
        [[12], 12, 12],
        [[10], 10, 10],
      ],
    ],
    [
      'a deploy is when it was said to be the last time',
      [happened({ kind: 'deploy', key: 'd', at: 10, until: 10 }), happened({ kind: 'deploy', key: 'd', at: 10, until: 40 })],
      [[[10, 10], 10, 40]],
    ],
    [
      'two restarts are two',
      [happened({ at: 10 }), happened({ at: 20 })],
      [
        [[20], 20, 20],
        [[10], 10, 10],
      ],
    ],
  ])('%s', (_name, events, expected) => {
    expect(timesOf(events)).toEqual(expected);
  });

  test('every event is in exactly one of them', () => {
    const kinds = ['issue', 'action', 'node', 'status', 'deploy'] as const;
    const events = Array.from({ length: 500 }, (_, at) =>
      happened({
        at,
        kind: kinds[at % 5] ?? 'node',
        status: at % 3 === 0 ? 'ok' : 'critical',
        ...(at % 7 === 0 ? { key: `k${at % 4}` } : {}),
      }),
    );
    const parts = gatherLines(newest(events)).flatMap(({ parts: own }) => own);
    expect(parts.map(({ id }) => id).sort((a, b) => a - b)).toEqual(events.map(({ id }) => id));
  });
});

describe('lines', () => {
  const rows = (count: number, over: Partial<HistoryEvent> = {}) =>
    Array.from({ length: count }, (_, index) =>
      happened({ kind: 'status', status: 'critical', at: 1_000 + index * 100, subject: `row ${index}`, ...over }),
    );

  test.each<[string, HistoryEvent[], [string, number][]]>([
    ['forty rows that became the same at once are one', rows(40), [['burst', 40]]],
    [
      'three are three',
      rows(3),
      [
        ['one', 1],
        ['one', 1],
        ['one', 1],
      ],
    ],
    [
      'those of another system are told apart',
      [...rows(4), ...rows(4, { system: 'other', at: 900 })],
      [
        ['burst', 4],
        ['burst', 4],
      ],
    ],
    [
      'those that became something else are told apart',
      [...rows(4), ...rows(4, { status: 'ok', at: 2_000 })],
      [
        ['burst', 4],
        ['burst', 4],
      ],
    ],
    [
      'those of an hour later are told apart',
      [...rows(4), ...rows(4, { at: 3_600_000 })],
      [
        ['burst', 4],
        ['burst', 4],
      ],
    ],
    ['an issue found and over is one', [issue(1, 'critical'), issue(2, null)], [['thing', 2]]],
  ])('%s', (_name, events, expected) => {
    expect(gatherLines(newest(events)).map(({ is, parts }) => [is, parts.length])).toEqual(expected);
  });

  test('a line keeps its name when more of it is known', () => {
    const first = issue(1, 'critical');
    const [before] = gatherLines([first]);
    const [after] = gatherLines(newest([first, issue(2, null)]));
    expect(after?.id).toBe(before?.id);
  });
});
