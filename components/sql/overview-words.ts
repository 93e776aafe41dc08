import type { LiveRow } from '#lib/feed/events.ts';
import { formatCount } from '#lib/format/number.ts';
import { subjectOf } from '#lib/systems/sql/subject.ts';
import type { SystemWords } from '../overview/system-words.ts';
import { AG } from './ag/nodes.ts';
import { agRowOf } from './ag-row.ts';
import { AG_PATH, nodePath } from './paths.ts';

/** How the overview speaks of SQL Server. */
export const sqlWords: SystemWords = {
  path: AG_PATH,
  pageOfNode: nodePath,
  isOnPage: (rows) => rows.some(isOfGroups),
  node: { one: 'instance', many: 'instances' },
  contents: {
    head: 'Availability groups',
    of(parts) {
      const asked = parts.filter(({ probe }) => probe.source.probe === AG);
      if (asked.length === 0) return 'not asked';
      const unread = asked.filter(({ probe }) => probe.newest === null).length;
      if (unread === asked.length) return 'not read yet';
      const groups = new Map<string, Set<string>>();
      for (const { rows } of asked) for (const row of rows) count(groups, row);
      const databases = [...groups.values()].reduce((sum, own) => sum + own.size, 0);
      const never = unread === 0 ? [] : [`${formatCount(unread)} never read`];
      return [counted(groups.size, 'group'), counted(databases, 'database'), ...never].join(', ');
    },
  },
  subjectOf: ({ value }) => subjectOf(value),
  says,
  where: (rows) => {
    const groups = [...new Set(rows.flatMap((row) => agRowOf(row)?.group ?? []))];
    const [one, ...more] = groups;
    return one === undefined ? '' : more.length === 0 ? `in ${one}` : `in ${formatCount(groups.length)} groups`;
  },
  under: (rows) => counted(rows.length, 'database'),
  filter: (group, rows) => {
    const [one, ...more] = [...new Set(rows.flatMap((row) => agRowOf(row)?.group ?? []))];
    return one === undefined || more.length > 0 ? `cluster:${quoted(group)}` : `cluster:${quoted(group)} ag:${quoted(one)}`;
  },
  place: { one: 'group', many: 'groups' },
  role: () => null,
  pageOf: () => AG_PATH,
};

/** Groups, their databases, their logs and the cluster under them stand on the board of availability groups; all else on the page of its instance. */
function isOfGroups({ value }: LiveRow): boolean {
  return 'kind' in value && ['ag', 'ag database', 'log', 'windows cluster'].includes(String(value.kind));
}

/** Reasons follow the name of what they are of, or are a sentence of their own. */
function says(reason: string): string {
  if (/^(has|does|knows|lists|tells|is|stands) /.test(reason)) return ` ${reason}`;
  if (/^(not|synchronizing|resolving|reverting|initializing|suspended)\b/.test(reason)) return ` is ${reason}`;
  return `: ${reason}`;
}

function count(groups: Map<string, Set<string>>, row: LiveRow): void {
  const told = agRowOf(row);
  if (told === null) return;
  const own = groups.get(told.groupId) ?? new Set();
  if (told.databaseId !== null) own.add(told.databaseId);
  groups.set(told.groupId, own);
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text;
}
