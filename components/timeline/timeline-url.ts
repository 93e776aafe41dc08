import { EVENT_KINDS, type EventKind } from '#lib/history.ts';
import { UTC } from './utc.ts';

/** How far back a live timeline may reach, as it stands in the address. */
export const RANGES = ['1h', '6h', '24h', '7d', '14d'] as const;
export type Range = (typeof RANGES)[number];

const DEFAULT_RANGE: Range = '6h';
const HOUR_MS = 3_600_000;
const RANGE_MS: Record<Range, number> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 168 * HOUR_MS,
  '14d': 336 * HOUR_MS,
};

/** A live period ends a little after now, so that nothing is missed for a clock that is a bit ahead. */
const AHEAD_MS = 5_000;

/** What the address of the page says, as it is written there. Times are UTC, so that an address means the same to everybody. */
export type TimelineTexts = Readonly<Record<'range' | 'from' | 'to' | 'system' | 'group' | 'node' | 'q', string>> & {
  kinds: ReadonlySet<string>;
};

/** Which period is looked at: one that goes on, or one that is over or fixed (epoch ms). */
export type LookedAt = { is: 'live'; range: Range } | { is: 'fixed'; from: number; to: number };

/** What is looked for, and in words what of the address was not understood and is left out. */
export type Asked = {
  period: LookedAt;
  kinds: readonly EventKind[];
  system: string;
  group: string;
  node: string;
  text: string;
  problems: readonly string[];
};

export function readAddress({ range, from, to, system, group, node, q, kinds }: TimelineTexts): Asked {
  const problems: string[] = [];
  const known = EVENT_KINDS.filter((kind) => kinds.has(kind));
  for (const kind of kinds) if (!known.some((one) => one === kind)) problems.push(`“${kind}” is no kind of event`);
  const period = readPeriod({ range, from, to }, problems);
  const isPlaced = system !== '' && (node === '' || group !== '');
  if (!isPlaced && group + node !== '') problems.push('a group without its system, or a node without its group, names no place');
  return { period, kinds: known, system, group: isPlaced ? group : '', node: isPlaced ? node : '', text: q.trim(), problems };
}

function readPeriod({ range, from, to }: Pick<TimelineTexts, 'range' | 'from' | 'to'>, problems: string[]): LookedAt {
  const start = UTC.read(from);
  const end = UTC.read(to);
  if (from !== '' || to !== '') {
    if (start < end) return { is: 'fixed', from: start, to: end };
    problems.push(
      Number.isNaN(start) || Number.isNaN(end)
        ? `from “${from}” to “${to}” is no period: write both as 2026-03-04T14:00, in UTC`
        : 'nothing lies between these times: the first is not before the second',
    );
  }
  const found = RANGES.find((one) => one === range);
  if (range !== '' && found === undefined) problems.push(`“${range}” is no range; it can be ${RANGES.join(', ')}`);
  return { is: 'live', range: found ?? DEFAULT_RANGE };
}

/** From when until when a period is at a moment (epoch ms). */
export function boundsOf(period: LookedAt, now: number): { from: number; to: number } {
  return period.is === 'fixed' ? period : { from: now - RANGE_MS[period.range], to: now + AHEAD_MS };
}

/** A moment as it stands in the address. */
export function addressTime(at: number): string {
  return UTC.field(at);
}

/** What is looked for as parameters of a request. */
export function toQuery(
  asked: Asked,
  { from, to }: { from: number; to: number },
  more: Readonly<Record<string, string | number>> = {},
): string {
  const { kinds, system, group, node, text } = asked;
  const params = new URLSearchParams({ from: String(Math.floor(from)), to: String(Math.ceil(to)) });
  for (const [name, value] of Object.entries({ kind: kinds.join(','), system, group, node, text, ...more }))
    if (value !== '') params.set(name, String(value));
  return params.toString();
}

/** The page with what happened at a place. */
export function timelinePath(place: { system?: string; group?: string; node?: string; q?: string }): string {
  return `/timeline?${new URLSearchParams({ range: '24h', ...place })}`;
}
