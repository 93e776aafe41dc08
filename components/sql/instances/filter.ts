import { type Finding, worsened } from '#lib/finding.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { asWholeWords, wholeText } from '../../hosts/whole-terms.ts';
import { matchesFilter, parseFilter, type Searchable } from '../../ui/filter-terms.ts';
import { type InstanceLine, verdictOf, viewOf } from '../instance/line.ts';
import { releaseWords, rolesOf, rolesWords } from '../instance/words.ts';

const FIELDS = ['node', 'role', 'status', 'cluster', 'version', 'database', 'tag', 'host'] as const;

/** `about` is what was found about each instance, by its key. */
type Around = { names: HostNames; board: Moment; about: ReadonlyMap<string, readonly Finding[]> };

/** The instances that pass the filter that somebody typed; null without one. */
export function filterInstances(text: string, lines: readonly InstanceLine[], around: Around): ReadonlySet<InstanceLine> | null {
  const typed = parseFilter(text, FIELDS);
  if (typed.length === 0) return null;
  const tag = lines.flatMap(({ first }) => first.tags);
  const host = lines.flatMap((line) => hostsOf(line, around.names));
  const terms = asWholeWords(typed, { tag, host });
  return new Set(lines.filter((line) => matchesFilter(terms, searchable(line, around))));
}

function hostsOf({ first: { host } }: InstanceLine, names: HostNames): string[] {
  return host === null ? [] : [host, names.nameOf(host)];
}

function searchable(line: InstanceLine, { names, board, about }: Around): Searchable {
  const { first, told } = line;
  const server = viewOf(told.server);
  const fields: Record<(typeof FIELDS)[number], string> = {
    node: `${line.name} ${first.address} ${server?.name ?? ''}`,
    role: told.ag === null ? '' : rolesWords(rolesOf(told.ag.rows)),
    status: worsened(verdictOf(line, board).status, about.get(line.key) ?? []),
    cluster: `${first.source.group} ${first.groupTitle}`,
    version: server === null ? 'not read' : `${releaseWords(server)} ${server.version}`,
    database: told.databases === null ? '' : told.databases.rows.map(({ view }) => view.database.name).join(' '),
    tag: wholeText(first.tags),
    host: wholeText(hostsOf(line, names)),
  };
  for (const name of FIELDS) fields[name] = fields[name].toLowerCase();
  return fields;
}
