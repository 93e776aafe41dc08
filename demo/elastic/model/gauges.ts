import type { Cluster, Node } from './cluster.ts';
import type { Gauges } from './node-state.ts';

/** How a node does at `now`: waves around what its share of the work makes of it. The same moment gives the same figures. */
export function gaugesOf(_cluster: Cluster, _node: Node, _now: number): Gauges {
  throw new Error('not built yet');
}
