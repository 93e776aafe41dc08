import type { FigureOf } from '../../system.ts';
import type { RowView } from './model.ts';

/**
 * The figures of a row whose last values are kept. New sessions stand in for requests where those are not told, and only there: a row that counts requests has none to its first reading, and the
 * two must not become one line.
 */
export const ROW_FIGURES = [
  { name: 'Sessions', unit: '', meaning: 'Sessions that are open, of a process over all its frontends', of: ({ sessions }) => sessions },
  {
    name: 'Requests',
    unit: '/s',
    meaning: 'HTTP requests a second, of a process over all its frontends',
    of: ({ requestRate }) => requestRate,
  },
  {
    name: 'New sessions',
    unit: '/s',
    meaning: 'Sessions that began in the last second, of what counts no HTTP requests',
    of: ({ requestRate, sessionRate }) => (requestRate === null ? sessionRate : null),
  },
] as const satisfies readonly FigureOf<RowView>[];

/** The values of the figures that the page draws, as the row shows them. */
export function trendValues(view: RowView): readonly (number | null)[] {
  return ROW_FIGURES.map(({ of }) => of(view));
}
