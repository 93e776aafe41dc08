import type { Attended } from '#lib/attention/attend.ts';
import { type PlannedMaintenance, targetName } from '#lib/attention/attention.ts';
import type { ClosedIssue } from '#lib/attention/closed.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Issue } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { issueWords } from '../overview/issue-words.ts';
import { matchesFilter, parseFilter, type Searchable, type Term } from '../ui/filter-terms.ts';
import type { OpenIssues } from './open-issues.ts';

const FIELDS = ['status', 'system', 'group', 'node', 'host', 'is'] as const;

/** What passes a filter. `count` of `total` do, over all lists; `isOn` is false where nothing is asked for. */
export type Filtered = Pick<OpenIssues, 'loud' | 'quiet' | 'maintained'> & {
  planned: readonly PlannedMaintenance[];
  closed: readonly ClosedIssue[];
  count: number;
  total: number;
  isOn: boolean;
};

type Listed = { issues: OpenIssues; planned: readonly PlannedMaintenance[]; closed: readonly ClosedIssue[] };

/** What of all lists passes the filter that somebody typed. */
export function filterIssues(text: string, { issues, planned, closed }: Listed, board: Moment): Filtered {
  const terms = parseFilter(text, FIELDS);
  const probes = issues.parts.map(({ probe }) => probe);
  const passes = (issue: Issue, said: string): boolean =>
    matchesFilter(terms, openText(issue, said, { probes, names: issues.names, board }));
  const isIn = ({ issue, quiet, outgrown }: Attended): boolean => passes(issue, `${quiet?.is ?? 'loud'}${outgrown ? ' outgrown' : ''}`);
  const found = {
    loud: kept(terms, issues.loud, isIn),
    quiet: kept(terms, issues.quiet, isIn),
    maintained: kept(terms, issues.maintained, (issue) => passes(issue, 'maintained')),
    planned: kept(terms, planned, (one) => matchesFilter(terms, plannedText(one))),
    closed: kept(terms, closed, (one) => matchesFilter(terms, closedText(one))),
  };
  const count = [found.loud, found.quiet, found.maintained, found.planned, found.closed].reduce((sum, { length }) => sum + length, 0);
  const all = [issues.loud, issues.quiet, issues.maintained, planned, closed].reduce((sum, { length }) => sum + length, 0);
  return { ...found, count, total: all, isOn: terms.length > 0 };
}

function kept<T>(terms: readonly Term[], list: readonly T[], isIn: (one: T) => boolean): readonly T[] {
  return terms.length === 0 ? list : list.filter(isIn);
}

type Around = { probes: readonly ProbeRow[]; names: HostNames; board: Moment };

function openText(issue: Issue, said: string, { probes, names, board }: Around): Searchable {
  const { subject, says, status, evidence } = issueWords(issue, probes, board);
  const sources = issue.symptoms.map(({ probe }) => probe);
  const hosts = issue.symptoms
    .flatMap(({ probe, row, witnessed }) => [probe.host, row?.subject.host, witnessed?.finding.host])
    .filter((host) => typeof host === 'string');
  return inLowerCase({
    text: `${subject} ${says} ${status} ${evidence}`,
    status: issue.verdict.status,
    system: sources.map(({ source, systemTitle }) => `${source.system} ${systemTitle}`).join(' '),
    group: sources.map(({ source, groupTitle }) => `${source.group} ${groupTitle}`).join(' '),
    node: sources.map(({ source }) => source.node).join(' '),
    host: hosts.map((host) => `${host} ${names.nameOf(host)}`).join(' '),
    is: `${issue.is} ${said}`,
  });
}

function plannedText({ target, systems, reason, by }: PlannedMaintenance): Searchable {
  return inLowerCase({
    text: `${targetName(target)} ${reason} ${by}`,
    status: 'maintenance',
    system: systems.join(' '),
    group: target.is === 'host' ? '' : target.group,
    node: target.is === 'node' ? target.node : '',
    host: target.is === 'host' ? target.host : '',
    is: `planned ${target.is}`,
  });
}

/** Of what is over no more is kept than how it was called and where it was: its key names group and node. */
function closedText({ key, is, systems, subject, place, worst, reason, acknowledged }: ClosedIssue): Searchable {
  return inLowerCase({
    text: `${subject} ${place} ${reason} ${acknowledged ? `${acknowledged.by} ${acknowledged.text}` : ''}`,
    status: worst,
    system: `${systems.join(' ')} ${place}`,
    group: `${key} ${place}`,
    node: `${key} ${subject}`,
    host: `${key} ${subject}`,
    is: `${is} closed`,
  });
}

function inLowerCase(fields: Record<(typeof FIELDS)[number] | 'text', string>): Searchable {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text.toLowerCase()]));
}
