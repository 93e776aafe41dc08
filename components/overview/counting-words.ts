import { formatCount } from '#lib/format/number.ts';
import { STATUSES, type StatusCounts } from '#lib/status.ts';

/** What is counted: a word that takes an s, or both of its forms. */
export type Counted = string | { one: string; many: string };

/** "1 node", "2,000 nodes". */
export function count(number: number, what: Counted): string {
  const { one, many } = typeof what === 'string' ? { one: what, many: `${what}s` } : what;
  return `${formatCount(number)} ${number === 1 ? one : many}`;
}

/** "lb05, lb06 and lb07". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** "Hides 18 rows, when last read 1 critical, 17 ok." Empty where nothing is hidden. */
export function hiddenWords(hidden: StatusCounts): string {
  const present = STATUSES.filter((status) => hidden[status] > 0);
  const all = present.reduce((sum, status) => sum + hidden[status], 0);
  if (all === 0) return '';
  const words = present.map((status) => `${formatCount(hidden[status])} ${status}`).join(', ');
  return `Hides ${count(all, 'row')}, when last read ${words}.`;
}
