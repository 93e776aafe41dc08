import { countStates, type NodeReport, type RightLine, type RightState, worstState } from '#lib/doctor.ts';
import type { Status } from '#lib/status.ts';

/** From then on what was found is told to be old. */
export const OLD_MS = 300_000;

/** Nothing but a right that is there looks well. What is vital and missing leaves the node unwatched. */
export function statusOf({ state, isVital }: Pick<RightLine, 'state' | 'isVital'>): Status {
  switch (state) {
    case 'missing':
      return isVital ? 'critical' : 'warning';
    case 'unasked':
    case 'untold':
    case 'off':
      return 'unknown';
    case 'granted':
      return 'ok';
  }
}

export const STATE_WORDS: Record<RightState, string> = {
  missing: 'missing',
  unasked: 'not asked',
  untold: 'cannot be told',
  off: 'not configured',
  granted: 'granted',
};

/** The status of a whole node, by the worst that was found. */
export function nodeStatus(report: Pick<NodeReport, 'lines' | 'unasked'>): Status {
  const state = worstState(report);
  return statusOf({ state, isVital: report.lines.some((line) => line.state === state && line.isVital) });
}

/** "2 missing, 1 cannot be told, 12 granted": every state that is there, the worst first. */
export function countWords(lines: readonly Pick<RightLine, 'state'>[]): string {
  const counts = countStates(lines);
  const parts = Object.entries(STATE_WORDS).flatMap(([state, words]) => {
    // The keys are those of the record.
    const count = counts[state as RightState];
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return parts.join(', ') || 'nothing was found';
}

const ORDER: readonly RightState[] = ['missing', 'unasked', 'untold', 'off', 'granted'];

/** The worst first, what is vital before the rest; else as they came. */
export function inOrder(reports: readonly NodeReport[]): NodeReport[] {
  const rank = (report: NodeReport): number => ORDER.indexOf(worstState(report)) * 2 + (nodeStatus(report) === 'critical' ? 0 : 1);
  return reports.toSorted((a, b) => rank(a) - rank(b));
}

/** One right as it was found, with everything that takes it. */
export type RightRow = Pick<RightLine, 'right' | 'state' | 'as' | 'user' | 'why' | 'isVital'> & {
  panels: readonly Pick<RightLine, 'panel' | 'isVital'>[];
};

/** Each right once, the worst first: a right that ten panels take is granted once. */
export function byRight(lines: readonly RightLine[]): RightRow[] {
  const groups = Map.groupBy(lines, ({ as, right, state, why }) => JSON.stringify([as, right, state, why]));
  const rows = [...groups.values()].flatMap(([first, ...others]): RightRow[] => {
    if (!first) return [];
    const panels = [first, ...others].map(({ panel, isVital }) => ({ panel, isVital }));
    return [{ ...first, isVital: panels.some(({ isVital }) => isVital), panels }];
  });
  return rows.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}
