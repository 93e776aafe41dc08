import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SeriesAnswer } from '#lib/history.ts';
import { HistoryProblem } from '#lib/state/history/problem.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

const SOURCE = 'pretend/web/lb1/answer';
const OTHER = 'haproxy/edge/lb9/stats';
const AT = Date.UTC(2026, 2, 4, 14, 0);
const PERIOD = `from=${AT}&to=${AT + 60_000}`;
const FIGURES = [
  { name: 'Sessions', unit: '', meaning: 'Sessions at that moment' },
  { name: 'Sent', unit: 'B/s', meaning: 'Bytes sent' },
];

let server: NativeServer;

beforeAll(async () => {
  server = await startNativeServer();
});
afterAll(() => server.close());

let whole: NativeServer['history'];
beforeEach(() => {
  whole = { ...server.history };
  server.history.readings.length = 0;
  for (const [source, seconds, values] of [
    [SOURCE, 0, [3, 10.5]],
    [SOURCE, 10, [null, -4]],
    [OTHER, 0, [7, 7]],
    [SOURCE, 50, [0, 2]],
  ] as const)
    server.history.addReading({
      source,
      at: AT + seconds * 1_000,
      intervalMs: 10_000,
      figures: FIGURES,
      rows: [
        ['', values],
        ['be|web', values],
      ],
    });
});
afterEach(() => void Object.assign(server.history, whole));

async function ask(path: string): Promise<{ status: number; body: string; type: unknown }> {
  const { status, body, headers } = await server.ask(`/live/v1/series${path}`);
  return { status, body, type: headers['content-type'] };
}

describe('a series', () => {
  test('comes with its points, and beside them the times in which Vigil did not look', async () => {
    server.history.blanksKept.push({ from: AT + 20_000, to: AT + 40_000, why: 'Vigil was stopped' });
    const { status, body } = await ask(`?source=${SOURCE}&row=&figure=Sessions&${PERIOD}`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      ...{
        key: { source: SOURCE, row: '', figure: 'Sessions' },
        figure: FIGURES[0],
        stepMs: null,
        gapMs: 25_000,
        keptFrom: AT,
        trouble: null,
      },
      points: [
        [AT, 3, 3, 3],
        [AT + 10_000, null, null, null],
        [AT + 50_000, 0, 0, 0],
      ],
      blanks: [{ from: AT + 20_000, to: AT + 40_000, why: 'Vigil was stopped' }],
    });
    server.history.blanksKept.length = 0;
  });

  test('says up to when it is whole while readings wait to be written, and why they do', async () => {
    const trouble = { words: 'No space is left', since: AT, isKeeping: true };
    server.history.set({ waiting: 3, writtenAt: AT + 30_000, trouble });
    const { body } = await ask(`?source=${SOURCE}&row=&figure=Sessions&${PERIOD}`);
    expect(JSON.parse(body)).toMatchObject({ upTo: AT + 30_000, trouble });
    server.history.set({ waiting: 0, writtenAt: null, trouble: null });
  });

  test.each([
    ['series', `?source=${SOURCE}&row=&figure=Sessions&${PERIOD}`],
    ['groups', `/groups?${PERIOD}`],
    ['export', `/export?format=csv&${PERIOD}&s=${SOURCE}||Sessions`],
  ] as const)('that cannot be told is 503 in the words of the history: %s', async (_name, path) => {
    const refuse = () => Promise.reject(new HistoryProblem('off', 'No history is kept (state.history: false)'));
    Object.assign(server.history, { series: refuse, groups: refuse, blanks: refuse });
    const { status, body } = await ask(path);
    expect([status, JSON.parse(body).error]).toEqual([
      503,
      expect.objectContaining({ message: 'No history is kept (state.history: false)', code: 'off' }),
    ]);
  });

  test.each([
    ['a period that ends before it begins', `?source=${SOURCE}&row=&figure=Sessions&from=2&to=1`, 400],
    ['a time that is none', `?source=${SOURCE}&row=&figure=Sessions&from=x&to=1`, 400],
    ['too many points', `?source=${SOURCE}&row=&figure=Sessions&${PERIOD}&points=1000000`, 400],
    ['one that is asked for twice', `?source=${SOURCE}&source=${OTHER}&row=&figure=Sessions&${PERIOD}`, 400],
    ['a system that may not be viewed', `?source=${OTHER}&row=&figure=Sessions&${PERIOD}`, 401],
    ['a word of the language as a system', `?source=__proto__&row=&figure=Sessions&${PERIOD}`, 401],
    ['an export of nothing', `/export?format=csv&${PERIOD}`, 400],
    ['an export of what is no series', `/export?format=csv&${PERIOD}&s=${SOURCE}`, 400],
    ['an export of seven', `/export?format=csv&${PERIOD}${`&s=${SOURCE}||Sessions`.repeat(7)}`, 400],
    ['an export one of which may not be viewed', `/export?format=csv&${PERIOD}&s=${SOURCE}||Sessions&s=${OTHER}||Sessions`, 401],
  ])('is refused: %s', async (_name, path, expected) => {
    expect((await ask(path)).status).toBe(expected);
  });
});

test('of groups, only those are told whose system may be viewed', async () => {
  const { body } = await ask(`/groups?${PERIOD}`);
  expect(JSON.parse(body)).toMatchObject({
    groups: [{ source: SOURCE, intervalMs: 10_000, figures: FIGURES, rows: ['', 'be|web'] }],
    keptFrom: null,
  });
});

describe('an export', () => {
  const both = `s=${SOURCE}||Sessions&s=${SOURCE}|be|web|Sent`;

  test('as CSV has the unit in its head, times in UTC, and an empty cell for what was not told', async () => {
    const { body, type } = await ask(`/export?format=csv&${PERIOD}&${both}`);
    expect(type).toContain('text/csv');
    expect(body.split('\r\n')).toEqual([
      `time (UTC),"${SOURCE} Sessions, each reading","${SOURCE} be|web Sent [B/s], each reading"`,
      ...['2026-03-04T14:00:00.000Z,3,10.5', '2026-03-04T14:00:10.000Z,,-4', '2026-03-04T14:00:50.000Z,0,2', ''],
    ]);
  });

  test('of steps says how long they are, with the lowest and the highest of each', async () => {
    const steps: SeriesAnswer = {
      ...{ key: { source: SOURCE, row: '', figure: 'Sent' }, figure: { name: 'Sent', unit: 'B/s', meaning: '' } },
      ...{ stepMs: 300_000, gapMs: 750_000, points: [[AT, 2, 1, 4]], keptFrom: AT },
    };
    Object.assign(server.history, { series: async () => steps });
    expect((await ask(`/export?format=csv&${PERIOD}&s=${SOURCE}||Sent`)).body.split('\r\n')).toEqual([
      `time (UTC),${['mean', 'lowest', 'highest'].map((what) => `"${SOURCE} Sent [B/s], ${what} of 300 s"`).join(',')}`,
      ...['2026-03-04T14:00:00.000Z,2,1,4', ''],
    ]);
    const { series } = JSON.parse((await ask(`/export?format=json&${PERIOD}&s=${SOURCE}||Sent`)).body);
    expect(series).toMatchObject([{ stepSeconds: 300, gapSeconds: 750, points: [['2026-03-04T14:00:00.000Z', 2, 1, 4]] }]);
  });

  test('as JSON tells what was not told from what was not read, and when Vigil did not look', async () => {
    server.history.blanksKept.push({ from: AT + 20_000, to: AT + 40_000, why: 'Vigil was stopped' });
    const answer = JSON.parse((await ask(`/export?format=json&${PERIOD}&${both}`)).body);
    expect(answer).toMatchObject({
      ...{ from: '2026-03-04T14:00:00.000Z', to: '2026-03-04T14:01:00.000Z' },
      notLooked: [{ from: '2026-03-04T14:00:20.000Z', to: '2026-03-04T14:00:40.000Z', why: 'Vigil was stopped' }],
      series: [
        {
          row: '',
          figure: 'Sessions',
          unit: '',
          stepSeconds: null,
          points: [['2026-03-04T14:00:00.000Z', 3, 3, 3], ['2026-03-04T14:00:10.000Z', null, null, null], expect.anything()],
        },
        { row: 'be|web', figure: 'Sent', unit: 'B/s' },
      ],
    });
    server.history.blanksKept.length = 0;
  });
});
