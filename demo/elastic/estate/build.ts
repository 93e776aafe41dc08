import type { Cluster } from '../model/cluster.ts';
import { applySettings } from '../model/cluster-settings.ts';
import { type EstateSpec, logsEstate, smallEstate } from '../model/estates.ts';
import type { DemoCluster } from './layout.ts';

/** What its people have set: their disks and their network are quick, and copies are to be whole again soon. */
const SET = { 'indices.recovery.max_bytes_per_sec': '2gb', 'cluster.routing.allocation.node_concurrent_recoveries': '8' };

/** A cluster of the demo as it is at `now`: all well. */
export function buildCluster({ estate, nodes }: Pick<DemoCluster, 'estate' | 'nodes'>, spec: EstateSpec): Cluster {
  const cluster = (estate === 'logs' ? logsEstate : smallEstate)({ ...spec, nodeNames: nodes });
  applySettings(cluster, { persistent: SET, transient: {} }, spec.now);
  return cluster;
}
