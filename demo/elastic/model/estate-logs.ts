import { addIndex } from './build.ts';
import type { Cluster, Node } from './cluster.ts';
import { DAY, DAYS, dayName, daySettings, lifecycleOf, POLICY, type Tier, tierOf } from './data-stream-days.ts';
import { addSnapshots } from './estate-upkeep.ts';
import { madeNumber } from './made-id.ts';
import { spread } from './warm-up.ts';

const GB = 1024 ** 3;

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
      const tier = tierOf(age);
      const ids = [...cluster.nodes.values()].filter((node) => isOf(node, tier)).map(({ id }) => id);
      const places = Array.from({ length: stream.primaries }, () => spread(ids, turns[tier]++, 2));
      const part = age === 0 ? Math.max(0.02, (cluster.now % DAY) / DAY) : 1;
      const createdAt = (today - age) * DAY;
      const day = { stream: stream.name, generation: DAYS - age, createdAt };
      const lifecycle = lifecycleOf(age, createdAt);
      const made = { createdAt, dataStream: stream.name, isHidden: true, settings: daySettings(cluster, tier), lifecycle };
      addIndex(cluster, { ...made, name: dayName(cluster, day), ...sized(stream, part, age) }, places);
    }
    cluster.dataStreams.set(stream.name, { name: stream.name, template: 'logs', policy: POLICY, generation: DAYS });
  }
  cluster.lifecyclePolicies.push(POLICY);
  const common = { priority: 200, version: 1, composedOf: [], isLegacy: false };
  const patterns = ['logs-*-prod', 'metrics-*-prod'];
  cluster.templates.push({
    ...common,
    name: 'logs',
    patterns,
    isDataStream: true,
    isComponent: false,
    settings: { 'index.lifecycle.name': POLICY },
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
