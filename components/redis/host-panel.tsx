'use client';
import { useContext } from 'react';
import { worsened } from '#lib/finding.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { useFindingsAbout } from '../findings/use-findings.ts';
import { HostLink, HostNamesContext } from '../hosts/host-link.tsx';
import { worstWords } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import type { NodeLine } from './node-line.ts';
import { NodeTable } from './node-table.tsx';
import { toTree } from './tree.ts';

type HostProps = {
  host: string;
  nodes: readonly NodeLine[];
  /** Those of all hosts: what a node is behind is told by its group. */
  all: readonly NodeLine[];
  matched: ReadonlySet<NodeLine> | null;
  place: string;
};

/** The nodes that live on one machine, of whichever group. */
export function HostPanel({ host, nodes, all, matched, place }: HostProps) {
  const names = useContext(HostNamesContext);
  const { board } = useBoardTime();
  const about = useFindingsAbout('redis');
  const own = new Set(nodes.filter((node) => matched === null || matched.has(node)));
  if (own.size === 0) return null;
  const groups = Map.groupBy(all, ({ probe }) => probe.source.group);
  const lines = [...groups.values()]
    .flatMap((group) => toTree(group, names))
    .flatMap((line) => (line.is === 'node' && own.has(line.node) ? [{ ...line, depth: 0 }] : []));
  const { verdict, ...whole } = rollUp(
    nodes.map(({ probe }) => probe),
    board,
  );
  const status = worsened(
    verdict.status,
    nodes.flatMap(({ probe }) => about.get(nodeKey(probe.source)) ?? []),
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
      </header>
      <NodeTable label={`Nodes on ${host}`} lines={lines} place={place} shared={[]} />
    </section>
  );
}
