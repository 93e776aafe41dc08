'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { mayNotAct } from '../../access/acting-viewer.ts';
import { useActions } from '../../actions/actions-context.tsx';

/** One line of a menu: what it orders. `off` says why it cannot be had now, null where it can; `lasts` where it is to be put back one day. */
export type Deed = { action: string; words: string; note: string; title: string; input: object; off?: string | null; lasts?: boolean };

/** What can be done to something in a cluster. `target` is what the audit is searched for. */
export type DeedGroup = { title: string; deeds: readonly Deed[] };

/** What whoever looks may do to a cluster. `why` says why nothing can be done, null where something can. */
export type Deeds = { why: string | null; howToEnable: string | null; open(deed: Deed, target: string): void };

/** By the probe of the cluster that is acted on by. Null where nothing is offered: to who is not signed in, and while that was never asked. */
export function useElasticDeeds(health: ProbeRow | undefined): Deeds | null {
  const { viewer, open } = useActions();
  if (health === undefined || viewer === null || viewer.is === 'anonymous') return null;
  const { group } = health.source;
  const missing = mayNotAct(viewer, 'elastic');
  return {
    why: missing ?? (health.acting?.isEnabled === true ? null : 'not enabled'),
    howToEnable: health.acting?.howToEnable ?? null,
    open: ({ action, title, input, lasts = false }, target) =>
      open({ order: { system: 'elastic', action, input: { group, ...input } }, title, asks: true, lasts, target }),
  };
}
