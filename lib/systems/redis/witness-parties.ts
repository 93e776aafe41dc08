import type { Reading } from '../../reading.ts';
import type { WitnessNode } from '../../system.ts';
import type { RedisSettings } from './config.ts';
import type { RedisInfo } from './model.ts';

/** What data nodes are asked, what Sentinels are, and what nodes of a cluster are besides. */
export const INFO = 'info';
export const SENTINEL = 'sentinel';
export const CLUSTER = 'cluster';

/** What of a reading is compared, also of one that is not the newest. */
export type Said = Pick<
  RedisInfo,
  | 'mode'
  | 'runId'
  | 'port'
  | 'role'
  | 'link'
  | 'replicationId'
  | 'olderReplicationId'
  | 'offset'
  | 'isWritable'
  | 'backlogBytes'
  | 'fullSyncsTotal'
>;

/** A node of the group: its readings newest first, none where it cannot be heard. */
export type Party = {
  node: string;
  settings: Pick<RedisSettings, 'address' | 'limits' | 'set' | 'isCluster'>;
  readings: readonly Reading<Said>[];
};

/** All data nodes of a group. The engine hands back the settings and the readings of this very system. */
export function partiesOf(nodes: readonly WitnessNode<unknown>[]): Party[] {
  return nodes
    .filter(({ settings }) => (settings as RedisSettings).kind === 'data')
    .map(({ node, settings, windows }) => ({
      node,
      settings: settings as RedisSettings,
      readings: (windows[INFO] ?? []) as readonly Reading<RedisInfo>[],
    }));
}
