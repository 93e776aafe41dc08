import { formatCount } from '../../../format/number.ts';
import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
import type { ProbeJudgement } from '../../../system.ts';
import type { RedisSettings } from '../config.ts';
import { type ClusterInfo, type ClusterView, countSlots, isMaster, SLOTS } from './model.ts';

/** Judges a node of a cluster by what it says of itself in the newest of its readings: whether it answers commands on keys. */
export function judgeCluster([newest]: readonly Reading<ClusterInfo>[], { name, address }: RedisSettings): ProbeJudgement {
  if (!newest) return { judged: { status: 'unknown', reason: 'nothing was read', since: null }, rows: [] };
  const judged = judge(newest.value);
  const value: ClusterView = { ...newest.value, name, address };
  return { judged, rows: [{ id: 'cluster', judged, value }] };
}

function judge({ isServing, assignedSlots, self }: ClusterInfo): Judged {
  if (!isServing) {
    const missing = assignedSlots < SLOTS ? `: it knows owners of ${formatCount(assignedSlots)} of ${formatCount(SLOTS)} slots` : '';
    const reason = `answers commands on keys with CLUSTERDOWN${missing}; slots have no owner that it can reach, or it is cut off from most masters`;
    return { status: 'critical', reason, since: null };
  }
  const reason = isMaster(self) ? `serves ${formatCount(countSlots(self.slots))} slots` : 'holds a copy in the cluster';
  return { status: 'ok', reason, since: null };
}
