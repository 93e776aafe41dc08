import type { SeriesKey } from '#lib/history.ts';
import { MOST_LINES, readKey, writeKey } from './chart-path.ts';

const HOUR_MS = 3_600_000;

/** The ranges that end now, by how they stand in the address. */
export const RANGES = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 168 * HOUR_MS,
  '14d': 336 * HOUR_MS,
  '90d': 2_160 * HOUR_MS,
} as const;

export type RangeName = keyof typeof RANGES;

export type Period = { from: number; to: number };

/** Which lines in which time: a range that ends now, or a period that stands (epoch ms). */
export type View = { keys: readonly SeriesKey[]; time: { is: 'range'; name: RangeName } | ({ is: 'period' } & Period) };

const DEFAULT: RangeName = '1h';

/** A period that is shorter shows nothing. */
export const SHORTEST_MS = 10_000;

/** What an address asks for. `problem` says in words what of it is left out, and why; null where all is drawn. */
export function readView(params: URLSearchParams): View & { problem: string | null } {
  const read = params.getAll('s').map(readKey);
  const all = [...new Map(read.flatMap((key) => (key === null ? [] : [[writeKey(key), key] as const]))).values()];
  const time = readTime(params);
  const problems = [
    ...(read.includes(null) ? ['a series of the address is none: it should be source|row|figure'] : []),
    ...(Number(params.get('all')) > MOST_LINES
      ? [`the line that was opened is of ${Number(params.get('all'))} series, of which the first ${MOST_LINES} are drawn`]
      : []),
    ...(all.length > MOST_LINES ? [`only the first ${MOST_LINES} of ${all.length} series are drawn`] : []),
    ...(time.problem === null ? [] : [time.problem]),
  ];
  return { keys: all.slice(0, MOST_LINES), time: time.time, problem: problems.length === 0 ? null : problems.join('; ') };
}

function readTime(params: URLSearchParams): { time: View['time']; problem: string | null } {
  const range = params.get('range');
  const [from, to] = [params.get('from'), params.get('to')];
  if (from !== null || to !== null) {
    const period = { from: Date.parse(from ?? ''), to: Date.parse(to ?? '') };
    if (period.to - period.from >= SHORTEST_MS && period.from >= 0) return { time: { is: 'period', ...period }, problem: null };
    return {
      time: { is: 'range', name: DEFAULT },
      problem: 'from and to are no period: they should be times like 2026-03-04T14:00:00Z, the later one last',
    };
  }
  if (range === null || isRange(range)) return { time: { is: 'range', name: range ?? DEFAULT }, problem: null };
  return { time: { is: 'range', name: DEFAULT }, problem: `there is no range "${range.slice(0, 20)}"` };
}

/** The address of a view, by which it can be sent to a colleague. */
export function writeView({ keys, time }: View): string {
  const params = new URLSearchParams(keys.map((key) => ['s', writeKey(key)]));
  if (time.is === 'range') params.set('range', time.name);
  else {
    params.set('from', new Date(time.from).toISOString());
    params.set('to', new Date(time.to).toISOString());
  }
  return `?${params}`;
}

/** How often a range that ends now is asked for anew: what is longer than a day is kept in steps of five minutes. */
export function askEveryMs(name: RangeName): number {
  return RANGES[name] > RANGES['24h'] ? 300_000 : 30_000;
}

function isRange(text: string): text is RangeName {
  return Object.hasOwn(RANGES, text);
}
