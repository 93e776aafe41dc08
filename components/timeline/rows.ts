import type { TimeFormat } from '#lib/format/time-format.ts';
import type { HistoryEvent } from '#lib/history.ts';
import { gatherLines, type Line } from '#lib/timeline/lines.ts';

/** What stands in the list: a day, an hour of it, a line, or what belongs to an open line. */
export type Row =
  | { is: 'day'; id: string; title: string; zone: string }
  | { is: 'hour'; id: string; title: string; count: number }
  | { is: 'line'; id: string; line: Line; isOpen: boolean }
  | { is: 'part'; id: string; event: HistoryEvent };

const WEEKDAYS = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Events (newest first) as rows, under the days and hours of the reader. */
export function rowsOf(events: readonly HistoryEvent[], open: ReadonlySet<string>, format: TimeFormat): Row[] {
  const rows: Row[] = [];
  const lines = gatherLines(events);
  const hourOf = ({ newest }: Line): string => format.field(newest.at).slice(0, 13);
  const counts = new Map([...Map.groupBy(lines, hourOf)].map(([hour, own]) => [hour, own.length]));
  let day = '';
  let hour = '';
  for (const line of lines) {
    const own = hourOf(line);
    if (own.slice(0, 10) !== day) {
      day = own.slice(0, 10);
      rows.push({ is: 'day', id: day, title: WEEKDAYS.format(new Date(`${day}T00:00Z`)), zone: format.zone });
    }
    if (own !== hour) {
      hour = own;
      rows.push({ is: 'hour', id: hour, title: `${hour.slice(11)}:00`, count: counts.get(hour) ?? 0 });
    }
    const isOpen = open.has(line.id);
    rows.push({ is: 'line', id: line.id, line, isOpen });
    if (isOpen && line.is !== 'one') rows.push(...line.parts.map((event): Row => ({ is: 'part', id: `p${event.id}`, event })));
  }
  return rows;
}
