'use client';
import Link from 'next/link';
import type { LiveRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import { formatCount } from '#lib/format/number.ts';
import { sourceId } from '#lib/reading.ts';
import { rollUp } from '#lib/roll-up.ts';
import { countStatuses, type Status } from '#lib/status.ts';
import type { WindowsCluster, WindowsClusterView } from '#lib/systems/sql/ag/model.ts';
import { ALONE, buildWords, type ServerView } from '#lib/systems/sql/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { FindingNote } from '../../findings/finding-note.tsx';
import { withFound } from '../../findings/nodes-found.ts';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { HostLink } from '../../hosts/host-link.tsx';
import { PlannedNote } from '../../issues/planned-note.tsx';
import { NotesButton } from '../../notes/notes-button.tsx';
import { Age } from '../../reading/age.tsx';
import { hasNotes, presentCounts } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { RowsOf } from '../../reading/gather-rows.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { HappenedLink } from '../../timeline/happened-link.tsx';
import { PlaceLink } from '../../ui/place-link.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { nodePath } from '../paths.ts';
import type { AgState } from './judge.ts';
import { NodeTroubles } from './node-troubles.tsx';
import { CLUSTER, SERVER, type SqlCluster, type SqlNode } from './nodes.ts';
import { counted, memberWords, networkMembers, networkWords, quorumWords } from './words.ts';

type HeadProps = { cluster: SqlCluster; rows: RowsOf; states: readonly AgState[]; status: Status; isPassedOver: boolean };

/** A Windows cluster: what it comes to, its quorum and votes by the word of a node that was read, its versions, how many groups it has. */
export function ClusterHead({ cluster, rows, states, status, isPassedOver }: HeadProps) {
  const target = { system: cluster.system, group: cluster.name };
  const group = { nodes: cluster.nodes.map(({ key, name, address, probes }) => ({ key, name, address, probes: [...probes] })) };
  return (
    <header>
      <h2>
        <StatusShape status={status} label={status} />
        <PlaceLink id={cluster.key}>{cluster.title}</PlaceLink>
      </h2>
      <QuorumWords cluster={cluster} rows={rows} />
      <span className="q small">{[...countWords(cluster, states), versionWords(cluster, rows)].join(' · ')}</span>
      {isPassedOver ? <span className="small">No availability group of this cluster passes the filter.</span> : null}
      <PlannedNote place={target} />
      <span className="grow" />
      {hasNotes(group, 'group') ? <NotesButton {...target} title={cluster.title} /> : null}
      <HappenedLink {...target} />
      <PollButton target={target} name={cluster.title} />
    </header>
  );
}

/** "4 groups, 168 databases", and how they stand. Nothing is counted as none before anybody was read. */
function countWords({ nodes }: SqlCluster, states: readonly AgState[]): string[] {
  if (states.length === 0 && nodes.some(({ ag }) => ag.newest === null)) return ['groups not known'];
  const databases = states.reduce((sum, { ag }) => sum + ag.databases.length, 0);
  return [counted(states.length, 'group'), counted(databases, 'database'), ...standWords(states)];
}

/** "all moving or idle, proved", or how many groups stand at which status, the worst first. */
function standWords(states: readonly AgState[]): string[] {
  if (states.length === 0) return [];
  const counts = presentCounts(countStatuses(states.map(({ verdict }) => verdict.status)));
  if (counts.length === 1 && counts[0]?.status === 'ok' && states.every(({ replicas }) => replicas.length > 1))
    return ['all moving or idle, proved'];
  return [counts.map(({ status, count }) => `${formatCount(count)} ${status}`).join(', ')];
}

/** By the node whose answer is the newest of those that tell of it. */
function QuorumWords({ cluster, rows }: Pick<HeadProps, 'cluster' | 'rows'>) {
  const { board } = useBoardTime();
  const told = cluster.probes
    .filter(({ source }) => source.probe === CLUSTER)
    .flatMap((probe) => {
      const own = clusterIn(rows.get(sourceId(probe.source)) ?? []);
      return own === null ? [] : [{ probe, own }];
    })
    .toSorted((a, b) => (b.probe.newest?.observedAt ?? 0) - (a.probe.newest?.observedAt ?? 0));
  const [newest] = told;
  // Instances that belong to no cluster are not asked for one.
  if (cluster.name === ALONE) return null;
  if (!newest) {
    const isAsked = cluster.probes.some(({ source, newest: read }) => source.probe === CLUSTER && read !== null);
    return <span className="q small">{isAsked ? 'no node tells of a Windows cluster' : 'quorum not read'}</span>;
  }
  const { probe, own } = newest;
  const isOld = !isReliedOn(probe, board);
  const away = memberWords(own);
  return (
    <span className={isOld ? 'small hatch stale-value' : 'q small'} title={`As ${probe.source.node} says`}>
      {own.name === cluster.title ? '' : `${own.name} · `}
      {quorumWords(own)}
      {away === '' ? null : <b>, {away}</b>}
      {own.networks.length === 0 ? null : <span title={networkMembers(own)}> · networks {networkWords(own)}</span>} <Age probe={probe} />
    </span>
  );
}

type NodesProps = { cluster: SqlCluster; findings: readonly Finding[] };

/** The nodes of a cluster with their ages, why one of them is not read, and what is found that belongs to no group. */
export function ClusterNodes({ cluster, findings }: NodesProps) {
  const all = useFindingsIn({ system: cluster.system, group: cluster.name });
  return (
    <>
      <ul className="sqlnodes" aria-label={`Nodes of ${cluster.title}`}>
        {cluster.nodes.map((node) => (
          <NodeItem key={node.key} node={node} found={all} />
        ))}
      </ul>
      <NodeTroubles cluster={cluster} />
      {findings.map((finding) => (
        <FindingNote key={finding.id} finding={finding} />
      ))}
    </>
  );
}

function NodeItem({ node: { key, name, probes, ag, server }, found }: { node: SqlNode; found: readonly Finding[] }) {
  const { board } = useBoardTime();
  const own = rollUp(probes, board);
  const { status, reason } = withFound(own.nodes, found)[0]?.verdict ?? own.verdict;
  return (
    <li id={key} tabIndex={-1} title={reason}>
      <StatusShape status={status} small label={status} />
      <Link className="b" href={nodePath(ag.source)} prefetch={false} title="What it says, and what it can be asked">
        {name}
      </Link>
      {ag.host === null || ag.host.toLowerCase() === name.toLowerCase() || ag.address.startsWith(ag.host) ? null : (
        <span className="q">
          on <HostLink said={ag.host} />
        </span>
      )}
      {server !== null && server.toLowerCase() !== name.toLowerCase() ? <span className="q">calls itself {server}</span> : null}
      {status === 'ok' ? null : <span className={`w ${status}`}>{status}</span>}
      <Age probe={ag} />
    </li>
  );
}

/** The row of this question is what the status rules of the system made. */
function clusterIn(rows: readonly LiveRow[]): WindowsCluster | null {
  return rows[0] ? (rows[0].value as WindowsClusterView).cluster : null;
}

/** "SQL Server 2022 CU15", or all that there are: as the nodes told of themselves. */
function versionWords({ probes }: SqlCluster, rows: RowsOf): string {
  const own = probes.filter(({ source }) => source.probe === SERVER);
  const versions = [...new Set(own.flatMap(({ source }) => versionIn(rows.get(sourceId(source)) ?? []) ?? []))];
  return versions.length === 0 ? 'version not read' : `SQL Server ${versions.join(' and ')}`;
}

/** The one row of this question is the instance. */
function versionIn([row]: readonly LiveRow[]): string | null {
  if (!row) return null;
  const { release, version, update, level } = row.value as ServerView;
  return [release ?? version, buildWords({ level, update })].filter((word) => word !== null).join(' ');
}
