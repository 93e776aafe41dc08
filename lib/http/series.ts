import { once } from 'node:events';
import { z } from 'zod';
import { may } from '../access/rights.ts';
import type { Blank, SeriesAnswer, SeriesGroup, SeriesKey } from '../history.ts';
import type { HistoryTrouble, Period } from '../state/history/history.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { orHistoryProblem } from './history-problem.ts';
import { type Call, defineRoute, type Route } from './route.ts';
import { exportSeries } from './series-export.ts';

const moment = z.coerce.number().min(0);
const period = { from: moment, to: moment };

/** More points than pixels tell nobody anything. */
const MOST_POINTS = 5_000;
/** What is shown in one chart, and so what is exported from it. */
const MOST_SERIES = 6;
/** More than all that is kept of one series: nothing is thinned. */
const ALL_POINTS = 500_000;

const source = z.string().min(1).max(500);
const row = z.string().max(1_000);
const figure = z.string().min(1).max(200);

const seriesQuery = z.strictObject({
  source,
  row,
  figure,
  ...period,
  points: z.coerce.number().int().min(2).max(MOST_POINTS).default(600),
});
const groupsQuery = z.strictObject(period);
const exportQuery = z.strictObject({
  ...period,
  format: z.enum(['csv', 'json']),
  s: z
    .array(z.string().max(2_000).transform(readKey).pipe(z.strictObject({ source, row, figure })))
    .min(1)
    .max(MOST_SERIES),
});

type SeriesInput = z.output<typeof seriesQuery>;
type GroupsInput = z.output<typeof groupsQuery>;
type ExportInput = z.output<typeof exportQuery>;

/**
 * A series in a period, and beside it the times in which Vigil did not look. What was read after `upTo` (epoch ms) is not in it yet, because it is not written down; `trouble` is why that is not
 * done, null while all is well. `now` is the server's clock.
 */
export type SeriesTold = SeriesAnswer & { blanks: readonly Blank[]; upTo: number; trouble: HistoryTrouble | null; now: number };

/** What is kept of the systems that the caller may view. `keptFrom` (epoch ms) is since when anything is kept at all; null where nothing is. */
export type GroupsTold = { groups: readonly SeriesGroup[]; keptFrom: number | null };

const READ = { method: 'GET', origin: 'any' } as const;

export const seriesRoutes: readonly Route[] = [
  defineRoute<SeriesInput>({
    ...{ ...READ, path: '/live/v1/series', need: { is: 'view', of: ({ source }) => systemOf(source) }, rate: 'read', input: seriesQuery },
    ...{ usage: 'say which: ?source=system/group/node/probe&row=id&figure=name&from=&to= (epoch ms), with points if wanted' },
    handle: answerSeries,
  }),
  defineRoute<GroupsInput>({
    ...{ ...READ, path: '/live/v1/series/groups', need: { is: 'some view' }, rate: 'read', input: groupsQuery },
    ...{ usage: 'say from and to (epoch ms)', handle: answerGroups },
  }),
  defineRoute<ExportInput>({
    ...{ ...READ, path: '/live/v1/series/export', rate: 'ask', input: exportQuery, repeats: 's' },
    need: { is: 'view', of: ({ s }) => s.map(({ source }) => systemOf(source)) },
    ...{ usage: 'say format=csv or format=json, from and to (epoch ms), and up to six times s=source|row|figure', handle: answerExport },
  }),
];

async function answerSeries({ engine: { history, clock }, input, response }: Call<SeriesInput>): Promise<void> {
  const { source, row, figure, points, ...period } = input;
  checkPeriod(period);
  const now = clock.now();
  const { writtenAt, waiting, trouble } = history.state();
  const [answer, blanks] = await orHistoryProblem(() =>
    Promise.all([history.series({ source, row, figure }, period, points), history.blanks(period)]),
  );
  // What waits was taken in after the last writing.
  const upTo = waiting > 0 ? (writtenAt ?? period.from) : now;
  answerJson(response, 200, { ...answer, blanks, upTo, trouble, now } satisfies SeriesTold);
}

async function answerGroups({ engine: { history }, caller, input, response }: Call<GroupsInput>): Promise<void> {
  checkPeriod(input);
  const groups = await orHistoryProblem(() => history.groups(input));
  const seen = groups.filter(({ source }) => may(caller.grants, 'view', systemOf(source)));
  answerJson(response, 200, { groups: seen, keptFrom: history.state().keptFrom } satisfies GroupsTold);
}

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json; charset=utf-8' } as const;

/** Sends the series as they are kept, as fast as the other side takes them. */
async function answerExport({ engine: { history, clock }, input, response }: Call<ExportInput>): Promise<void> {
  const { format, s, ...period } = input;
  checkPeriod(period);
  // Before anything is sent it can still be said in words that nothing can be read.
  const [series, blanks] = await orHistoryProblem(() =>
    Promise.all([Promise.all(s.map((key) => history.series(key, period, ALL_POINTS))), history.blanks(period)]),
  );
  response.writeHead(200, {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="vigil-series.${format}"`,
    'cache-control': 'no-store',
  });
  for (const piece of exportSeries({ ...period, series, blanks, at: clock.now() }, format)) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}

function checkPeriod({ from, to }: Period): void {
  if (from >= to) throw new HttpProblem(400, 'nothing lies between these times: "from" is not before "to"', { code: 'input' });
}

/** `source|row|figure`, as charts write it into their address: only a row may hold the sign itself. */
function readKey(text: string): SeriesKey {
  const [first, last] = [text.indexOf('|'), text.lastIndexOf('|')];
  return first === last
    ? { source: '', row: '', figure: '' }
    : { source: text.slice(0, first), row: text.slice(first + 1, last), figure: text.slice(last + 1) };
}

function systemOf(source: string): string {
  return source.split('/', 1)[0] ?? '';
}
