import { formatCount } from '../../format/number.ts';
import { type Judged, STATUSES, type Status, worst } from '../../status.ts';
import type { RowKind, StatsRow } from './model.ts';

export type JudgedRow = { row: StatsRow; judged: Judged };

/** Names beyond this many are counted. */
const NAMES = 3;

/** A backend that is down matters more than the servers that made it so. */
const KINDS: readonly RowKind[] = ['backend', 'server', 'frontend', 'listener'];

/**
 * One sentence on all rows of a reading: what is worst by name, what else is not ok by number. `since` is when the first of the worst came about, where HAProxy
 * says it. Unknown rows are counted as such.
 */
export function summarise(rows: readonly JudgedRow[]): Judged {
  const status = worst(rows.map(({ judged }) => judged.status));
  if (status === 'ok') return { status, reason: wellWords(rows), since: null };
  const found = rows.filter(({ judged }) => judged.status === status);
  const heads = KINDS.flatMap((kind) => headWords(found, rows, kind));
  const sinces = found.flatMap(({ judged }) => (judged.since === null ? [] : [judged.since]));
  return { status, reason: heads.join('; ') + restWords(rows, status), since: sinces.length > 0 ? Math.min(...sinces) : null };
}

function wellWords(rows: readonly JudgedRow[]): string {
  const servers = count(rows, 'server');
  const backends = new Set(rows.filter(({ row }) => row.kind === 'server').map(({ row }) => row.proxy)).size;
  const unchecked = rows.filter(({ row }) => row.kind === 'server' && row.state.word === 'no check').length;
  // A server that HAProxy does not check takes traffic; nobody knows that it is up.
  const groups = [
    ...(servers > unchecked ? [[servers - unchecked, 'up'] as const] : []),
    ...(unchecked > 0 ? [[unchecked, 'not checked'] as const] : []),
  ];
  const words = groups.map(([number, word]) => `${formatCount(number)} ${plural('server', number)} ${word}`);
  if (servers > 0) return `${words.join(', ')} in ${formatCount(backends)} ${plural('backend', backends)}`;
  const frontends = count(rows, 'frontend');
  return `${frontends} ${plural('frontend', frontends)} open, no servers`;
}

function headWords(found: readonly JudgedRow[], rows: readonly JudgedRow[], kind: RowKind): string[] {
  const own = found.filter(({ row }) => row.kind === kind);
  if (own.length === 0) return [];
  const all = count(rows, kind);
  const names = own.slice(0, NAMES).map(({ row }) => nameOf(row));
  const more = own.length > NAMES ? ` and ${formatCount(own.length - NAMES)} more` : '';
  return [`${formatCount(own.length)} of ${formatCount(all)} ${plural(kind, all)} ${words(own)}: ${names.join(', ')}${more}`];
}

function restWords(rows: readonly JudgedRow[], worstStatus: Status): string {
  const rest = STATUSES.slice(STATUSES.indexOf(worstStatus) + 1).flatMap((status) => {
    if (status === 'ok') return [];
    const own = rows.filter(({ judged }) => judged.status === status);
    return own.length > 0 ? [`${formatCount(own.length)} ${words(own)}`] : [];
  });
  return rest.length > 0 ? `; also ${rest.join(', ')}` : '';
}

// All of `own` stand at one status.
function words(own: readonly JudgedRow[]): string {
  switch (own[0]?.judged.status) {
    case 'critical':
      return own.every(({ row }) => row.state.word === 'down') ? 'down' : 'critical';
    case 'warning':
      return own.length === 1 ? 'with a warning' : 'with warnings';
    case 'maintenance':
      return 'out of rotation';
    case 'unknown':
      return 'in an unknown state';
    case 'stale':
    case 'ok':
    case undefined:
      return own[0]?.judged.status ?? '';
  }
}

function nameOf({ kind, proxy, name }: StatsRow): string {
  return kind === 'server' || kind === 'listener' ? `${proxy}/${name}` : proxy;
}

function count(rows: readonly JudgedRow[], kind: RowKind): number {
  return rows.reduce((sum, { row }) => (row.kind === kind ? sum + 1 : sum), 0);
}

function plural(word: string, number: number): string {
  return number === 1 ? word : `${word}s`;
}
