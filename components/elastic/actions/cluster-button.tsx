'use client';
import { ALLOCATION, HEALTH } from '#lib/systems/elastic/model.ts';
import { type ClusterLine, viewIn } from '../lines.ts';
import { DeedButton } from './deed-button.tsx';
import { type Deed, useElasticDeeds } from './deeds.ts';

const ALLOCATION_VALUES = ['all', 'primaries', 'new_primaries', 'none'];
const REBALANCE_VALUES = ['all', 'primaries', 'replicas', 'none'];

/** What can be done with a cluster as a whole. */
export function ClusterButton({ cluster }: { cluster: ClusterLine }) {
  const deeds = useElasticDeeds(cluster.told.get(HEALTH)?.probe);
  if (deeds === null) return null;
  const { title } = cluster.board;
  const settings = viewIn(cluster.told.get(ALLOCATION), 'settings')?.settings ?? null;
  const groups = [
    {
      title: 'Allocation of shards',
      deeds: choices('allocation', ALLOCATION_VALUES, settings === null ? null : (settings.enable?.value ?? 'all')),
    },
    {
      title: 'Rebalancing',
      deeds: choices('rebalance', REBALANCE_VALUES, settings === null ? null : (settings.rebalance?.value ?? 'all')),
    },
    {
      title: 'Shards that failed',
      deeds: [
        {
          action: 'retry-failed',
          words: 'Try them again',
          note: 'once their cause is mended',
          title: 'Try failed shards again',
          input: {},
        },
      ],
    },
  ];
  return <DeedButton about={{ title, target: cluster.board.name, groups, deeds }} words="Actions" />;
}

function choices(action: string, values: readonly string[], now: string | null): Deed[] {
  return values.map((enable) => ({
    ...{ action, input: { enable }, title: `Set ${action} to ${enable}`, lasts: enable !== 'all' },
    words: enable.replace('_', ' '),
    note: enable === 'all' ? 'asks; the default' : 'asks',
    off: enable === now ? 'so it is' : null,
  }));
}
