import { addIndex } from './build.ts';
import type { Cluster, Index, Node } from './cluster.ts';
import { addSnapshots } from './estate-upkeep.ts';
import { madeNumber } from './made-id.ts';
import { spread } from './warm-up.ts';

const GB = 1024 ** 3;
const DAY = 86_400_000;
const DAYS = 21;

type Tier = 'hot' | 'warm' | 'cold';

/** What is written a day: documents in millions, bytes of one. */
const STREAMS: readonly { name: string; millions: number; gb: number; primaries: number }[] = [
  { name: 'logs-haproxy-prod', millions: 209, gb: 78, primaries: 2 },
  { name: 'logs-web-prod', millions: 66, gb: 31, primaries: 1 },
  { name: 'logs-sql-prod', millions: 12, gb: 6, primaries: 1 },
  { name: 'logs-network-prod', millions: 38, gb: 9, primaries: 1 },
  { name: 'metrics-hosts-prod', millions: 90, gb: 12, primaries: 1 },
];

/** Data streams with an index for each of the last days: the newest in the hot tier, those of a week in the warm one, older ones in the cold. */
export function addLogs(cluster: Cluster): void {
  const today = Math.floor(cluster.now / DAY);
  const turns: Record<Tier, number> = { hot: 0, warm: 0, cold: 0 };
  for (const stream of STREAMS) {
    for (let age = DAYS - 1; age >= 0; age--) {
      const tier: Tier = age < 2 ? 'hot' : age < 8 ? 'warm' : 'cold';
      const ids = [...cluster.nodes.values()].filter((node) => isOf(node, tier)).map(({ id }) => id);
      const places = Array.from({ length: stream.primaries }, () => spread(ids, turns[tier]++, 2));
      const part = age === 0 ? Math.max(0.02, (cluster.now % DAY) / DAY) : 1;
      const createdAt = (today - age) * DAY;
      addIndex(cluster, { ...dayOf(cluster, stream, { age, tier, createdAt }), ...sized(stream, part, age) }, places);
    }
    cluster.dataStreams.set(stream.name, { name: stream.name, template: 'logs', policy: 'logs-21d', generation: DAYS });
  }
  cluster.lifecyclePolicies.push('logs-21d');
  const common = { priority: 200, version: 1, composedOf: [], isLegacy: false };
  const patterns = ['logs-*-prod', 'metrics-*-prod'];
  cluster.templates.push({
    ...common,
    name: 'logs',
    patterns,
    isDataStream: true,
    isComponent: false,
    settings: { 'index.lifecycle.name': 'logs-21d' },
  });
  addSnapshots(cluster, { id: 'logs-daily', repository: 'logs-archive', hour: 2 });
}

function isOf({ attributes }: Node, tier: Tier): boolean {
  return attributes.temp === tier;
}

function sized({ name, millions, gb }: (typeof STREAMS)[number], part: number, age: number) {
  const docs = Math.round(millions * 1e6 * part) + madeNumber(90_000, name, age);
  const isWritten = age === 0;
  return {
    docs,
    primaryBytes: Math.round(gb * GB * part),
    writesPerSecond: isWritten ? (millions * 1e6) / 86_400 : 0,
    searchesPerSecond: age === 0 ? 3 : age < 8 ? 0.3 : 0.02,
  };
}

function dayOf(cluster: Cluster, stream: { name: string }, { age, tier, createdAt }: { age: number; tier: Tier; createdAt: number }) {
  const day = new Date(createdAt).toISOString().slice(0, 10).replaceAll('-', '.');
  const generation = String(DAYS - age).padStart(6, '0');
  const isOpen = cluster.product === 'opensearch';
  const before = tier === 'cold' ? 'data_cold,data_warm,data_hot' : tier === 'warm' ? 'data_warm,data_hot' : 'data_hot';
  const settings: Record<string, string> = isOpen
    ? { 'index.routing.allocation.require.temp': tier }
    : { 'index.routing.allocation.include._tier_preference': before, 'index.lifecycle.name': 'logs-21d' };
  return {
    name: isOpen ? `.ds-${stream.name}-${generation}` : `.ds-${stream.name}-${day}-${generation}`,
    createdAt,
    dataStream: stream.name,
    isHidden: true,
    settings: { ...settings, 'index.hidden': 'true' },
    lifecycle: lifecycleOf(tier, createdAt, age),
  };
}

function lifecycleOf(tier: Tier, createdAt: number, age: number): Index['lifecycle'] {
  const at = tier === 'hot' ? createdAt : createdAt + (tier === 'warm' ? 2 : 8) * DAY;
  return {
    policy: 'logs-21d',
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
