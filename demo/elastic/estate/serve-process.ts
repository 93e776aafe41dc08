import type { Cluster } from '../model/cluster.ts';
import type { EstateSpec } from '../model/estates.ts';
import { type RunningElastic, startElastic } from '../wire/start.ts';
import { buildCluster } from './build.ts';
import { followUp } from './follow-up.ts';
import { ELASTIC_CLUSTERS } from './layout.ts';
import type { FromClusters, ToClusters } from './messages.ts';
import type { ClusterOrder } from './orders.ts';
import { type ElasticPasswords, usersWith } from './users.ts';

const running = new Map<string, RunningElastic>();

/** All clusters of the demo, in this process alone, so that they can be killed and frozen like a data centre without power. */
async function serve(passwords: ElasticPasswords): Promise<void> {
  for (const demo of ELASTIC_CLUSTERS) {
    const { name, product, version } = demo;
    const estate = (spec: EstateSpec): Cluster => buildCluster(demo, spec);
    const options = { name, product, version, estate, users: usersWith(passwords), clock: Date.now, waitsForMaster: true };
    running.set(name, await startElastic(options));
  }
  answer({ is: 'ready', urls: Object.fromEntries([...running].map(([name, { urls }]) => [name, urls])) });
}

async function carryOut(id: number, { cluster, told }: ClusterOrder): Promise<void> {
  try {
    const meant = running.get(cluster);
    if (!meant) throw new Error(`there is no cluster ${cluster}`);
    await meant.order(told);
    followUp(meant.cluster, told, meant.now());
    answer({ is: 'done', id, error: null });
  } catch (error) {
    answer({ is: 'done', id, error: error instanceof Error ? error.message : String(error) });
  }
}

function answer(told: FromClusters): void {
  process.send?.(told);
}

// Our parent alone has the other end of the channel.
process.on('message', (told: ToClusters) => void (told.is === 'order' ? carryOut(told.id, told.told) : serve(told.passwords)));
// Whatever ended our parent, nothing of it is left.
process.on('disconnect', () => process.exit(0));
