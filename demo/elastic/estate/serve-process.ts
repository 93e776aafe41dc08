import { reroute } from '../model/reroute.ts';
import { type RunningElastic, startElastic } from '../wire/start.ts';
import { ELASTIC_CLUSTERS } from './layout.ts';
import type { FromClusters, ToClusters } from './messages.ts';
import type { ClusterOrder } from './orders.ts';
import { type ElasticPasswords, usersWith } from './users.ts';

const RETRY = { commands: [], retryFailed: true, isDryRun: false, isExplained: false };

const running = new Map<string, RunningElastic>();

/** All clusters of the demo, in this process alone, so that they can be killed and frozen like a data centre without power. */
async function serve(passwords: ElasticPasswords): Promise<void> {
  for (const { name, product, version, estate, nodes } of ELASTIC_CLUSTERS) {
    const options = {
      name,
      product,
      version,
      estate,
      nodeNames: nodes,
      users: usersWith(passwords),
      clock: Date.now,
      waitsForMaster: true,
    };
    running.set(name, await startElastic(options));
  }
  answer({ is: 'ready', urls: Object.fromEntries([...running].map(([name, { urls }]) => [name, urls])) });
}

async function carryOut(id: number, { cluster, told }: ClusterOrder): Promise<void> {
  try {
    const meant = running.get(cluster);
    if (!meant) throw new Error(`there is no cluster ${cluster}`);
    await meant.order(told);
    // What has failed five times is not tried again by itself.
    if (told.order === 'mend shard') reroute(meant.cluster, RETRY, meant.now());
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
