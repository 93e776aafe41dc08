import { serve } from '#demo/serve.ts';
import type { Cluster } from '../model/cluster.ts';
import type { EstateSpec } from '../model/estates.ts';
import { type RunningElastic, startElastic } from '../wire/start.ts';
import { buildCluster } from './build.ts';
import type { ClusterUrls } from './clusters.ts';
import { followUp } from './follow-up.ts';
import { ELASTIC_CLUSTERS } from './layout.ts';
import type { ClusterOrder } from './orders.ts';
import { type ElasticPasswords, usersWith } from './users.ts';

const running = new Map<string, RunningElastic>();

/** All clusters of the demo, in this process alone, so that they can be killed and frozen like a data centre without power. */
async function start(passwords: ElasticPasswords): Promise<ClusterUrls> {
  for (const demo of ELASTIC_CLUSTERS) {
    const { name, product, version } = demo;
    const estate = (spec: EstateSpec): Cluster => buildCluster(demo, spec);
    const options = { name, product, version, estate, users: usersWith(passwords), clock: Date.now, waitsForMaster: true };
    running.set(name, await startElastic(options));
  }
  return Object.fromEntries([...running].map(([name, { urls }]) => [name, urls]));
}

async function obey({ cluster, told }: ClusterOrder): Promise<void> {
  const meant = running.get(cluster);
  if (!meant) throw new Error(`there is no cluster ${cluster}`);
  await meant.order(told);
  followUp(meant.cluster, told, meant.now());
}

serve({ start, obey });
