import { type Cluster, isActive, type Node } from './cluster.ts';
import { settingOf } from './cluster-settings.ts';
import { canAllocate, canRemain } from './decide.ts';
import { clusterSays, isSourceFull, rebalanceEnable } from './deciders-cluster.ts';
import { delayOf, isPlainIndex, type Look, lookAt } from './look.ts';
import { beginAllocation, beginMove } from './place.ts';
import { commit } from './state-version.ts';
import { noteIncoming, type Placed } from './tally.ts';
import { weigh, weightOf } from './weight.ts';

/** How long after shards were last spread more evenly that is tried again. */
const BALANCE_MS = 3_000;

/** Looks at all shards: places what is nowhere, moves what must not stay, and spreads the rest evenly. Tells whether anything was begun. */
export function allocate(cluster: Cluster, now: number): boolean {
  const look = lookAt(cluster, now);
  const isSpread = now >= cluster.balancedAt + BALANCE_MS;
  const begun = placeUnassigned(look) + moveAway(look) + (isSpread ? balance(look) : 0);
  if (begun > 0) commit(cluster);
  cluster.isDirty = begun > 0 || !isSpread;
  return begun > 0;
}

function placeUnassigned(look: Look): number {
  const { unassigned } = look.tally;
  const ordered = [...unassigned.filter(({ copy }) => copy.isPrimary), ...unassigned.filter(({ copy }) => !copy.isPrimary)];
  let begun = 0;
  for (const placed of ordered) {
    const { copy } = placed;
    // A primary that held data before is never made anew from nothing, also where no data is to be found.
    const hadData = copy.isPrimary && copy.unassigned?.reason !== 'INDEX_CREATED';
    const found = hadData ? reopen(look, placed) : fresh(look, placed);
    const { unassigned: info } = copy;
    if (found.node === null) {
      if (info) info.status = found.status;
      continue;
    }
    beginAllocation(look.cluster, placed, found.node.id);
    noteIncoming(look.tally, placed);
    begun += 1;
  }
  return begun;
}

type Found = { node: Node; status: null } | { node: null; status: 'no' | 'throttled' | 'no_valid_shard_copy' | 'delayed_allocation' };

function reopen(look: Look, placed: Placed): Found {
  const whole = placed.shard.dormant.filter(({ isInSync }) => isInSync);
  const there = look.dataNodes.filter(({ id }) => whole.some(({ nodeId }) => nodeId === id));
  if (there.length === 0) return { node: null, status: 'no_valid_shard_copy' };
  return best(look, placed, there);
}

function fresh(look: Look, placed: Placed): Found {
  const { copy, shard, index } = placed;
  if (!copy.isPrimary && !shard.copies.some((other) => other.isPrimary && isActive(other))) return { node: null, status: 'no' };
  const withData = copy.isPrimary ? [] : look.dataNodes.filter(({ id }) => shard.dormant.some(({ nodeId }) => nodeId === id));
  const found = withData.length > 0 ? best(look, placed, withData) : null;
  if (found?.node || found?.status === 'throttled') return found;
  if (copy.unassigned?.isDelayed) {
    if (look.now < copy.unassigned.at + delayOf(index)) return { node: null, status: 'delayed_allocation' };
    copy.unassigned.isDelayed = false;
  }
  return best(look, placed, look.dataNodes);
}

/** The lightest of the nodes that all deciders are for. */
function best(look: Look, placed: Placed, nodes: readonly Node[]): Found {
  let isThrottled = false;
  for (const node of weigh(look, placed.index, nodes)) {
    const decision = canAllocate(look, placed, node);
    if (decision === 'YES') return { node, status: null };
    if (decision !== 'THROTTLE') continue;
    isThrottled = true;
    // Whatever node is asked, it would have to be made from the same one.
    if (isSourceFull(look, placed)) break;
  }
  return { node: null, status: isThrottled ? 'throttled' : 'no' };
}

function moveAway(look: Look): number {
  let begun = 0;
  for (const node of look.dataNodes) {
    // Where nothing is said of an index alone, what holds for one of its copies holds for all of the node, until one of them leaves.
    let isPlainKept: boolean | null = null;
    for (const placed of look.tally.holdings.get(node.id)?.placed ?? []) {
      if (placed.copy.state !== 'STARTED') continue;
      const isPlain = isPlainIndex(look, placed.index);
      const isKept: boolean = (isPlain ? isPlainKept : null) ?? canRemain(look, placed, node);
      if (isPlain) isPlainKept = isKept;
      if (isKept) continue;
      const { node: target } = best(look, placed, look.dataNodes);
      if (!target) continue;
      move(look, placed, target);
      isPlainKept = null;
      begun += 1;
    }
  }
  return begun;
}

function move(look: Look, placed: Placed, target: Node): void {
  beginMove(look.cluster, placed, target.id);
  noteIncoming(look.tally, placed);
}

function balance(look: Look): number {
  const { cluster, now } = look;
  cluster.balancedAt = now;
  if (settingOf(cluster, 'cluster.routing.allocation.enable') === 'none') return 0;
  let begun = 0;
  while (clusterSays(look).every(({ decision }) => decision === 'YES') && spreadOne(look)) begun += 1;
  return begun;
}

/** Moves one copy from a node that holds too many to one that holds too few, where that makes both better. */
function spreadOne(look: Look): boolean {
  const shards = ({ id }: Node) => (look.tally.holdings.get(id)?.shards ?? 0) - (look.tally.holdings.get(id)?.leaving ?? 0);
  const ordered = look.dataNodes.map((node) => ({ node, left: shards(node) })).sort((a, b) => b.left - a.left);
  for (const { node: from, left: many } of ordered) {
    for (const { node: to, left: few } of [...ordered].reverse()) {
      if (many - few < 2) break;
      const placed = (look.tally.holdings.get(from.id)?.placed ?? []).find((one) => isBetterAt(look, one, from, to));
      if (!placed) continue;
      move(look, placed, to);
      return true;
    }
  }
  return false;
}

function isBetterAt(look: Look, placed: Placed, from: Node, to: Node): boolean {
  if (placed.copy.state !== 'STARTED' || !placed.shard.copies.every(isActive)) return false;
  if (weightOf(look, placed.index, from) <= weightOf(look, placed.index, to) + 1) return false;
  if (rebalanceEnable(look, placed, to).decision !== 'YES') return false;
  return canAllocate(look, placed, to) === 'YES';
}
