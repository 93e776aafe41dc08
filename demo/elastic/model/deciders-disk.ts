import { type Cluster, type Node, shardBytes } from './cluster.ts';
import { settingOf } from './cluster-settings.ts';
import { type Decider, no, yes } from './deciders-place.ts';
import type { DeciderSays } from './explain-types.ts';
import type { Look } from './look.ts';
import { bytesToKeepFree, sizeText } from './setting-values.ts';

export type Mark = 'low' | 'high' | 'flood_stage';

const THRESHOLD = 'disk_threshold';
const PREFIX = 'cluster.routing.allocation.disk.watermark';

/** How much must stay free on a node by a watermark. */
export function keptFree(cluster: Cluster, node: Node, mark: Mark): number {
  const name = `${PREFIX}.${mark}`;
  const isSet = cluster.settings.persistent[name] !== undefined || cluster.settings.transient[name] !== undefined;
  const room = `${name}.max_headroom`;
  // What the headroom is by default counts only where the watermark is left at its default.
  const own = cluster.settings.transient[room] ?? cluster.settings.persistent[room] ?? null;
  return bytesToKeepFree(settingOf(cluster, name) ?? '100%', node.diskBytes, own ?? (isSet ? null : settingOf(cluster, room)));
}

/** No new copy goes above the low watermark, and none that would bring the node above the high one. */
export const diskForNew: Decider = (look, placed, node) => {
  if (!isJudged(look.cluster)) return yes(THRESHOLD, 'the disk threshold decider is disabled');
  const holding = look.tally.holdings.get(node.id);
  if (!holding) return no(THRESHOLD, 'the disk of this node is not known');
  const free = holding.diskAvailableBytes - holding.arrivingBytes;
  const low = keptFree(look.cluster, node, 'low');
  // A primary without data takes no room: it may go anywhere below the high watermark.
  const isEmpty = placed.copy.isPrimary && placed.copy.unassigned?.reason === 'INDEX_CREATED';
  const high = keptFree(look.cluster, node, 'high');
  if (free < (isEmpty ? high : low)) return above(look, node, isEmpty ? 'high' : 'low', free);
  const size = isEmpty ? 0 : shardBytes(placed.index);
  if (free - size < high) {
    const said = `allocating the shard to this node will bring the node above the high watermark ${setting(look.cluster, 'high')}`;
    return no(
      THRESHOLD,
      `${said} and cause it to have less than the minimum required [${sizeText(high)}] of free space (free: [${sizeText(free)}], estimated shard size: [${sizeText(size)}])`,
    );
  }
  return yes(
    THRESHOLD,
    `enough disk for shard on node, free: [${sizeText(free)}], shard size: [${sizeText(size)}], free after allocating shard: [${sizeText(free - size)}]`,
  );
};

/** A copy leaves a node that is above the high watermark, until what leaves makes room enough. */
export const diskToRemain: Decider = (look, _, node) => {
  if (!isJudged(look.cluster)) return yes(THRESHOLD, 'the disk threshold decider is disabled');
  const holding = look.tally.holdings.get(node.id);
  const free = (holding?.diskAvailableBytes ?? 0) + (holding?.leavingBytes ?? 0);
  const high = keptFree(look.cluster, node, 'high');
  if (free >= high) return yes(THRESHOLD, `there is enough disk on this node for the shard to remain, free: [${sizeText(free)}]`);
  const said = `the shard cannot remain on this node because it is above the high watermark ${setting(look.cluster, 'high')}`;
  return no(THRESHOLD, `${said} and there is less than the required [${sizeText(high)}] free disk on node, ${actual(node, free)}`);
};

function above(look: Look, node: Node, mark: Mark, free: number): DeciderSays {
  const kept = sizeText(keptFree(look.cluster, node, mark));
  const said = `the node is above the ${mark} watermark ${setting(look.cluster, mark)}`;
  return no(THRESHOLD, `${said}, having less than the minimum required [${kept}] free space, ${actual(node, free)}`);
}

function actual(node: Node, free: number): string {
  const used = (100 * (node.diskBytes - free)) / node.diskBytes;
  return `actual free: [${sizeText(Math.max(0, free))}], actual used: [${used.toFixed(1)}%]`;
}

function setting(cluster: Cluster, mark: Mark): string {
  return `cluster setting [${PREFIX}.${mark}=${settingOf(cluster, `${PREFIX}.${mark}`)}]`;
}

/** Whether disks are looked at at all. */
export function isJudged(cluster: Cluster): boolean {
  return settingOf(cluster, 'cluster.routing.allocation.disk.threshold_enabled') !== 'false';
}
