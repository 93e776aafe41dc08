import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { RowRole } from '#lib/hosts/host.ts';
import type { Part, SubjectOf } from '#lib/issues/issue.ts';
import type { Status } from '#lib/status.ts';
import { NOW, probe } from '../components/estate.ts';

/** A row that names a machine in a place; `standing` is what it says of it there. */
export function names(host: string, place: string, standing: RowRole['standing'] = 'in', status: Status = 'ok'): LiveRow {
  const verdict = { status, reason: status === 'ok' ? 'up' : `it is ${status}`, since: { at: NOW - 60_000, how: 'seen' as const } };
  return { id: `${place}/${host}`, verdict, value: { host, place, standing } };
}

/** A row for a place as a whole. */
export function heads(place: string): LiveRow {
  return { ...names('', place), id: place };
}

type Value = { host: string; place: string; standing: RowRole['standing'] };

export const subjectOf: SubjectOf = (_system, { value }) => {
  const { host, place } = value as Value;
  if (host === '') return { name: place, alike: place, heads: place, under: null, host: null };
  return { name: host, alike: host, heads: null, under: place === '' ? null : place, host };
};

export const roleOf = (_system: string, { value }: LiveRow): RowRole => {
  const { place, standing } = value as Value;
  return { place, standing, state: `says ${standing}` };
};

/** A node with its rows; of the group "public" of haproxy where nothing else is said. */
export function part(node: string, rows: readonly LiveRow[], over: Partial<ProbeRow> = {}): Part {
  return { probe: probe(over, node), rows };
}
