import type { TrendPoint } from '#lib/trend.ts';
import type { Trend } from '../../row-trends/trend.ts';
import { type Fall, fallOf, projected } from './fall.ts';
import { backendKey, type DrainState, type Spot } from './places.ts';
import type { DrainTrends } from './use-drain-trends.ts';

/** What is left in a backend, over the spots that are counted there, and how it falls. */
export type BackendFall = { key: string; spots: readonly [Spot, ...Spot[]]; sessions: number | null; fall: Fall; trend: Trend | null };

/**
 * What is to be expected of a drain. `began` (epoch ms): when the first place was taken out; null where that is not told. `from`: how many sessions there were then; null where that is not
 * kept, or an instance was restarted since. `excluded`: backends that hold theirs while the others empty. `dashes`: where the sum goes from here.
 */
export type Outlook = {
  began: number | null;
  from: number | null;
  restarted: Restart | null;
  fall: Fall;
  excluded: readonly BackendFall[];
  backends: readonly BackendFall[];
  dashes: readonly TrendPoint[];
};

/** An instance with a new process, which knows nothing of the sessions that the old one still serves. */
export type Restart = { group: string; node: string; to: number };

/** How the sessions of a drain fall, by backend and together. */
export function outlookOf({ counted }: DrainState, trends: DrainTrends, events: readonly Restart[]): Outlook {
  const began = beganAt(counted);
  const restarted = lastRestart(counted, events, began ?? 0);
  const since = Math.max(began ?? 0, restarted?.to ?? 0);
  const backends = [...Map.groupBy(counted, backendKey)].flatMap(([key, [first, ...others]]) =>
    first ? [backendFall(key, [first, ...others], trends.byBackend.get(key) ?? null, since)] : [],
  );
  const { fall, excluded } = together(backends, trends.total, since);
  const from = restarted === null && began !== null && trends.total ? valueAt(trends.total, began) : null;
  return { began, from, restarted, fall, excluded, backends, dashes: dashesOf(backends, trends.total, fall) };
}

function beganAt(counted: readonly Spot[]): number | null {
  const ordered = counted.flatMap(({ mark }) => (mark ? [mark.at] : []));
  const told = counted.flatMap(({ is, view }) => (is === 'leaving' && view?.changedAt ? [view.changedAt] : []));
  const times = ordered.length > 0 ? ordered : told;
  return times.length > 0 ? Math.min(...times) : null;
}

function lastRestart(counted: readonly Spot[], events: readonly Restart[], began: number): Restart | null {
  const isOurs = ({ group, node }: Restart) => counted.some((spot) => spot.group === group && spot.node === node);
  return events
    .filter((event) => event.to > began && isOurs(event))
    .reduce<Restart | null>((last, one) => (last && last.to >= one.to ? last : one), null);
}

function backendFall(key: string, spots: readonly [Spot, ...Spot[]], trend: Trend | null, since: number): BackendFall {
  const counts = spots.map(({ view }) => view?.sessions ?? null);
  const sessions = counts.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  return { key, spots, sessions, trend, fall: sessions === 0 ? { is: 'empty' } : fallIn(trend, since) };
}

function fallIn(trend: Trend | null, since: number): Fall {
  return trend ? fallOf({ ...trend, since }) : { is: 'unknown', why: 'its last minutes are not read yet' };
}

/** As long as nothing holds its sessions the sum tells; else those that fall tell, and the others are named. */
function together(backends: readonly BackendFall[], total: Trend | null, since: number): Pick<Outlook, 'fall' | 'excluded'> {
  const live = backends.filter(({ fall }) => fall.is !== 'empty');
  const held = live.filter(({ fall }) => fall.is === 'level' && fall.isLong);
  const falling = live.flatMap(({ fall }) => (fall.is === 'falling' ? [fall] : []));
  const [first] = falling;
  if (live.length === 0) return { fall: { is: 'empty' }, excluded: [] };
  if (!first || held.length === 0 || held.length + falling.length < live.length) return { fall: fallIn(total, since), excluded: [] };
  return { fall: falling.reduce((last, one) => (one.emptyAt > last.emptyAt ? one : last), first), excluded: held };
}

const STEPS = 24;

/** The sum of where each backend goes: one that does not fall stays where it is. */
function dashesOf(backends: readonly BackendFall[], total: Trend | null, fall: Fall): readonly TrendPoint[] {
  const now = total?.points.at(-1);
  if (fall.is !== 'falling' || !now || now[1] === null || fall.emptyAt <= now[0]) return [];
  const [from, value] = now;
  const lines = backends.map((backend) => ({
    sessions: backend.sessions ?? 0,
    points: projected(backend.fall, from, fall.emptyAt, STEPS),
  }));
  if (!lines.some(({ points }) => points.length > 0)) return projected(fall, from, fall.emptyAt, STEPS);
  const sums = Array.from({ length: STEPS + 1 }, (_, index) =>
    lines.reduce((sum, { sessions, points }) => sum + (points[index]?.[1] ?? sessions), 0),
  );
  // It begins where the line of the readings ends, whatever the fitted ones say of that moment.
  const lift = value - (sums[0] ?? value);
  return sums.map(
    (sum, index): TrendPoint => [from + ((fall.emptyAt - from) * index) / STEPS, Math.max(0, sum + lift * (1 - index / STEPS))],
  );
}

function valueAt({ points, intervalMs }: Trend, began: number): number | null {
  const before = points.findLast(([at]) => at <= began + intervalMs);
  return before && before[0] >= began - 2 * intervalMs ? before[1] : null;
}
