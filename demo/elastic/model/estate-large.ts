import { addIndex } from './build.ts';
import { type Cluster, holdsData } from './cluster.ts';
import { madeNumber } from './made-id.ts';
import { spread } from './warm-up.ts';

const MB = 1024 ** 2;

/** So many indices of two shards with two copies each, evenly on all nodes that hold data; one in ten is written. */
export function addManyIndices(cluster: Cluster, count: number): void {
  const ids = [...cluster.nodes.values()].filter(holdsData).map(({ id }) => id);
  for (let number = 0; number < count; number++) {
    const name = `tenant-${String(number + 1).padStart(5, '0')}`;
    const places = [spread(ids, number * 4, 2), spread(ids, number * 4 + 2, 2)];
    const docs = 2_000 + madeNumber(4_000_000, name);
    addIndex(
      cluster,
      { name, docs, primaryBytes: docs * 900 + 4 * MB, searchesPerSecond: 0.2, writesPerSecond: number % 10 === 0 ? 1.5 : 0 },
      places,
    );
  }
}
