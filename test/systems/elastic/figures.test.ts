import { describe, expect, test } from 'vitest';
import type { StatusInput } from '#lib/system.ts';
import { KEY_FIGURES, ROW_TRENDS } from '#lib/systems/elastic/figures.ts';
import { ALLOCATION, HEALTH, LOAD } from '#lib/systems/elastic/model.ts';
import { ROW_SERIES } from '#lib/systems/elastic/row-series.ts';
import type { ElasticView } from '#lib/systems/elastic/rows.ts';
import type { ElasticSettings } from '#lib/systems/elastic/settings.ts';
import { subjectOf } from '#lib/systems/elastic/subject.ts';
import { allocation, health, judge, kept, load, NOW, settings, windowOf } from './hand-made.ts';

const input = (probe: string, values: readonly unknown[]): StatusInput<ElasticSettings> => ({
  probe,
  window: windowOf(probe, ...values),
  settings: settings(),
  now: NOW,
});
const keyValues = (probe: string, values: readonly unknown[]) =>
  KEY_FIGURES.find((one) => one.probe === probe)?.valuesOf(input(probe, values));

describe('the figures of a cluster', () => {
  test('are its shards as they stand, and what waits', () => {
    const fields = {
      active_shards: 20,
      relocating_shards: 2,
      initializing_shards: 1,
      unassigned_shards: 3,
      number_of_pending_tasks: undefined,
    };
    expect(keyValues(HEALTH, [health(fields)])).toEqual([20, 2, 1, 3, null]);
  });

  test.each([
    [
      'the sum over its members',
      [load({ a: { searches: 150 }, b: { searches: 300 } }), load({ a: { upSeconds: 985 }, b: { upSeconds: 985 } })],
      [30, 15],
    ],
    ['not known with one reading', [load({ a: {} })], [null, null]],
    ['not known while one did not answer', [load({ a: { searches: 150 } }, 1), load({ a: { upSeconds: 985 } })], [null, null]],
    [
      'not known while one was restarted',
      [load({ a: { searches: 150 }, b: { upSeconds: 5 } }), load({ a: { upSeconds: 985 }, b: { upSeconds: 985 } })],
      [null, null],
    ],
    ['not known without members', [load({}), load({})], [null, null]],
  ])('searches and what is indexed are %s', (_, values, expected) => {
    expect(keyValues(LOAD, kept(values))).toEqual(expected);
  });
});

describe('the figures of rows', () => {
  const rowOf = (probe: string, values: readonly unknown[], at = 0) => {
    const row = judge(probe, values).rows[at];
    if (!row) throw new Error('there is no such row');
    return row;
  };

  test('of a member are the numbers that it shows', () => {
    const row = rowOf(LOAD, kept([load({ a: { searches: 150, heap: 40, cpu: 7 } }), load({ a: { upSeconds: 985 } })]));
    expect(ROW_TRENDS.valuesOf(row)).toEqual([10, 5, 7, 40]);
    const series = ROW_SERIES.find(({ probe }) => probe === LOAD);
    expect(series?.valuesOf(row)?.slice(0, 4)).toEqual([10, 5, 7, 40]);
  });

  test('of what a member holds are kept, and those of the settings are none', () => {
    const series = ROW_SERIES.find(({ probe }) => probe === ALLOCATION);
    expect(series?.valuesOf(rowOf(ALLOCATION, [allocation()]))).toBeNull();
    expect(series?.valuesOf(rowOf(ALLOCATION, [allocation()], 1))).toEqual([12, 600, 400, 100]);
  });

  test('that are not known are null', () => {
    expect(ROW_TRENDS.valuesOf(rowOf(LOAD, [load({ a: {} })]))).toEqual([null, null, 10, 50]);
  });
});

describe('what a row is about', () => {
  test.each([
    ['an address', '10.0.0.1', 'es1'],
    ['an IPv6 address', '::1', 'es1'],
    ['localhost', 'localhost', 'es1'],
    ['a name', 'search-1.example.net', 'search-1.example.net'],
    ['nothing', null, 'es1'],
  ])('a member that gives %s as its host lives on %s', (_, host, expected) => {
    const [, row] = judge(ALLOCATION, [allocation({ rows: [{ node: 'es1', host, shards: '1' }] })]).rows;
    expect(subjectOf(row?.value as ElasticView)).toMatchObject({ name: 'data on es1', host: expected });
  });

  test('a member and its data are two things of one machine', () => {
    const [member] = judge(LOAD, [load({ es1: {} })]).rows;
    const [, holding] = judge(ALLOCATION, [allocation()]).rows;
    const subjects = [member, holding].map((row) => subjectOf(row?.value as ElasticView));
    expect(new Set(subjects.map(({ alike }) => alike)).size).toBe(2);
    expect(new Set(subjects.map(({ host }) => host)).size).toBe(1);
  });
});
