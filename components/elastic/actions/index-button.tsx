'use client';
import { HEALTH } from '#lib/systems/elastic/model.ts';
import type { ClusterLine } from '../lines.ts';
import { DeedButton } from './deed-button.tsx';
import { useElasticDeeds } from './deeds.ts';

/** What can be done with an index. */
export function IndexButton({ cluster, index, words }: { cluster: ClusterLine; index: string; words?: string }) {
  const deeds = useElasticDeeds(cluster.told.get(HEALTH)?.probe);
  if (deeds === null) return null;
  const input = { index };
  const groups = [
    {
      title: 'Upkeep',
      deeds: [
        { action: 'refresh', words: 'Refresh', note: 'what was written can be searched', title: `Refresh ${index}`, input },
        { action: 'flush', words: 'Flush', note: 'writes its logs to files', title: `Flush ${index}`, input },
        { action: 'clear-cache', words: 'Clear its caches', note: 'slower for a while', title: `Clear the caches of ${index}`, input },
      ],
    },
    {
      title: 'Trouble',
      deeds: [
        { action: 'lift-block', words: 'Lift the block of a full disk', note: 'asks', title: `Let ${index} be written again`, input },
      ],
    },
  ];
  return <DeedButton about={{ title: index, target: index, groups, deeds }} {...(words === undefined ? {} : { words })} />;
}
