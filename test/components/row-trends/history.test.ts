import { describe, expect, test } from 'vitest';
import { HAPROXY_TRENDS } from '#components/haproxy/row-trends/trend-spec.ts';
import { checkHistory, follow, type Known } from '#components/row-trends/history.ts';
import { ROW_FIGURES } from '#lib/systems/haproxy/row-trend.ts';
import { row } from '../estate.ts';

const EVERY = 5_000;
const WEB01 = 'be_web/server/web01';
const ANSWER = {
  boot: 'boot-1',
  successes: 7,
  figures: ROW_FIGURES,
  times: [5_000, 10_000, 15_000],
  rows: { [WEB01]: [[1, null, 3], 40, null] },
};

const known = (over: Partial<Known> = {}): Known => ({
  ...{ boot: 'boot-1', successes: 8, observedAt: 20_000, rows: [row({ sessions: 4, requestRate: 50, sessionRate: 9 })] },
  ...over,
});

function readAll() {
  const history = checkHistory(JSON.parse(JSON.stringify(ANSWER)), ROW_FIGURES);
  return {
    history,
    sessions: () => history.ring.trend(WEB01, 0),
    rates: () => [history.ring.series(WEB01, 1), history.ring.series(WEB01, 2)],
  };
}

test('what came is taken as it is: a number for all times, null for none', () => {
  const { history, sessions, rates } = readAll();
  expect([history.boot, history.successes]).toEqual(['boot-1', 7]);
  expect(sessions()).toEqual([
    [5_000, 1],
    [10_000, null],
    [15_000, 3],
  ]);
  expect(rates()).toEqual([
    [40, 40, 40],
    [null, null, null],
  ]);
});

test.each<[name: string, answer: unknown]>([
  ['a page of something else', '<html>'],
  ['without the run of the server', { ...ANSWER, boot: undefined }],
  ['without how many readings there were', { ...ANSWER, successes: null }],
  ['other figures', { ...ANSWER, figures: [{ name: 'Sessions', unit: '' }] }],
  ['without times', { ...ANSWER, times: null }],
  ['a time that is none', { ...ANSWER, times: ['now'] }],
  ['rows that are none', { ...ANSWER, rows: null }],
  ['fewer values than times', { ...ANSWER, rows: { a: [[1, 2], 1, 1] } }],
  ['fewer figures than were named', { ...ANSWER, rows: { a: [1, 1] } }],
  ['a value that is a word', { ...ANSWER, rows: { a: ['1', 1, 1] } }],
])('what is no history is refused: %s', (_name, answer) => expect(() => checkHistory(answer, ROW_FIGURES)).toThrow(/Vigil answered/));

describe('a reading that the feed brings', () => {
  test('extends the history by what the row shows', () => {
    const { history, sessions, rates } = readAll();
    expect(follow(history, known(), HAPROXY_TRENDS.valuesOf)).toBe(true);
    expect(sessions().at(-1)).toEqual([20_000, 4]);
    expect(rates().map((values) => values.at(-1))).toEqual([50, null]);
    expect(follow(history, known({ successes: 9, observedAt: 25_000, rows: [] }), HAPROXY_TRENDS.valuesOf)).toBe(true);
    expect(sessions().at(-1)).toEqual([25_000, null]);
  });

  test.each<[name: string, over: Partial<Known>, length: number]>([
    ['that is in it already changes nothing', { successes: 7, observedAt: 15_000 }, 3],
    ['that is behind what was read over the other way changes nothing', { successes: 6, observedAt: 10_000 }, 3],
    ['that never was changes nothing', { successes: 0, observedAt: null }, 3],
  ])('%s', (_name, over, length) => {
    const { history, sessions } = readAll();
    expect([follow(history, known(over), HAPROXY_TRENDS.valuesOf), sessions().length]).toEqual([true, length]);
  });

  test.each<[name: string, over: Partial<Known>, points: number]>([
    ['after one that was missed', { successes: 9, observedAt: 25_000 }, 4],
    ['of another run of the server', { boot: 'boot-2', successes: 8 }, 4],
    ['of another run, from before what is known', { boot: 'boot-0', successes: 20, observedAt: 15_000 - EVERY }, 3],
    ['after a clock was set back', { observedAt: 1_000 }, 3],
  ])('%s has the history read again, and is never drawn in another place than its time', (_name, over, points) => {
    const { history, sessions } = readAll();
    expect([follow(history, known(over), HAPROXY_TRENDS.valuesOf), sessions().length]).toEqual([false, points]);
  });

  test('goes on from one that was missed, if the history can not be read again', () => {
    const { history, sessions } = readAll();
    follow(history, known({ successes: 10, observedAt: 30_000 }), HAPROXY_TRENDS.valuesOf);
    expect(follow(history, known({ successes: 11, observedAt: 35_000 }), HAPROXY_TRENDS.valuesOf)).toBe(true);
    expect(sessions().map(([at]) => at)).toEqual([5_000, 10_000, 15_000, 30_000, 35_000]);
  });
});
