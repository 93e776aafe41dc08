import type { Blank, HistoryEvent, SeriesGroup, SeriesKey, SeriesPoint } from '#lib/history.ts';
import type { GroupsTold, SeriesTold } from '#lib/http/series.ts';
import { type Answer, askFor, isRecord } from '../access/ask-vigil.ts';
import { writeKey } from './chart-path.ts';
import type { Period } from './view.ts';

const READ_MS = 20_000;

/** Events of one kind of question; more of them are on the timeline. */
const MOST_EVENTS = 200;

export type EventsTold = { events: readonly HistoryEvent[]; blanks: readonly Blank[] };

/** Reads one series in a period, thinned to about so many points. Never throws. */
export function readSeries({ source, row, figure }: SeriesKey, period: Period, points: number): Promise<Answer<SeriesTold>> {
  const query = new URLSearchParams({ source, row, figure, ...queryOf(period), points: String(points) });
  return askFor({ path: `/live/v1/series?${query}`, timeoutMs: READ_MS }, checkSeries);
}

/** Reads what is kept in a period. Never throws. */
export function readGroups(period: Period): Promise<Answer<GroupsTold>> {
  return askFor({ path: `/live/v1/series/groups?${new URLSearchParams(queryOf(period))}`, timeoutMs: READ_MS }, checkGroups);
}

/** Reads a page of what happened in a period, narrowed by `more`. Never throws. */
export function readEvents(period: Period, more: Readonly<Record<string, string>>): Promise<Answer<EventsTold>> {
  const query = new URLSearchParams({ ...queryOf(period), limit: String(MOST_EVENTS), ...more });
  return askFor({ path: `/live/v1/events?${query}`, timeoutMs: READ_MS }, checkEvents);
}

/** Where these series can be had as a file. */
export function exportPath(keys: readonly SeriesKey[], period: Period, format: 'csv' | 'json'): string {
  return `/live/v1/series/export?${new URLSearchParams([['format', format], ...Object.entries(queryOf(period)), ...keys.map((key) => ['s', writeKey(key)])])}`;
}

function queryOf({ from, to }: Period): { from: string; to: string } {
  return { from: String(Math.round(from)), to: String(Math.round(to)) };
}

function checkSeries(body: unknown): SeriesTold | null {
  if (!isRecord(body) || !isRecord(body.figure) || !isRecord(body.key)) return null;
  const { points, blanks, gapMs, stepMs, upTo } = body;
  if (!Array.isArray(points) || !points.every(isPoint) || !Array.isArray(blanks) || typeof gapMs !== 'number' || typeof upTo !== 'number')
    return null;
  return stepMs === null || typeof stepMs === 'number' ? (body as unknown as SeriesTold) : null;
}

function isPoint(point: unknown): point is SeriesPoint {
  return (
    Array.isArray(point) &&
    point.length === 4 &&
    typeof point[0] === 'number' &&
    point.slice(1).every((one) => one === null || typeof one === 'number')
  );
}

function checkGroups(body: unknown): GroupsTold | null {
  if (!isRecord(body) || !Array.isArray(body.groups) || !body.groups.every(isGroup)) return null;
  return { groups: body.groups, keptFrom: typeof body.keptFrom === 'number' ? body.keptFrom : null };
}

function isGroup(group: unknown): group is SeriesGroup {
  return isRecord(group) && typeof group.source === 'string' && Array.isArray(group.figures) && Array.isArray(group.rows);
}

function checkEvents(body: unknown): EventsTold | null {
  if (!isRecord(body) || !Array.isArray(body.events) || !Array.isArray(body.blanks)) return null;
  return body.events.every((event) => isRecord(event) && typeof event.at === 'number' && typeof event.words === 'string')
    ? (body as EventsTold)
    : null;
}
