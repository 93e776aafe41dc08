import type { RowView } from './model.ts';

/** The figures of a row whose last values are kept. */
export const ROW_FIGURES = [
  { name: 'Sessions', unit: '' },
  { name: 'Requests', unit: '/s' },
  { name: 'New sessions', unit: '/s' },
] as const;

/**
 * Their values, as the row shows them. New sessions stand in for requests where those are not told, and only there: a row that counts requests has none to its first reading,
 * and the two must not become one line.
 */
export function trendValues({ sessions, requestRate, sessionRate }: RowView): readonly (number | null)[] {
  return [sessions, requestRate, requestRate === null ? sessionRate : null];
}
