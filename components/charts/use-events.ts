'use client';
import { useContext, useMemo } from 'react';
import useSWR from 'swr';
import type { HistoryEvent, SeriesKey } from '#lib/history.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { AsksContext } from './asks.ts';
import { ONCE } from './use-series.ts';
import type { Period } from './view.ts';

export type EventsRead = { events: readonly HistoryEvent[]; trouble: string | null };

const NONE: EventsRead = { events: [], trouble: null };

/** What happened in a period to the nodes that have these series, and to everything: deploys, and Vigil itself. Oldest first. */
export function useEvents(keys: readonly SeriesKey[], period: Period): EventsRead {
  const { readEvents } = useContext(AsksContext);
  const nodes = useMemo(() => [...new Set(keys.map(nodeOf))], [keys]);
  const { data } = useSWR(
    nodes.length === 0 ? null : ['events', nodes.join('\n'), period.from, period.to],
    async (): Promise<EventsRead> => {
      const own = nodes.map((key) => {
        const [system = '', group = '', node = ''] = key.split('/');
        return { system, group, node };
      });
      const asked = [...own, { kind: 'deploy,vigil' }].map((more) => readEvents(period, more));
      const answers = await Promise.all(asked);
      const events = answers.flatMap((answer) => (answer.ok ? answer.value.events : []));
      const failed = answers.find((answer) => !answer.ok);
      return {
        events: [...new Map(events.map((event) => [event.id, event])).values()].sort((a, b) => a.at - b.at),
        trouble: failed && !failed.ok ? failed.message : null,
      };
    },
    ONCE,
  );
  return data ?? NONE;
}

function nodeOf({ source }: SeriesKey): string {
  const [system = '', group = '', node = ''] = source.split('/');
  return nodeKey({ system, group, node });
}
