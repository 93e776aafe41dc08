import { describe, expect, test } from 'vitest';
import { sourceId } from '#lib/reading.ts';
import { recordSeries } from '#lib/state/record/series-recorder.ts';
import { rowSeries, type System } from '#lib/system.ts';
import { fakeHistory } from '#test/fakes/history.ts';
import { source, startJudge } from '#test/judge/running-judge.ts';

type View = { id: string };

const ID = sourceId(source('a'));
const FIGURES = [
  { name: 'Length', unit: '', meaning: 'How long its id is', of: ({ id }: View) => id.length / 3 },
  { name: 'Load', unit: '', meaning: 'How much it does', of: () => null },
];

/** A recorder over a judge of its own: rows whose id begins with "web" have figures. */
function start(of: (view: View) => boolean = ({ id }) => id.startsWith('web')) {
  const judging = startJudge(['a']);
  const history = fakeHistory();
  const keyFigures = [{ probe: 'stats', figures: [{ name: 'Load', unit: '', meaning: 'How much it does' }], valuesOf: () => [] }];
  const system = { name: 'pretend', keyFigures, rowSeries: [rowSeries<View>('stats', FIGURES, of)] } as unknown as System;
  const errors: unknown[] = [];
  const trends = { read: () => [{ name: 'Load', unit: '', value: 7, trend: [] }] };
  const parts = { get: () => ({ card: { intervalMs: 5_000 }, system }) as never };
  const { store, judge } = judging;
  const recorder = recordSeries({ history, store, judge, trends, parts, onError: (error) => void errors.push(error) });
  return { ...judging, history, errors, recorder };
}

describe('the recorder of series', () => {
  test('hands over each reading once, with the node as the row without a name and every figure by its one name', () => {
    const { says, fails, history, judge } = start();
    says('a', { status: 'ok', rows: { web01: 'ok', other: 'ok' } });
    fails('a', 'timeout');
    expect(history.readings).toMatchObject([
      {
        source: ID,
        intervalMs: 5_000,
        rows: [
          ['', [7, null]],
          ['web01', [null, 1.667]],
        ],
      },
    ]);
    expect(history.readings[0]?.figures).toEqual([
      { name: 'Load', unit: '', meaning: 'How much it does' },
      { name: 'Length', unit: '', meaning: 'How long its id is' },
    ]);
    judge.stop();
  });

  test('hands over nothing where nothing was read: a silence is no zero', () => {
    const { fails, history, judge } = start();
    fails('a', 'timeout');
    expect(history.readings).toEqual([]);
    judge.stop();
  });

  test('a mistake in the reading of rows costs those rows, and neither the key figures nor the judge', () => {
    const { says, history, errors, of, judge } = start(() => {
      throw new TypeError('x is undefined');
    });
    says('a', { status: 'ok', rows: { web01: 'ok' } });
    expect(history.readings.map(({ rows }) => rows)).toEqual([[['', [7, null]]]]);
    expect([errors.length, of('a').verdict?.status]).toEqual([1, 'ok']);
    judge.stop();
  });

  test('what it hands over can be sent to a worker', () => {
    const { says, history, judge } = start();
    says('a', { status: 'ok', rows: { web01: 'ok' } });
    expect(structuredClone(history.readings)).toEqual(history.readings);
    judge.stop();
  });

  test('stops', () => {
    const { says, history, recorder, judge } = start();
    recorder.stop();
    says('a', { status: 'ok' });
    expect(history.readings).toEqual([]);
    judge.stop();
  });
});
