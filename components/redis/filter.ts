import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { rollUp } from '#lib/roll-up.ts';
import { asWholeWords, wholeText } from '../hosts/whole-terms.ts';
import { matchesFilter, parseFilter, type Searchable } from '../ui/filter-terms.ts';
import { type NodeLine, probesOf } from './node-line.ts';
import { SENTINEL, type SentinelLine } from './sentinel/sentinel-line.ts';
import { addressOf } from './tree.ts';
import { roleWords } from './words.ts';

const FIELDS = ['node', 'role', 'status', 'group', 'master', 'version', 'tag', 'host'] as const;

/** A node of either kind. */
type Filtered = NodeLine | SentinelLine;

/** Those that a filter lets through. */
export type Matched = ReadonlySet<Filtered>;

/** The nodes that pass the filter that somebody typed; null without one. */
export function filterNodes(text: string, nodes: readonly Filtered[], names: HostNames, board: Moment): Matched | null {
  const typed = parseFilter(text, FIELDS);
  if (typed.length === 0) return null;
  const tag = nodes.flatMap(({ probe }) => probe.tags);
  const host = nodes.flatMap((node) => hostsOf(node, names));
  const terms = asWholeWords(typed, { tag, host });
  return new Set(nodes.filter((node) => matchesFilter(terms, searchable(node, names, board))));
}

function hostsOf({ probe: { host } }: Filtered, names: HostNames): string[] {
  return host === null ? [] : [host, names.nameOf(host)];
}

function searchable(node: Filtered, names: HostNames, board: Moment): Searchable {
  const { probe } = node;
  const view = isSentinel(node) ? null : node.view;
  const fields: Record<(typeof FIELDS)[number], string> = {
    node: `${probe.source.node} ${probe.address}`,
    role: isSentinel(node) ? 'sentinel' : view === null ? 'not read' : roleWords(view),
    status: rollUp(isSentinel(node) ? [probe] : probesOf(node), board).verdict.status,
    group: `${probe.source.group} ${probe.groupTitle}`,
    master: view?.link ? addressOf(view.link) : '',
    version: node.view?.version ?? '',
    tag: wholeText(probe.tags),
    host: wholeText(hostsOf(node, names)),
  };
  for (const name of FIELDS) fields[name] = fields[name].toLowerCase();
  return fields;
}

function isSentinel(node: Filtered): node is SentinelLine {
  return node.probe.source.probe === SENTINEL;
}
