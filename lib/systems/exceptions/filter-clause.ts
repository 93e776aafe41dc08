import type { ErrorFilter, Searched } from './model-list.ts';
import type { Column, Table } from './table.ts';
import { containing, type Draft, wildcards } from './words.ts';

/**
 * A filter with everything worked out that the table does not know: the applications of its group (`apps` null for all, `isNot` for those that are none of them), the ids of its shape, and the
 * lowest id that can match by its time.
 */
export type Reach = {
  filter: ErrorFilter;
  apps: { names: readonly string[]; isNot: boolean } | null;
  ids: readonly number[] | null;
  fromId: number;
  upToId: number | null;
  rollupMs: number;
};

const SEARCHED_COLUMNS: Readonly<Record<Searched, Column>> = {
  message: 'Message',
  detail: 'Detail',
  url: 'Url',
  type: 'Type',
  host: 'Host',
};

/** The condition that a row matches, of at least one part. */
export function whereClause(given: Draft & Table, reach: Reach): string {
  return [
    ...idParts(given, reach),
    ...stateParts(given, reach.filter),
    ...appParts(given, reach),
    ...timeParts(given, reach),
    ...textParts(given, reach.filter),
  ].join('\n  AND ');
}

function idParts({ column, int }: Draft & Table, { ids, fromId, upToId }: Reach): string[] {
  const id = column('Id');
  return [
    // Whole numbers that are ours stand in the text: a list of thousands is no list of parameters.
    ...(ids === null ? [] : [ids.length === 0 ? '1 = 0' : `${id} IN (${ids.map(wholeNumber).join(', ')})`]),
    `${id} >= ${int(fromId)}`,
    ...(upToId === null ? [] : [`${id} <= ${int(upToId)}`]),
  ];
}

function wholeNumber(id: number): string {
  if (!Number.isSafeInteger(id)) throw new Error('an id is no whole number');
  return String(id);
}

function stateParts({ column, value }: Draft & Table, filter: ErrorFilter): string[] {
  const deleted = column('DeletionDate');
  const isProtected = (is: boolean): string => `${column('IsProtected')} = ${value({ type: 'bool', value: is })}`;
  return [
    ...(filter.deleted === 'any' ? [] : [filter.deleted === 'none' ? `${deleted} IS NULL` : `${deleted} IS NOT NULL`]),
    ...(filter.protected === 'any' ? [] : [isProtected(filter.protected === 'only')]),
  ];
}

function appParts({ column, text }: Draft & Table, { apps, filter }: Reach): string[] {
  const app = column('ApplicationName');
  const list = (names: readonly string[]): string => names.map((name) => text(name)).join(', ');
  const team =
    apps === null || (apps.isNot && apps.names.length === 0) ? [] : [`${app} ${apps.isNot ? 'NOT IN' : 'IN'} (${list(apps.names)})`];
  if (apps !== null && !apps.isNot && apps.names.length === 0) return ['1 = 0'];
  return [...team, ...(filter.app === null ? [] : [`${app} = ${text(filter.app)}`])];
}

function timeParts({ column, lastSeen, time }: Draft & Table, { filter, rollupMs }: Reach): string[] {
  const made = column('CreationDate');
  return [
    // What was made longer ago than a row takes up repeats cannot have been seen since: this one is found by an index.
    ...(filter.seenFrom === null
      ? []
      : [`${made} >= ${time(Math.max(0, filter.seenFrom - rollupMs))}`, `${lastSeen} >= ${time(filter.seenFrom)}`]),
    ...(filter.seenTo === null ? [] : [`${made} < ${time(filter.seenTo)}`, `${lastSeen} < ${time(filter.seenTo)}`]),
  ];
}

function textParts({ words, column, text }: Draft & Table, filter: ErrorFilter): string[] {
  const is = (name: Column, wanted: string | null): string[] => (wanted === null ? [] : [`${column(name)} = ${text(wanted)}`]);
  const { search, url } = filter;
  const found =
    search === null
      ? []
      : [`(${filter.searchIn.map((one) => words.like(column(SEARCHED_COLUMNS[one]), text(containing(search)))).join(' OR ')})`];
  return [
    ...is('MachineName', filter.machine),
    ...is('Type', filter.type),
    ...is('Category', filter.category),
    ...is('Host', filter.host),
    ...(url === null ? [] : [url.includes('*') ? words.like(column('Url'), text(wildcards(url))) : `${column('Url')} = ${text(url)}`]),
    ...found,
  ];
}
