import type { ExplainInput } from '#lib/systems/elastic/asked/explain/model.ts';

/** A copy as it stands in the address of a page: `group/index/number/p/member`. None of them but the member may hold a slash. */
export function writeCopy(group: string, { index, number, isPrimary, member }: ExplainInput): string {
  return [group, index, number, isPrimary ? 'p' : 'r', member ?? ''].join('/');
}

/** The copy of this group that the address names; null where it names none, or one of another group. */
export function readCopy(text: string, group: string): ExplainInput | null {
  const [own, index, number, kind, ...member] = text.split('/');
  if (own !== group || !index || !number || !/^\d+$/.test(number) || (kind !== 'p' && kind !== 'r')) return null;
  return { index, number: Number(number), isPrimary: kind === 'p', member: member.join('/') || null };
}
