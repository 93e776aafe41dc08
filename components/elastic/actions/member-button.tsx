'use client';
import { HEALTH } from '#lib/systems/elastic/model.ts';
import type { MemberLine } from '../board/member-lines.ts';
import type { ClusterLine } from '../lines.ts';
import { DeedButton } from './deed-button.tsx';
import { useElasticDeeds } from './deeds.ts';

/** What can be done with a member. */
export function MemberButton({ cluster, line, words }: { cluster: ClusterLine; line: MemberLine; words?: string }) {
  const deeds = useElasticDeeds(cluster.told.get(HEALTH)?.probe);
  if (deeds === null) return null;
  const { name, holding } = line;
  const isDrained = holding?.view.isExcluded ?? false;
  const none = holding === null ? 'it holds no data' : null;
  const input = { member: name };
  const groups = [
    {
      title: 'Its shards',
      deeds: [
        {
          action: 'drain',
          words: 'Drain',
          note: 'asks; moves them to others',
          title: `Drain ${name}`,
          input,
          lasts: true,
          off: none ?? (isDrained ? 'it is being drained' : null),
        },
        {
          action: 'end-drain',
          words: 'End the drain',
          note: 'asks',
          title: `End the drain of ${name}`,
          input,
          off: isDrained ? null : 'it is not being drained',
        },
      ],
    },
  ];
  return <DeedButton about={{ title: name, target: name, groups, deeds }} {...(words === undefined ? {} : { words })} />;
}
