import type { Moment } from '#lib/reading.ts';
import { STATUSES, type Status, worst } from '#lib/status.ts';
import { isReliedOn, judgeVouched } from '#lib/vouch.ts';
import { matchesFilter, parseFilter, type Searchable } from '../ui/filter-terms.ts';
import { type Judge, judgeAt, type MergedRow, mergeRows } from './merge.ts';
import type { Part } from './summary.ts';
import { stateWords } from './words.ts';

/** A row of one tier over its instances. `isWhole` is false where one of them cannot be relied on now. */
export type TierRow = MergedRow & { group: string; groupTitle: string; isWhole: boolean };

/** A frontend of one tier with its listeners. `status` is the worst of all of them. */
export type FrontendLine = { key: string; head: TierRow; listeners: readonly TierRow[]; status: Status };

const names = new Intl.Collator('en', { numeric: true });
const FIELDS = ['proxy', 'listener', 'group', 'node', 'state', 'status'] as const;

/** Judges rows at a moment as the lists do: an instance that refuses vouches for nothing. */
function judgeListed(board: Moment): Judge {
  const unread = judgeAt(board);
  return (verdict, probe) => (probe.newest ? judgeVouched(verdict, probe, board) : unread(verdict, probe));
}

/** The rows of all tiers, each tier merged over its instances. */
export function tierRows(parts: readonly Part[], board: Moment): TierRow[] {
  const judge = judgeListed(board);
  const groups = [...Map.groupBy(parts, ({ probe }) => probe.source.group)];
  return groups.flatMap(([group, own]) => {
    const groupTitle = own[0]?.probe.groupTitle ?? group;
    const isWhole = own.every(({ probe }) => isReliedOn(probe, board));
    return mergeRows(own, judge).map((row) => ({ ...row, group, groupTitle, isWhole }));
  });
}

/** The frontends of all tiers with their listeners, worst first, then by name. */
export function toFrontendLines(rows: readonly TierRow[]): FrontendLine[] {
  const listeners = Map.groupBy(
    rows.filter(({ view }) => view.kind === 'listener'),
    placeKey,
  );
  return rows
    .filter(({ view }) => view.kind === 'frontend')
    .map((head): FrontendLine => {
      const own = listeners.get(placeKey(head)) ?? [];
      return { key: `${head.group}/${head.id}`, head, listeners: own, status: worst([head, ...own].map(({ status }) => status)) };
    })
    .sort(byStatus);
}

function placeKey({ group, view }: TierRow): string {
  return `${group}/${view.proxy}`;
}

function byStatus(a: FrontendLine, b: FrontendLine): number {
  return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || names.compare(a.head.view.proxy, b.head.view.proxy);
}

/** The frontends that pass what somebody typed, by themselves or by a listener. */
export function filterFrontends(lines: readonly FrontendLine[], text: string): FrontendLine[] {
  const terms = parseFilter(text, FIELDS);
  return terms.length === 0 ? [...lines] : lines.filter((line) => matchesFilter(terms, searchable(line)));
}

function searchable({ head, listeners, status }: FrontendLine): Searchable {
  const rows = [head, ...listeners];
  const fields: Record<(typeof FIELDS)[number], string> = {
    proxy: [head.view.proxy, head.view.alias].join(' '),
    listener: listeners.map(({ view }) => view.name).join(' '),
    group: `${head.group} ${head.groupTitle}`,
    node: head.on.map(({ probe }) => probe.source.node).join(' '),
    state: rows.flatMap(({ on }) => on.map(({ view }) => (view ? stateWords(view) : ''))).join(' '),
    status,
  };
  for (const field of FIELDS) fields[field] = fields[field].toLowerCase();
  return fields;
}
