import type { AuditPage, AuditRow } from '#lib/act/audit/row.ts';

/**
 * What is known of the audit, newest first. Rows above `shownUpTo` (a seq) have come since and wait to be shown. `replacement`: so many have come that they
 * do not join on to what is known, which they replace when they are shown.
 */
export type AuditList = { rows: readonly AuditRow[]; next: number | null; shownUpTo: number; replacement: AuditPage | null };

export function startList({ rows, next }: AuditPage): AuditList {
  return { rows, next, shownUpTo: rows[0]?.seq ?? 0, replacement: null };
}

/** The list after its head was read again: rows that stand change in place, and new ones wait. */
export function takeHead(list: AuditList, page: AuditPage): AuditList {
  if (list.rows.length === 0) return { ...startList(page), shownUpTo: list.shownUpTo };
  const newest = list.rows[0]?.seq ?? 0;
  const oldestCome = page.rows.at(-1)?.seq ?? 0;
  const joins = page.next === null || oldestCome <= newest;
  return joins ? { ...list, rows: merge(list.rows, page.rows), replacement: null } : { ...list, replacement: page };
}

/** The list with the page that follows its oldest row. */
export function takeOlder(list: AuditList, page: AuditPage): AuditList {
  return { ...list, rows: merge(list.rows, page.rows), next: page.next };
}

/** The list with everything that waited. */
export function showAll(list: AuditList): AuditList {
  return list.replacement ? startList(list.replacement) : { ...list, shownUpTo: list.rows[0]?.seq ?? list.shownUpTo };
}

export function shownRows({ rows, shownUpTo }: AuditList): readonly AuditRow[] {
  return rows.filter(({ seq }) => seq <= shownUpTo);
}

/** "2 new", "more than 50 new"; empty when nothing waits. */
export function waitingWords({ rows, shownUpTo, replacement }: AuditList): string {
  if (replacement) return `more than ${replacement.rows.length} new`;
  const count = rows.filter(({ seq }) => seq > shownUpTo).length;
  return count > 0 ? `${count} new` : '';
}

function merge(before: readonly AuditRow[], come: readonly AuditRow[]): AuditRow[] {
  const bySeq = new Map([...before, ...come].map((row) => [row.seq, row]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
}
