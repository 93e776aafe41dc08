import type { AllocationStatus, Copy } from './cluster.ts';

export type Decision = 'YES' | 'NO' | 'THROTTLE';

/** What one decider says, in the words of the product's form. */
export type DeciderSays = { decider: string; decision: Decision; explanation: string };

/** As `can_allocate` and `can_move_to_other_node` are told. */
export type Verdict =
  | 'yes'
  | 'no'
  | 'throttled'
  | 'no_attempt'
  | 'no_valid_shard_copy'
  | 'allocation_delayed'
  | 'awaiting_info'
  | 'worse_balance';

/** What is thought of one node for a copy: `says` are the deciders that are not for it (all of them where they were asked for). The best has `ranking` 1. */
export type NodeOpinion = {
  nodeId: string;
  verdict: Verdict;
  ranking: number;
  says: DeciderSays[];
  /** What lies there of it, told for primaries without a whole copy. */
  store: { isFound: boolean; isInSync: boolean; allocationId: string | null } | null;
};

/** The answer to allocation/explain for one copy. Of its three parts one is told: it is on its way (`moving` says so), it is assigned, or it is not. */
export type Explanation = {
  index: string;
  shard: number;
  copy: Copy;
  moving: string | null;
  assigned: {
    nodeId: string;
    ranking: number;
    canRemain: 'yes' | 'no';
    remainSays: DeciderSays[];
    /** Told where it cannot remain. */
    canMove: Verdict | null;
    canRebalanceCluster: 'yes' | 'no' | 'throttled';
    clusterSays: DeciderSays[];
    canRebalanceToOther: 'yes' | 'no' | 'throttled';
    says: string;
  } | null;
  unassigned: {
    status: AllocationStatus;
    verdict: Verdict;
    says: string;
    configuredDelayMs: number | null;
    remainingDelayMs: number | null;
  } | null;
  nodes: NodeOpinion[];
};
