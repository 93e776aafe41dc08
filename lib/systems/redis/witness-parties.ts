import type { Reading } from '../../reading.ts';
import type { WitnessNode } from '../../system.ts';
import type { RedisSettings } from './config.ts';
import type { RedisInfo } from './model.ts';

/** The one probe that the witness goes by. */
export const INFO = 'info';

/** What of a reading is compared, also of one that is not the newest. */
export type Said = Pick<
  RedisInfo,
  'mode' | 'port' | 'role' | 'link' | 'replicationId' | 'olderReplicationId' | 'offset' | 'isWritable' | 'backlogBytes'
>;

/** A node of the group: its readings newest first, none where it cannot be heard. */
export type Party = { node: string; settings: Pick<RedisSettings, 'address' | 'limits'>; readings: readonly Reading<Said>[] };

/** All nodes of a group. The engine hands back the settings and the readings of this very system. */
export function partiesOf(nodes: readonly WitnessNode<unknown>[]): Party[] {
  return nodes.map(({ node, settings, windows }) => ({
    node,
    settings: settings as RedisSettings,
    readings: (windows[INFO] ?? []) as readonly Reading<RedisInfo>[],
  }));
}
