import { type Finding, worsened } from '#lib/finding.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
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

/** `about` is what was found about each node, by its key: its row shows the worse of that and of its own verdict. */
type Around = { names: HostNames; board: Moment; about: ReadonlyMap<string, readonly Finding[]> };

/** The nodes that pass the filter that somebody typed; null without one. */
export function filterNodes(text: string, nodes: readonly Filtered[], around: Around): Matched | null {
  const { names } = around;
  const typed = parseFilter(text, FIELDS);
  if (typed.length === 0) return null;
  const tag = nodes.flatMap(({ probe }) => probe.tags);
  const host = nodes.flatMap((node) => hostsOf(node, names));
  const terms = asWholeWords(typed, { tag, host });
  return new Set(nodes.filter((node) => matchesFilter(terms, searchable(node, around))));
}

function hostsOf({ probe: { host } }: Filtered, names: HostNames): string[] {
  return host === null ? [] : [host, names.nameOf(host)];
}

function searchable(node: Filtered, { names, board, about }: Around): Searchable {
  const { probe } = node;
  const view = isSentinel(node) ? null : node.view;
  const fields: Record<(typeof FIELDS)[number], string> = {
    node: `${probe.source.node} ${probe.address}`,
    role: isSentinel(node) ? 'sentinel' : view === null ? 'not read' : roleWords(view),
    status: worsened(rollUp(isSentinel(node) ? [probe] : probesOf(node), board).verdict.status, about.get(nodeKey(probe.source)) ?? []),
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
