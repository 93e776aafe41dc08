import { addIndex } from './build.ts';
import { type Cluster, holdsData } from './cluster.ts';
import { addSnapshots, addTask } from './estate-upkeep.ts';
import { madeNumber } from './made-id.ts';
import { spread } from './warm-up.ts';

const GB = 1024 ** 3;

/** Sites with their posts (millions), the size of their index (GB) and searches a second: the first is what everybody comes for. */
const SITES: readonly [name: string, posts: number, gb: number, searches: number][] = [
  ['stackoverflow', 58, 212, 118],
  ['math', 3.2, 11, 9],
  ['superuser', 1.4, 4.6, 7],
  ['serverfault', 0.9, 3.1, 5],
  ['askubuntu', 1.1, 3.4, 6],
  ['meta', 0.3, 1.1, 2],
  ['unix', 0.6, 1.9, 3],
  ['tex', 0.5, 1.6, 2],
  ['english', 0.5, 1.2, 2],
  ['gaming', 0.3, 0.8, 1],
  ['physics', 0.5, 1.8, 2],
  ['gis', 0.3, 0.9, 1],
  ['apple', 0.3, 0.8, 1],
  ['dba', 0.2, 0.8, 1],
  ['electronics', 0.4, 1.3, 1],
  ['stats', 0.4, 1.5, 2],
  ['wordpress', 0.2, 0.7, 1],
  ['magento', 0.2, 0.6, 1],
  ['drupal', 0.2, 0.5, 1],
  ['salesforce', 0.2, 0.5, 1],
  ['codereview', 0.2, 0.9, 1],
  ['security', 0.2, 0.6, 1],
  ['sharepoint', 0.2, 0.5, 1],
  ['travel', 0.1, 0.3, 0.6],
  ['diy', 0.1, 0.3, 0.6],
  ['webapps', 0.1, 0.2, 0.5],
  ['android', 0.1, 0.3, 0.6],
  ['cooking', 0.1, 0.2, 0.4],
  ['scifi', 0.2, 0.5, 0.8],
  ['rpg', 0.1, 0.4, 0.6],
];

/** An index for each site, one that answers by an alias, with two copies of each shard; snapshots, and a rebuild of an index under way. */
export function addSites(cluster: Cluster): void {
  const nodes = [...cluster.nodes.values()].filter(holdsData);
  const ids = nodes.map(({ id }) => id);
  let turn = 0;
  for (const [name, millions, gb, searches] of SITES) {
    const primaries = name === 'stackoverflow' ? 6 : 1;
    const places = Array.from({ length: primaries }, () => spread(ids, turn++, 2));
    const docs = Math.round(millions * 1e6) + madeNumber(40_000, name);
    const made = {
      name: `${name}-v3`,
      docs,
      primaryBytes: Math.round(gb * GB),
      searchesPerSecond: searches,
      writesPerSecond: searches / 12,
    };
    addIndex(cluster, { ...made, aliases: [name], settings: { 'index.refresh_interval': '5s' } }, places);
  }
  cluster.templates.push({
    name: 'sites',
    patterns: ['*-v3'],
    priority: 100,
    version: 3,
    composedOf: [],
    isDataStream: false,
    isLegacy: false,
    isComponent: false,
    settings: { 'index.number_of_replicas': '1', 'index.refresh_interval': '5s' },
  });
  addSnapshots(cluster, { id: 'nightly', repository: 'backups', hour: 1 });
  const [first] = nodes;
  if (first) addTask(cluster, first.id, { index: 'travel-v3', into: 'travel-v4', total: 104_000 });
}
