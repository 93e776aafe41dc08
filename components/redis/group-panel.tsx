'use client';
import { useContext } from 'react';
import { worsened } from '#lib/finding.ts';
import { formatCount } from '#lib/format/number.ts';
import { rollUp } from '#lib/roll-up.ts';
import { useFindingsIn } from '../findings/use-findings.ts';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { Tags } from '../hosts/tags.tsx';
import { PlannedNote } from '../issues/planned-note.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { type BoardGroup, hasNotes, worstWords } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { HappenedLink } from '../timeline/happened-link.tsx';
import { Flash } from '../ui/flash.tsx';
import { PlaceLink } from '../ui/place-link.tsx';
import { useSorting } from '../ui/sort-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { markOf } from '../ui/use-place.ts';
import type { ClusterLine } from './cluster/cluster-line.ts';
import { SlotMap } from './cluster/slot-map.tsx';
import type { Matched } from './filter.ts';
import { GroupFindings } from './group-findings.tsx';
import type { NodeLine } from './node-line.ts';
import { NodeTable } from './node-table.tsx';
import type { SentinelLine } from './sentinel/sentinel-line.ts';
import { SentinelTable } from './sentinel/sentinel-table.tsx';
import { sharedTags } from './shared-tags.ts';
import { sortedTree } from './sorted-lines.ts';
import { serverWords } from './words.ts';

type GroupProps = {
  group: BoardGroup;
  nodes: readonly NodeLine[];
  sentinels: readonly SentinelLine[];
  /** What its nodes say of their slots; none where it is no cluster. */
  cluster: readonly ClusterLine[];
  /** Those that a filter lets through; null without one. */
  matched: Matched | null;
  place: string;
};

/** A replication group as a tree: each node under the one that it names as its master. */
export function GroupPanel({ group, nodes, sentinels, cluster, matched, place }: GroupProps) {
  const findings = useFindingsIn({ system: group.system, group: group.name });
  const names = useContext(HostNamesContext);
  const { board } = useBoardTime();
  const { sort } = useSorting();
  const watchers = sentinels.filter((line) => matched === null || matched.has(line));
  const lines = sortedTree(nodes, names, sort, board).filter((line) => matched === null || (line.is === 'node' && matched.has(line.node)));
  return (
    <section className="panel" aria-label={group.title} id={group.key} tabIndex={-1} aria-current={markOf(place === group.key)}>
      <GroupHead group={group} nodes={nodes} sentinels={sentinels} />
      {cluster.length === 0 ? null : <SlotMap title={group.title} lines={cluster} findings={findings} />}
      {lines.length + watchers.length === 0 ? <p className="note none">No node of this group passes the filter.</p> : null}
      {lines.length === 0 ? null : <NodeTable label={`Nodes of ${group.title}`} lines={lines} place={place} shared={sharedTags(nodes)} />}
      {watchers.length === 0 ? null : (
        <SentinelTable label={`Sentinels of ${group.title}`} sentinels={watchers} nodes={nodes} place={place} />
      )}
    </section>
  );
}

function GroupHead({ group, nodes, sentinels }: Pick<GroupProps, 'group' | 'nodes' | 'sentinels'>) {
  const { board } = useBoardTime();
  const target = { system: group.system, group: group.name };
  const findings = useFindingsIn(target);
  const whole = rollUp(
    group.nodes.flatMap(({ probes }) => probes),
    board,
  );
  const status = worsened(whole.verdict.status, findings);
  return (
    <header>
      <h2>
        <StatusShape status={status} label={status} />
        <PlaceLink id={group.key}>{group.title}</PlaceLink>
      </h2>
      <Flash of={whole.verdict.status} className={`w ${whole.verdict.status} reason`}>
        {worstWords(whole)}
      </Flash>
      <GroupFindings findings={findings} />
      <span className="q small">
        {[countWords(nodes), ...(sentinels.length === 0 ? [] : [counted(sentinels.length, 'Sentinel')])].join(', ')}
      </span>
      <Tags tags={sharedTags(nodes)} path="/redis" of={group.title} />
      <PlannedNote place={target} />
      <span className="grow" />
      {hasNotes(group, 'group') ? <NotesButton {...target} title={group.title} /> : null}
      <HappenedLink {...target} />
      <PollButton target={target} name={group.title} />
    </header>
  );
}

/** "1 master, 2 replicas, 1 never read, Redis 7.0.15", as they said when they were last read. */
function countWords(nodes: readonly NodeLine[]): string {
  const views = nodes.flatMap(({ view }) => (view ? [view] : []));
  const masters = views.filter(({ role }) => role === 'master').length;
  const versions = [...new Set(views.map(({ version }) => version))];
  return [
    counted(masters, 'master'),
    counted(views.length - masters, 'replica'),
    ...(views.length < nodes.length ? [`${formatCount(nodes.length - views.length)} never read`] : []),
    ...(versions.length === 1 ? [serverWords(versions[0] ?? '')] : []),
  ].join(', ');
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}
