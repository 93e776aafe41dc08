import { type Cluster, indexOf, type Node, nodeOf, Refusal } from './cluster.ts';
import { allocateSays, decisionOf, rebalanceSays, remainSays } from './decide.ts';
import type { DeciderSays, Explanation, NodeOpinion, Verdict } from './explain-types.ts';
import { delayOf, type Look, lookAt } from './look.ts';
import type { Placed } from './tally.ts';
import { weigh, weightOf } from './weight.ts';

/** `node` (id or name) picks one of several replicas. `allSaid`: also the deciders that say yes. */
export type Asked = { index: string; shard: number; isPrimary: boolean; node?: string; allSaid?: boolean };

/** Why a copy is where it is, or nowhere. Throws Refusal (400, 404) where there is no such shard. */
export function explain(cluster: Cluster, asked: Asked, now: number): Explanation {
  return explainPlaced(lookAt(cluster, now), copyOf(cluster, asked), asked.allSaid ?? false);
}

/** Of the first unassigned shard, primaries first; null where all are assigned. */
export function explainAny(cluster: Cluster, now: number, allSaid = false): Explanation | null {
  const look = lookAt(cluster, now);
  const { unassigned } = look.tally;
  const first = unassigned.find(({ copy }) => copy.isPrimary) ?? unassigned[0];
  return first ? explainPlaced(look, first, allSaid) : null;
}

function copyOf(cluster: Cluster, asked: Asked): Placed {
  const index = indexOf(cluster, asked.index);
  const shard = index.shards[asked.shard];
  if (!shard) throw new Refusal(400, 'illegal_argument_exception', `no such shard [${asked.shard}] of index [${asked.index}]`);
  const copies = shard.copies.filter(({ isPrimary }) => isPrimary === asked.isPrimary);
  const { node } = asked;
  const nodeId = node === undefined ? null : nodeOf(cluster, node).id;
  // The product explains the replica that is unassigned before any other.
  const copy =
    nodeId === null ? (copies.find(({ state }) => state === 'UNASSIGNED') ?? copies[0]) : copies.find((one) => one.nodeId === nodeId);
  if (!copy) {
    const where = node === undefined ? '' : ` on node [${node}]`;
    const reason = `unable to find any ${asked.isPrimary ? 'primary' : 'replicas'} for shard [${asked.index}][${asked.shard}]${where}`;
    throw new Refusal(400, 'illegal_argument_exception', reason);
  }
  return { index, shard, copy };
}

function explainPlaced(look: Look, placed: Placed, allSaid: boolean): Explanation {
  const { index, shard, copy } = placed;
  const base = { index: index.name, shard: shard.number, copy, moving: null, assigned: null, unassigned: null };
  if (copy.state === 'UNASSIGNED') return { ...base, ...explainUnassigned(look, placed, allSaid) };
  const node = copy.nodeId === null ? undefined : look.cluster.nodes.get(copy.nodeId);
  if (copy.state === 'STARTED' && node) return { ...base, ...explainAssigned(look, placed, { node, allSaid }) };
  const to = copy.recovery ? look.cluster.nodes.get(copy.recovery.toId)?.name : undefined;
  const moving =
    copy.state === 'RELOCATING'
      ? `the shard is in the process of relocating from node [${node?.name}] to node [${to}], wait until relocation has completed`
      : `the shard is in the process of initializing on node [${node?.name}], wait until initialization has completed`;
  return { ...base, moving, nodes: [] };
}

function explainUnassigned(look: Look, placed: Placed, allSaid: boolean): Pick<Explanation, 'unassigned' | 'nodes'> {
  const { copy, shard, index } = placed;
  const nodes = rank(look, placed).map((node, place) =>
    opinionOf({ node, ranking: place + 1, allSaid, says: allocateSays(look, placed, node) }),
  );
  const isLost = copy.isPrimary && copy.unassigned?.reason !== 'INDEX_CREATED' && !hasWholeStore(look, placed);
  const delay = copy.unassigned?.isDelayed ? delayOf(index) : null;
  const remaining = delay === null ? null : Math.max(0, (copy.unassigned?.at ?? 0) + delay - look.now);
  const isDelayed =
    remaining !== null && remaining > 0 && !look.dataNodes.some(({ id }) => shard.dormant.some(({ nodeId }) => nodeId === id));
  const verdict: Verdict = isLost ? 'no_valid_shard_copy' : isDelayed ? 'allocation_delayed' : overall(nodes);
  const shown = copy.isPrimary && copy.unassigned?.reason !== 'INDEX_CREATED' ? nodes.map((one) => withStore(placed, one, isLost)) : nodes;
  return {
    unassigned: {
      status: copy.unassigned?.status ?? 'no_attempt',
      verdict,
      says: UNASSIGNED_SAYS[verdict],
      configuredDelayMs: delay,
      remainingDelayMs: remaining,
    },
    nodes: shown,
  };
}

const UNASSIGNED_SAYS: Record<Verdict, string> = {
  yes: 'The cluster will allocate this shard to one of its nodes.',
  no: 'The cluster may not allocate this shard to any of its nodes. See what is said against each of them.',
  throttled: 'The shard will be allocated once recoveries that are under way leave room for another.',
  no_attempt: 'No attempt was made to allocate this shard so far.',
  no_valid_shard_copy: 'No node of the cluster has a whole copy of the data of this shard, so it cannot be allocated.',
  allocation_delayed:
    'The node that held this shard has left: it is waited for until the delay is over, so that its data can be used again.',
  awaiting_info: 'What is on the disks of the nodes is being asked for.',
  worse_balance: 'No node is better for this shard.',
};

function hasWholeStore(look: Look, { shard }: Placed): boolean {
  return shard.dormant.some(({ isInSync, nodeId }) => isInSync && look.dataNodes.some(({ id }) => id === nodeId));
}

function withStore({ shard }: Placed, opinion: NodeOpinion, isLost: boolean): NodeOpinion {
  const found = shard.dormant.find(({ nodeId }) => nodeId === opinion.nodeId);
  const store = { isFound: found !== undefined, isInSync: found?.isInSync ?? false, allocationId: found?.allocationId ?? null };
  return isLost ? { ...opinion, verdict: 'no', says: [], store } : { ...opinion, verdict: store.isInSync ? opinion.verdict : 'no', store };
}

function explainAssigned(
  look: Look,
  placed: Placed,
  { node, allSaid }: { node: Node; allSaid: boolean },
): Pick<Explanation, 'assigned' | 'nodes'> {
  const remain = remainSays(look, placed, node);
  const canRemain = decisionOf(remain) !== 'NO';
  const cluster = rebalanceSays(look, placed, node);
  const own = weightOf(look, placed.index, node);
  const others = rank(look, placed).filter((other) => other !== node);
  const nodes = others.map((other, place) => {
    const opinion = opinionOf({ node: other, ranking: place + 1, allSaid, says: allocateSays(look, placed, other) });
    const isWorse = canRemain && opinion.verdict === 'yes' && own <= weightOf(look, placed.index, other) + 1;
    return isWorse ? { ...opinion, verdict: 'worse_balance' as const } : opinion;
  });
  const verdict = overall(nodes);
  const isMoving = canRemain && verdict === 'yes' && decisionOf(cluster) === 'YES';
  const assigned: Explanation['assigned'] = {
    nodeId: node.id,
    ranking: rank(look, placed).indexOf(node) + 1,
    canRemain: canRemain ? 'yes' : 'no',
    remainSays: shown(remain, allSaid),
    canMove: canRemain ? null : verdict,
    canRebalanceCluster: word(decisionOf(cluster)),
    clusterSays: shown(cluster, allSaid),
    canRebalanceToOther: isMoving ? 'yes' : verdict === 'throttled' ? 'throttled' : 'no',
    says: assignedSays(canRemain, verdict, isMoving),
  };
  return { assigned, nodes };
}

function assignedSays(canRemain: boolean, verdict: Verdict, isMoving: boolean): string {
  if (isMoving) return 'The cluster will move this shard to another node to spread shards more evenly.';
  if (canRemain) return 'This shard is where it should be: no other node would be better that is allowed to hold it.';
  if (verdict === 'yes') return 'This shard may not remain on its node, and will be moved to another.';
  if (verdict === 'throttled')
    return 'This shard may not remain on its node, and will be moved once recoveries that are under way leave room.';
  return 'This shard may not remain on its node, and no other node is allowed to hold it.';
}

type Considered = { node: Node; ranking: number; allSaid: boolean; says: DeciderSays[] };

function opinionOf({ node, ranking, allSaid, says }: Considered): NodeOpinion {
  return { nodeId: node.id, verdict: word(decisionOf(says)), ranking, says: shown(says, allSaid), store: null };
}

function shown(says: readonly DeciderSays[], allSaid: boolean): DeciderSays[] {
  return says.filter(({ decision }) => allSaid || decision !== 'YES');
}

function rank(look: Look, { index }: Placed): Node[] {
  return weigh(look, index, look.dataNodes);
}

function word(decision: DeciderSays['decision']): 'yes' | 'no' | 'throttled' {
  return decision === 'YES' ? 'yes' : decision === 'NO' ? 'no' : 'throttled';
}

function overall(nodes: readonly NodeOpinion[]): Verdict {
  if (nodes.some(({ verdict }) => verdict === 'yes')) return 'yes';
  return nodes.some(({ verdict }) => verdict === 'throttled') ? 'throttled' : 'no';
}
