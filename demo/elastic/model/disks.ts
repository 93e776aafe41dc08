import { type Cluster, membersOf } from './cluster.ts';
import { isJudged, keptFree } from './deciders-disk.ts';
import { isElasticFrom } from './release.ts';
import { commit } from './state-version.ts';
import { tally } from './tally.ts';

/** How often the master learns how full disks are: sooner than the product (30 s), so that a demo need not be waited for. */
const DISKS_MS = 5_000;
export const FLOOD_BLOCK = 'index.blocks.read_only_allow_delete';

/** Blocks the indices of nodes that are above the flood stage, lifts that where there is room again (Elasticsearch 7.4 and later, OpenSearch), and has shards looked at where a disk is too full. */
export function watchDisks(cluster: Cluster, now: number): void {
  if (now < cluster.disksAt + DISKS_MS || !isJudged(cluster)) return;
  cluster.disksAt = now;
  const { holdings, unassigned } = tally(cluster);
  const flooded = new Set<string>();
  const high = new Set<string>();
  for (const node of membersOf(cluster)) {
    const free = holdings.get(node.id)?.diskAvailableBytes;
    if (free === undefined) continue;
    if (free < keptFree(cluster, node, 'flood_stage')) flooded.add(node.id);
    if (free < keptFree(cluster, node, 'high')) high.add(node.id);
  }
  // What no node might take is looked at again: one of them may have room now.
  if (high.size > 0 || unassigned.some(({ copy }) => copy.unassigned?.status === 'no')) cluster.isDirty = true;
  const blocked = changeBlocks(cluster, flooded, high);
  if (blocked) commit(cluster);
}

function changeBlocks(cluster: Cluster, flooded: ReadonlySet<string>, high: ReadonlySet<string>): boolean {
  const isLifting = cluster.product === 'opensearch' || isElasticFrom(cluster, 7, 4);
  let isChanged = false;
  for (const index of cluster.indices.values()) {
    const isBlocked = index.settings[FLOOD_BLOCK] === 'true';
    if (!isBlocked && flooded.size === 0) continue;
    const on = (nodes: ReadonlySet<string>) =>
      index.shards.some(({ copies }) => copies.some(({ nodeId }) => nodeId !== null && nodes.has(nodeId)));
    if (!isBlocked && on(flooded)) index.settings[FLOOD_BLOCK] = 'true';
    else if (isBlocked && isLifting && !on(high)) delete index.settings[FLOOD_BLOCK];
    else continue;
    isChanged = true;
  }
  return isChanged;
}
