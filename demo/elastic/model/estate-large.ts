import { addIndex } from './build.ts';
import { type Cluster, holdsData } from './cluster.ts';
import { madeNumber } from './made-id.ts';

const MB = 1024 ** 2;

/** The primaries go round; the replica of each round is one node further off, so that every node shares shards with all others. */
function farSpread(ids: readonly string[], turn: number): string[] {
  const round = Math.floor(turn / ids.length);
  const further = 1 + (round % (ids.length - 1));
  return [ids[turn % ids.length] ?? '', ids[(turn + further) % ids.length] ?? ''];
}

/** So many indices of two shards with two copies each, evenly on all nodes that hold data; one in ten is written. */
export function addManyIndices(cluster: Cluster, count: number): void {
  const ids = [...cluster.nodes.values()].filter(holdsData).map(({ id }) => id);
  for (let number = 0; number < count; number++) {
    const name = `tenant-${String(number + 1).padStart(5, '0')}`;
    const places = [number * 2, number * 2 + 1].map((turn) => farSpread(ids, turn));
    const docs = 2_000 + madeNumber(4_000_000, name);
    addIndex(
      cluster,
      { name, docs, primaryBytes: docs * 900 + 4 * MB, searchesPerSecond: 0.2, writesPerSecond: number % 10 === 0 ? 1.5 : 0 },
      places,
    );
  }
}
