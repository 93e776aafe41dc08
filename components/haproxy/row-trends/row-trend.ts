import type { RowRing } from '#lib/row-ring.ts';
import { ROW_FIGURES } from '#lib/systems/haproxy/row-trend.ts';
import { sumTrends } from '../../reading/sum-trends.ts';
import type { Trend } from '../../row-trends/trend.ts';
import type { SourceTrends } from '../../row-trends/trend-store.ts';

/** One row of one source, by sourceId and the id of the row. */
export type RowPart = { source: string; row: string };

/** The last values of a row, or of the same row on several instances. `rate` is of requests; of new sessions where one of them counts no requests. */
export type RowTrend = { is: 'known'; sessions: Trend; rate: Trend } | { is: 'loading' } | { is: 'trouble'; words: string };

const [SESSIONS, REQUESTS, NEW_SESSIONS] = [0, 1, 2];

/** Adds up what is known of each part. The sum is known only when all of them are, and has a point only where all of them have one. Each figure is added up when it is asked for. */
export function addUp(parts: readonly RowPart[], states: readonly SourceTrends[]): RowTrend {
  const kept: { ring: RowRing; row: string }[] = [];
  let intervalMs = 0;
  for (const [index, { row }] of parts.entries()) {
    const state = states[index];
    if (state?.is !== 'kept') return state ?? { is: 'loading' };
    kept.push({ ring: state.ring, row });
    intervalMs = Math.max(intervalMs, state.intervalMs);
  }
  const trendsOf = (figure: number) => kept.map(({ ring, row }) => ring.trend(row, figure));
  const sum = (figure: number, trends = trendsOf(figure)): Trend => {
    const { name = '', unit = '' } = ROW_FIGURES[figure] ?? {};
    return { name, unit, points: sumTrends(trends, intervalMs), intervalMs };
  };
  return {
    is: 'known',
    get sessions() {
      return sum(SESSIONS);
    },
    get rate() {
      const requests = trendsOf(REQUESTS);
      const isCounted = requests.every((trend) => trend.some(([, value]) => value !== null));
      return isCounted ? sum(REQUESTS, requests) : sum(NEW_SESSIONS);
    },
  };
}
