import type { Node } from './cluster.ts';
import { clusterSays, enable, maxRetry, rebalanceEnable, replicaAfterPrimary, throttling } from './deciders-cluster.ts';
import { diskForNew, diskToRemain } from './deciders-disk.ts';
import { awareness, type Decider, dataTier, filter, sameShard, shardsLimit } from './deciders-place.ts';
import type { DeciderSays, Decision } from './explain-types.ts';
import type { Look } from './look.ts';
import type { Placed } from './tally.ts';

const ALLOCATE: readonly Decider[] = [
  maxRetry,
  replicaAfterPrimary,
  enable,
  filter,
  sameShard,
  dataTier,
  diskForNew,
  throttling,
  shardsLimit,
  awareness,
];
/** A primary whose data is there already: its disk is not asked for room. */
const REOPEN: readonly Decider[] = ALLOCATE.filter((decider) => decider !== diskForNew);
const REMAIN: readonly Decider[] = [filter, dataTier, diskToRemain, shardsLimit];

/** What all say of a copy that is to go to a node. */
export function allocateSays(look: Look, placed: Placed, node: Node): DeciderSays[] {
  return decidersFor(placed).map((decide) => decide(look, placed, node));
}

/** Whether a copy can go to a node: as `decisionOf` all that is said, without asking on once it is no. */
export function canAllocate(look: Look, placed: Placed, node: Node): Decision {
  return quick(decidersFor(placed), look, placed, node);
}

/** What is said of a copy staying where it is. */
export function remainSays(look: Look, placed: Placed, node: Node): DeciderSays[] {
  return REMAIN.map((decide) => decide(look, placed, node));
}

export function canRemain(look: Look, placed: Placed, node: Node): boolean {
  return quick(REMAIN, look, placed, node) !== 'NO';
}

/** What is said of moving a copy only for balance, whereto ever. */
export function rebalanceSays(look: Look, placed: Placed, node: Node): DeciderSays[] {
  return [...clusterSays(look), rebalanceEnable(look, placed, node)];
}

/** NO before THROTTLE before YES. */
export function decisionOf(says: readonly DeciderSays[]): Decision {
  if (says.some(({ decision }) => decision === 'NO')) return 'NO';
  return says.some(({ decision }) => decision === 'THROTTLE') ? 'THROTTLE' : 'YES';
}

function decidersFor({ copy, shard }: Placed): readonly Decider[] {
  const hasData = copy.isPrimary && copy.state === 'UNASSIGNED' && shard.dormant.length > 0;
  return hasData ? REOPEN : ALLOCATE;
}

function quick(deciders: readonly Decider[], look: Look, placed: Placed, node: Node): Decision {
  let found: Decision = 'YES';
  for (const decide of deciders) {
    const { decision } = decide(look, placed, node);
    if (decision === 'NO') return 'NO';
    if (decision === 'THROTTLE') found = 'THROTTLE';
  }
  return found;
}
