import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { SeriesKey } from '#lib/history.ts';
import { sourceId } from '#lib/reading.ts';
import type { RowsById } from '../feed/client.ts';

/** What a series is of, in words: "web01 in be_web" on "lb1" of "Public". `row` is empty for the node itself, and for the one row that some nodes have for themselves. */
export type SeriesName = { system: string; group: string; node: string; probe: string; row: string; isNow: boolean };

/** Names of what is on the board now, by its own words; of what is no longer there, by what is kept of it. */
export function nameSeries({ source, row }: Pick<SeriesKey, 'source' | 'row'>, probes: readonly ProbeRow[], rows: RowsById): SeriesName {
  const probe = probes.find((one) => sourceId(one.source) === source);
  const [system = '', group = '', node = '', question = ''] = source.split('/');
  const live = row === '' ? undefined : rows[source]?.find(({ id }) => id === row);
  const called = live ? rowName(live) : row;
  return {
    system: probe?.systemTitle ?? system,
    group: probe?.groupTitle ?? group,
    ...{ node, probe: question, row: called === node || row === 'server' ? '' : called, isNow: probe !== undefined },
  };
}

/** "web01 in be_web on lb1", "cache1". */
export function shortName({ node, row }: SeriesName): string {
  return row === '' ? node : `${row} on ${node}`;
}

/** Rows tell their name under their own words: a server and its backend, a log and its file. */
function rowName({ id, value }: LiveRow): string {
  const { proxy, name, file } = value as { proxy?: unknown; name?: unknown; file?: unknown };
  if (typeof proxy === 'string' && typeof name === 'string') return ['FRONTEND', 'BACKEND'].includes(name) ? proxy : `${name} in ${proxy}`;
  if (typeof file === 'object' && file !== null && 'database' in file && typeof file.database === 'string') return file.database;
  return typeof name === 'string' ? name : id;
}
