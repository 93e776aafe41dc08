'use client';
import { useContext } from 'react';
import { worsened } from '#lib/finding.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { useFindingsAbout } from '../findings/use-findings.ts';
import { HostLink, HostNamesContext } from '../hosts/host-link.tsx';
import { Tags } from '../hosts/tags.tsx';
import { worstWords } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { Flash } from '../ui/flash.tsx';
import { useSorting } from '../ui/sort-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import type { Matched } from './filter.ts';
import { type NodeLine, probesOf } from './node-line.ts';
import { NodeTable } from './node-table.tsx';
import { VacateButton } from './replication/vacate-button.tsx';
import type { SentinelLine } from './sentinel/sentinel-line.ts';
import { SentinelTable } from './sentinel/sentinel-table.tsx';
import { sharedTags } from './shared-tags.ts';
import { sortedLines } from './sorted-lines.ts';
import { toTree } from './tree.ts';

type HostProps = {
  host: string;
  nodes: readonly NodeLine[];
  sentinels: readonly SentinelLine[];
  /** Those of all hosts: what a node is behind is told by its group. */
  all: readonly NodeLine[];
  matched: Matched | null;
  place: string;
};

/** The nodes that live on one machine, of whichever group. */
export function HostPanel({ host, nodes, sentinels, all, matched, place }: HostProps) {
  const names = useContext(HostNamesContext);
  const { board } = useBoardTime();
  const { sort } = useSorting();
  const about = useFindingsAbout('redis');
  const own = new Set(nodes.filter((node) => matched === null || matched.has(node)));
  const watchers = sentinels.filter((line) => matched === null || matched.has(line));
  if (own.size + watchers.length === 0) return null;
  const groups = Map.groupBy(all, ({ probe }) => probe.source.group);
  const lines = [...groups.values()]
    .flatMap((group) => toTree(group, names))
    .flatMap((line) => (line.is === 'node' && own.has(line.node) ? [{ ...line, depth: 0 }] : []));
  const probes = [...nodes.flatMap(probesOf), ...sentinels.map(({ probe }) => probe)];
  const { verdict, ...whole } = rollUp(probes, board);
  const status = worsened(
    verdict.status,
    probes.flatMap((probe) => about.get(nodeKey(probe.source)) ?? []),
  );
  return (
    <section className="panel" aria-label={host}>
      <header>
        <h2>
          <StatusShape status={status} label={status} />
          <HostLink said={host} />
        </h2>
        <Flash of={verdict.status} className={`w ${verdict.status} reason`}>
          {worstWords({ verdict, ...whole })}
        </Flash>
        <Tags tags={sharedTags(nodes)} path="/redis" of={host} />
        <span className="grow" />
        <VacateButton host={host} nodes={nodes} />
      </header>
      {lines.length === 0 ? null : (
        <NodeTable label={`Nodes on ${host}`} lines={sortedLines(lines, sort, board)} place={place} shared={sharedTags(nodes)} />
      )}
      {watchers.length === 0 ? null : <SentinelTable label={`Sentinels on ${host}`} sentinels={watchers} nodes={all} place={place} />}
    </section>
  );
}
