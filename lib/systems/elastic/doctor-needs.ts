import type { Need, Needing } from '../../doctor.ts';
import { EXPLAIN } from './asked/explain/model.ts';
import { GRID } from './asked/grid/model.ts';
import {
  ALIASES,
  DATA_STREAMS,
  HOT_THREADS,
  INDEX,
  MEMBER,
  MEMBER_SHARDS,
  PENDING,
  SETTINGS,
  TASKS,
  TASKS_MASKED,
  TEMPLATES as TEMPLATES_ASKED,
} from './asked/model.ts';
import { ALLOCATION, HEALTH, INDICES, LOAD, MEMBERS, OWN, type Product, RECOVERIES, REPORT, SHARDS, UPKEEP, VOLUME } from './model.ts';
import {
  INDEX_MAINTENANCE,
  INDEX_MANAGE,
  INDEX_METADATA,
  INDEX_MONITOR,
  LIFE_CYCLES,
  MANAGE,
  MONITOR,
  RETRY_LIFE_CYCLES,
  type Right,
  RUN_SNAPSHOTS,
  rightName,
  SNAPSHOTS,
  TEMPLATES,
} from './rights.ts';
import type { ElasticSettings } from './settings.ts';

/** `only` where the other product has no such thing. */
type ElasticNeed = Omit<Need, 'rights'> & { rights: readonly Right[]; where: ElasticSettings['kind']; only?: Product['is'] };

const of = (is: Needing['is'], ...names: string[]): Needing[] => names.map((name) => ({ is, name }));
const look = (panel: string, names: Needing[], ...rights: Right[]): ElasticNeed => ({
  ...{ panel, of: names, as: 'read', isVital: false, where: 'cluster', rights },
});

const act = (panel: string, names: string[], ...rights: Right[]): ElasticNeed => ({
  ...{ panel, of: of('action', ...names), as: 'act', isVital: false, where: 'cluster', rights },
});

/** Everything that asks a cluster or tells it something, with the rights that it takes. */
const NEEDS: readonly ElasticNeed[] = [
  { ...look('its own word: master, cluster and state', of('probe', OWN), MONITOR), isVital: true, where: 'node' },
  { ...look('health, members, disks and shards', of('probe', HEALTH, LOAD, ALLOCATION, SHARDS), MONITOR), isVital: true },
  look('who is in the cluster, health of every index, health report', of('probe', MEMBERS, INDICES, REPORT), MONITOR),
  look('copies that are being made', of('probe', RECOVERIES), MONITOR, INDEX_MONITOR),
  look('documents, sizes and rates of indices', of('probe', VOLUME), INDEX_MONITOR),
  look('snapshots and life cycles', of('probe', UPKEEP), SNAPSHOTS, LIFE_CYCLES),
  look('why a copy stands where it does, and where every copy is', of('question', EXPLAIN, GRID, MEMBER_SHARDS), MONITOR),
  look('a member, and its hot threads', of('question', MEMBER, HOT_THREADS), MONITOR),
  look('tasks, pending tasks, settings', of('question', TASKS, TASKS_MASKED, PENDING, SETTINGS), MONITOR),
  look('one index', of('question', INDEX), INDEX_MONITOR, INDEX_METADATA),
  look('aliases and data streams', of('question', ALIASES, DATA_STREAMS), INDEX_METADATA),
  look('templates', of('question', TEMPLATES_ASKED), TEMPLATES),
  act('drains, allocation and rebalancing', ['drain', 'end-drain', 'allocation', 'rebalance'], MONITOR, MANAGE),
  act('trying again, moving a shard', ['retry-failed', 'move-shard'], MONITOR, MANAGE),
  act('cancelling tasks', ['cancel-task'], MONITOR, MANAGE),
  act('flush and refresh', ['flush', 'refresh'], MONITOR, INDEX_MAINTENANCE),
  act('clearing caches, lifting a block of a full disk', ['clear-cache', 'lift-block'], MONITOR, INDEX_MANAGE),
  act('trying a life cycle again', ['retry-lifecycle'], MONITOR, RETRY_LIFE_CYCLES),
  { ...act('making a snapshot now', ['run-snapshot'], MONITOR, RUN_SNAPSHOTS), only: 'elasticsearch' },
];

/** What a node of this kind needs, in the words of its product, or of both where that is not known. */
export function elasticNeeds({ kind }: Pick<ElasticSettings, 'kind'>, version: string | null): Need[] {
  const is = productIn(version);
  const own = NEEDS.filter(({ where, only }) => where === kind && (only === undefined || is === null || only === is));
  return own.map(({ where: _, only: _only, rights, ...need }) => ({
    ...need,
    rights: rights.map((right) => rightName(right, is)),
  }));
}

/** The rights that one login takes there, each once. */
export function rightsOf({ kind }: Pick<ElasticSettings, 'kind'>, as: string): Right[] {
  return [...new Set(NEEDS.filter((need) => need.where === kind && need.as === as).flatMap(({ rights }) => rights))];
}

/** "OpenSearch 2.19.1": how a report names what answers. */
export function versionWords({ is, version }: Product): string {
  return `${TITLES[is]} ${version}`;
}

const TITLES = { elasticsearch: 'Elasticsearch', opensearch: 'OpenSearch' } as const;

export function productIn(version: string | null): Product['is'] | null {
  if (version === null) return null;
  return version.startsWith(TITLES.opensearch) ? 'opensearch' : 'elasticsearch';
}
