'use client';
import { useMemo } from 'react';
import { HostNamesContext } from '../../hosts/host-link.tsx';
import { useHostNames } from '../../hosts/use-judged-hosts.ts';
import { BeforeFirst } from '../../shell/before-first.tsx';
import { NothingKnown } from '../../ui/nothing-known.tsx';
import { INSTANCES_PATH } from '../paths.ts';
import { useSqlRows } from '../use-sql-rows.ts';
import { InstanceBoard } from './instance-board.tsx';
import { toGroups } from './line.ts';

type PageProps = { group: string; node: string };

/** One instance over the feed. */
export function InstancePage({ group, node }: PageProps) {
  const { probes, rows } = useSqlRows();
  const names = useHostNames();
  const own = useMemo(() => probes.filter(({ source }) => source.group === group && source.node === node), [probes, group, node]);
  const [line] = useMemo(() => toGroups(own, rows).flatMap(({ lines }) => lines), [own, rows]);
  if (probes.length === 0) return <BeforeFirst title={node} what="SQL Server instance" />;
  if (!line) return <Nobody group={group} node={node} />;
  return (
    <HostNamesContext value={names}>
      <InstanceBoard line={line} />
    </HostNamesContext>
  );
}

/** A name that the configuration does not hold: that is no sign of health. */
function Nobody({ group, node }: PageProps) {
  return (
    <NothingKnown
      name={node}
      title={`No instance ${node} of a cluster ${group} is configured`}
      all={{ path: INSTANCES_PATH, title: 'All instances' }}
    >
      So nobody asks it, and nothing is known of it. Look for it among the instances that are configured.
    </NothingKnown>
  );
}
