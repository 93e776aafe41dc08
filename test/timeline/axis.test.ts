import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#lib/history.ts';
import { drawAxis } from '#lib/timeline/axis.ts';
import { happened, newest } from './events.ts';

const AROUND = { from: 0, to: 1_000, now: 1_000, steps: 10, blanks: [] };
const lane = (
  events: readonly HistoryEvent[],
  id: string,
  around: Partial<typeof AROUND & { blanks: { from: number; to: number; why: string }[] }> = {},
) => drawAxis(newest(events), ['pretend'], { ...AROUND, ...around }).lanes.find((one) => one.id === id) ?? expect.unreachable();
const issue = (at: number, status: HistoryEvent['status'], over: Partial<HistoryEvent> = {}) =>
  happened({ kind: 'issue', at, status, ...over });

describe('marks', () => {
  test('of one step are one with their count and the worst of them, and a single one is told whole', () => {
    const single = happened({ at: 550 });
    const { marks } = lane([happened({ at: 110 }), issue(120, 'stale'), issue(130, 'warning', { node: 'lb2' }), single], 'pretend');
    expect(marks).toEqual([
      { at: 100, count: 3, status: 'stale', kinds: expect.arrayContaining(['node', 'issue']), event: null },
      { at: 500, count: 1, status: null, kinds: ['node'], event: single },
    ]);
  });

  test('what is over and nothing else is no trouble', () => {
    expect(lane([issue(120, null)], 'pretend').marks).toMatchObject([{ status: null }]);
  });

  test.each<[Partial<HistoryEvent>, string]>([
    [{ kind: 'deploy', system: 'pretend' }, 'deploys'],
    [{ kind: 'action' }, 'actions'],
    [{ kind: 'maintenance' }, 'actions'],
    [{ kind: 'vigil', system: '' }, 'vigil'],
    [{ kind: 'issue', system: '' }, 'vigil'],
    [{ kind: 'node', system: 'gone' }, 'gone'],
  ])('of %j stand on the lane %s', (over, id) => {
    expect(lane([happened({ at: 5, ...over })], id).marks).toHaveLength(1);
  });
});

describe('bars', () => {
  const spanOf = (events: readonly HistoryEvent[], around = {}) =>
    lane(events, 'pretend', around).bars.map(({ from, to, status, count }) => [
      Math.round(from / 10) * 10,
      Math.round(to / 10) * 10,
      status,
      count,
    ]);

  test.each<[string, HistoryEvent[], object, unknown[]]>([
    ['an issue lasts until it is over', [issue(100, 'critical'), issue(300, null)], {}, [[100, 300, 'critical', 1]]],
    ['an open issue lasts until now and not beyond', [issue(100, 'critical')], { now: 600 }, [[100, 600, 'critical', 1]]],
    [
      'over a time in which nobody looked nothing is drawn, and nothing is known after it',
      [issue(100, 'critical')],
      { blanks: [{ from: 300, to: 500, why: 'off' }] },
      [[100, 300, 'critical', 1]],
    ],
    ['one that began before the period comes in from its edge', [issue(-500, 'warning'), issue(200, null)], {}, [[0, 200, 'warning', 1]]],
    [
      'of two at once the worst is drawn, and both are counted',
      [
        issue(100, 'warning', { node: 'a' }),
        issue(200, 'critical', { node: 'b' }),
        issue(400, null, { node: 'b' }),
        issue(600, null, { node: 'a' }),
      ],
      {},
      [
        [100, 200, 'warning', 1],
        [200, 400, 'critical', 2],
        [400, 600, 'warning', 1],
      ],
    ],
    ['a moment that is not known closely is no time that something lasted', [happened({ at: 100, until: 400 })], {}, []],
  ])('%s', (_name, events, around, expected) => {
    expect(spanOf(events, around)).toEqual(expected);
  });

  test('a deploy lasts on its own lane', () => {
    const deploy = happened({ kind: 'deploy', at: 100, until: 300, key: 'd', subject: 'shop 1' });
    expect(lane([deploy], 'deploys').bars).toMatchObject([{ status: null, count: 1, names: ['shop 1'] }]);
  });
});

test('there is a lane for every system and for what is none, also where nothing happened', () => {
  expect(drawAxis([], ['pretend', 'vigil'], AROUND).lanes.map(({ id }) => id)).toEqual(['pretend', 'deploys', 'actions', 'vigil']);
});
