import type { Cluster } from './cluster.ts';
import type { Lifecycle } from './upkeep-types.ts';

/** The indices of data streams, one a day: how they are called, and where they are kept the older they are. */

export const DAY = 86_400_000;
/** For how many days they are kept. */
export const DAYS = 21;
export const POLICY = 'logs-21d';

export type Tier = 'hot' | 'warm' | 'cold';

/** Two days in the hot tier, then a week all in all in the warm one. */
export function tierOf(age: number): Tier {
  return age < 2 ? 'hot' : age < 8 ? 'warm' : 'cold';
}

/** As the products call a backing index: Elasticsearch with its day. */
export function dayName({ product }: Pick<Cluster, 'product'>, day: { stream: string; generation: number; createdAt: number }): string {
  const date = new Date(day.createdAt).toISOString().slice(0, 10).replaceAll('-', '.');
  const generation = String(day.generation).padStart(6, '0');
  return product === 'opensearch' ? `.ds-${day.stream}-${generation}` : `.ds-${day.stream}-${date}-${generation}`;
}

/** What keeps an index in its tier: a preference of roles, or in OpenSearch an attribute. */
export function daySettings({ product }: Pick<Cluster, 'product'>, tier: Tier): Record<string, string> {
  if (product === 'opensearch') return { 'index.routing.allocation.require.temp': tier, 'index.hidden': 'true' };
  const before = { hot: 'data_hot', warm: 'data_warm,data_hot', cold: 'data_cold,data_warm,data_hot' }[tier];
  return {
    'index.routing.allocation.include._tier_preference': before,
    'index.lifecycle.name': POLICY,
    'index.hidden': 'true',
  };
}

/** Where an index of that age stands in its policy. */
export function lifecycleOf(age: number, createdAt: number): Lifecycle {
  const tier = tierOf(age);
  const at = createdAt + { hot: 0, warm: 2, cold: 8 }[tier] * DAY;
  return {
    policy: POLICY,
    phase: tier,
    action: age === 0 ? 'rollover' : 'complete',
    step: age === 0 ? 'check-rollover-ready' : 'complete',
    failedStep: null,
    error: null,
    retries: 0,
    isFailing: false,
    phaseAt: at,
    actionAt: at,
    stepAt: at,
  };
}
