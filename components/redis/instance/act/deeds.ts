'use client';
import { createContext, useContext } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Source } from '#lib/reading.ts';
import { type ActingViewer, mayNotAct } from '../../../access/acting-viewer.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import type { Opening } from '../../../actions/run.ts';

/** What can be ordered of an instance. */
export type DeedName =
  | ('kill-client' | 'unblock-client' | 'kill-clients' | 'config-set' | 'config-rewrite' | 'key-purge')
  | ('slowlog-reset' | 'latency-reset' | 'stats-reset' | 'memory-purge' | 'bgsave');

/** The instance that a page is about. `why` says why nothing can be done to it; null where something can. */
export type DeedPlace = { source: Source; why: string | null; howToEnable: string | null };

const DeedContext = createContext<DeedPlace | null>(null);
export const DeedProvider = DeedContext.Provider;

/** What whoever looks may do to the instance. Null where nothing is offered: to who is not signed in. */
export type Deeds = DeedPlace & { open(name: DeedName, title: string, input?: object): void };

export function useDeeds(): Deeds | null {
  const place = useContext(DeedContext);
  const { viewer, open } = useActions();
  if (place === null || viewer === null || viewer.is === 'anonymous') return null;
  return { ...place, open: (name, title, input = {}) => open(openingOf(place.source, { name, title, input })) };
}

/** Why nothing at all can be done to what this tells of; null where something can. */
export function whyNot(viewer: ActingViewer | null, { acting }: Pick<ProbeRow, 'acting'>): string | null {
  const missing = mayNotAct(viewer, 'redis');
  if (missing !== null) return missing;
  return acting?.isEnabled === true ? null : 'not enabled';
}

function openingOf({ group, node }: Source, { name, title, input }: { name: DeedName; title: string; input: object }): Opening {
  return { order: { system: 'redis', action: name, input: { group, node, ...input } }, title, asks: true, lasts: false, target: node };
}
