import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { ageMs, freshness, type Moment } from '#lib/reading.ts';
import type { StateWord } from '#lib/systems/haproxy/model.ts';
import { viewOf } from './lines.ts';

/** The question whose rows the tables hold. */
export const STATS = 'stats';

/** One instance with the rows of its newest reading. */
export type Part = { probe: ProbeRow; rows: readonly LiveRow[] };

/**
 * What a tier holds, over all its instances. A server counts once, by the worst that an instance says of it: `unchecked` ones take traffic and nobody looks.
 * `oldestMs` is the age of the oldest reading in the sum, and `isStale` when one of them is too old: a sum is as old as its oldest part. Null: nothing was read.
 */
export type TierSummary = {
  backends: number;
  servers: number;
  up: number;
  unchecked: number;
  oldestMs: number | null;
  isStale: boolean;
  unread: number;
};

export function summarise(all: readonly Part[], moment: Moment): TierSummary {
  const parts = all.filter(({ probe }) => !probe.isAside);
  const { backends, servers } = collect(parts);
  const ranks = [...servers.values()];
  const ages = parts.flatMap(({ probe }) => (probe.newest ? [ageMs(probe.newest, moment.now)] : []));
  return {
    backends: backends.size,
    servers: servers.size,
    up: ranks.filter((rank) => rank === rankOf('up')).length,
    unchecked: ranks.filter((rank) => rank === rankOf('no check')).length,
    oldestMs: ages.length > 0 ? Math.max(...ages) : null,
    isStale: parts.some(({ probe }) => freshness(probe.newest, probe.staleAfterMs, moment).is === 'stale'),
    unread: parts.filter(({ probe }) => probe.newest === null).length,
  };
}

function collect(parts: readonly Part[]): {
  backends: Set<string>;
  servers: Map<string, number>;
} {
  const backends = new Set<string>();
  const servers = new Map<string, number>();
  for (const { rows } of parts) {
    for (const row of rows) {
      const view = viewOf(row);
      if (view.kind === 'backend') backends.add(view.proxy);
      if (view.kind !== 'server') continue;
      const key = `${view.proxy}/${view.name}`;
      servers.set(key, Math.max(servers.get(key) ?? 0, rankOf(view.state.word)));
    }
  }
  return { backends, servers };
}

function rankOf(word: StateWord): number {
  if (word === 'up') return 0;
  return word === 'no check' ? 1 : 2;
}
