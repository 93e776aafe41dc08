import type { NodeView } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import type { JobCheck } from '../../../job.ts';
import type { ClearInput } from '../model-clear.ts';
import type { ErrorFilter } from '../model-list.ts';
import type { ExceptionsSettings } from '../settings.ts';

/** More rows than this are typed for, and whatever clears a whole store. */
const WIDE = 1_000;

/** What a clearing would do. Pure: the rows were counted when they were shown, and nothing but those is cleared. */
export function checkClear({ filter, upToId, rows }: ClearInput, node: NodeView<ExceptionsSettings>): JobCheck {
  const isWide = rows > WIDE || !isNarrowed(filter);
  return {
    title: `Clear ${formatCount(rows)} rows of ${node.groupTitle}`,
    summary: `Rows of ${node.groupTitle} up to number ${upToId} that match (${filterWords(filter, node.settings)}) are marked as deleted, in batches. What was seen again since they were counted is left, and so is what is protected.`,
    notes: [{ status: 'ok', words: 'it can be undone until somebody purges them' }],
    typed: isWide ? node.settings.store : null,
    refusal: node.doubt === null ? null : `${node.groupTitle}: ${node.doubt}`,
  };
}

function isNarrowed(filter: ErrorFilter): boolean {
  return [filter.team, filter.app, filter.machine, filter.type, filter.category, filter.host, filter.url, filter.shape, filter.search].some(
    (one) => one !== null,
  );
}

/** What a filter asks for, in words: "application Core, message or url contains “timeout”". */
export function filterWords(filter: ErrorFilter, { teams }: Pick<ExceptionsSettings, 'teams'>): string {
  const is = (name: string, value: string | null): string[] => (value === null ? [] : [`${name} ${value}`]);
  const team =
    filter.team === '' ? 'applications in no group' : `group ${teams.find(({ name }) => name === filter.team)?.title ?? filter.team}`;
  const words = [
    ...(filter.team === null ? [] : [team]),
    ...is('application', filter.app),
    ...is('machine', filter.machine),
    ...is('type', filter.type),
    ...is('category', filter.category),
    ...is('host', filter.host),
    ...is('url', filter.url),
    ...is('shape', filter.shape),
    ...(filter.search === null ? [] : [`${filter.searchIn.join(' or ')} contains “${filter.search}”`]),
    ...(filter.seenFrom === null ? [] : [`last seen from ${new Date(filter.seenFrom).toISOString()} on`]),
    ...(filter.seenTo === null ? [] : [`last seen before ${new Date(filter.seenTo).toISOString()}`]),
  ];
  return words.length === 0 ? 'all of them' : words.join(', ');
}
