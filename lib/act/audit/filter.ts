import type { AuditFilter, AuditRow } from './row.ts';

/** True for a row that has all that is looked for. */
export function matchesFilter(row: AuditRow, { who, target, action, result, from, to }: AuditFilter): boolean {
  if (result !== undefined && row.result !== result) return false;
  if (from !== undefined && row.at < from) return false;
  if (to !== undefined && row.at >= to) return false;
  const targets = row.steps.flatMap((step) => [step.group, step.node, step.target]);
  return has(who, [row.by.name, row.by.address]) && has(target, [row.title, ...targets]) && has(action, [row.action, row.title]);
}

function has(looked: string | undefined, texts: readonly string[]): boolean {
  if (looked === undefined) return true;
  const sought = looked.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(sought));
}
