import { isWorse } from '#lib/status.ts';
import { isPrimary } from './groups.ts';
import type { ReplicaState } from './judge.ts';

/** How the column of a replica looks: blue for who says that it is the primary, red for what is critical, hatched for what is too old or was never read. */
export function sideTone({ replica, verdict, isRead }: ReplicaState): string {
  const isOld = !isRead || verdict.status === 'stale';
  const ground = isOld ? 'hatch stale-value' : verdict.status === 'critical' ? 'stuck' : isPrimary(replica) ? 'primary' : '';
  return ground === '' ? 'side' : `side ${ground}`;
}

/** The line over a column: that of the primary, or of what is wrong. */
export function headTone(state: ReplicaState): string {
  const { status } = state.verdict;
  const edge = isWorse(status, 'unknown') ? `edge ${status}` : isPrimary(state.replica) ? 'edge blue' : '';
  return `${sideTone(state)} ${edge}`;
}
