'use client';
import { ALLOCATION, HEALTH } from '#lib/systems/elastic/model.ts';
import { type ClusterLine, rowsIn } from '../lines.ts';
import { DeedButton } from './deed-button.tsx';
import { useElasticDeeds } from './deeds.ts';

export type PlacedCopy = { index: string; number: number; isPrimary: boolean; member: string; state: string };

/** Where a copy of a shard can be moved to: every member that holds data, but for its own. Which of them may take it the cluster says. */
export function ShardButton({ cluster, copy }: { cluster: ClusterLine; copy: PlacedCopy }) {
  const deeds = useElasticDeeds(cluster.told.get(HEALTH)?.probe);
  if (deeds === null) return null;
  const { index, number, isPrimary, member, state } = copy;
  const others = rowsIn(cluster.told.get(ALLOCATION), 'holding')
    .map(({ view }) => view.name)
    .filter((name) => name !== member);
  const off = state === 'STARTED' ? null : `it is ${state.toLowerCase()}`;
  const moves = others.map((to) => ({
    ...{
      action: 'move-shard',
      words: `Move to ${to}`,
      note: 'asks; a dry run first',
      title: `Move shard ${number} of ${index} to ${to}`,
      off,
    },
    input: { index, number, isPrimary, from: member, to },
  }));
  const title = `shard ${number} of ${index} on ${member}`;
  return <DeedButton about={{ title, target: index, groups: [{ title: 'Move', deeds: moves }], deeds }} words="Move" />;
}
