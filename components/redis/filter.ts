import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { judgeProbe } from '#lib/status.ts';
import { asWholeWords, wholeText } from '../hosts/whole-terms.ts';
import { matchesFilter, parseFilter, type Searchable } from '../ui/filter-terms.ts';
import type { NodeLine } from './node-line.ts';
import { addressOf } from './tree.ts';
import { roleWords } from './words.ts';

const FIELDS = ['node', 'role', 'status', 'group', 'master', 'version', 'tag', 'host'] as const;

/** The nodes that pass the filter that somebody typed; null without one. */
export function filterNodes(text: string, nodes: readonly NodeLine[], names: HostNames, board: Moment): ReadonlySet<NodeLine> | null {
  const typed = parseFilter(text, FIELDS);
  if (typed.length === 0) return null;
  const tag = nodes.flatMap(({ probe }) => probe.tags);
  const host = nodes.flatMap((node) => hostsOf(node, names));
  const terms = asWholeWords(typed, { tag, host });
  return new Set(nodes.filter((node) => matchesFilter(terms, searchable(node, names, board))));
}

function hostsOf({ probe: { host } }: NodeLine, names: HostNames): string[] {
  return host === null ? [] : [host, names.nameOf(host)];
}

function searchable(node: NodeLine, names: HostNames, board: Moment): Searchable {
  const { probe, view } = node;
  const fields: Record<(typeof FIELDS)[number], string> = {
    node: `${probe.source.node} ${probe.address}`,
    role: view === null ? 'not read' : roleWords(view),
    status: judgeProbe(probe, board).status,
    group: `${probe.source.group} ${probe.groupTitle}`,
    master: view?.link ? addressOf(view.link) : '',
    version: view?.version ?? '',
    tag: wholeText(probe.tags),
    host: wholeText(hostsOf(node, names)),
  };
  for (const name of FIELDS) fields[name] = fields[name].toLowerCase();
  return fields;
}
