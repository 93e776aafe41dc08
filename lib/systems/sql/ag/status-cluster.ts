import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
import type { ProbeJudgement } from '../../../system.ts';
import type { WindowsCluster, WindowsClusterView } from './model.ts';
import { CLUSTER_ROW } from './rows.ts';
import { say } from './status-words.ts';

/** Judges what a node (newest reading first) says of the Windows cluster: its quorum. Members that are down are told once for the cluster, by the witness. */
export function judgeWindowsCluster([newest]: readonly Reading<WindowsCluster | null>[]): ProbeJudgement {
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const judged = judge(newest.value);
  const value: WindowsClusterView = { kind: 'windows cluster', cluster: newest.value };
  return { judged, rows: [{ id: CLUSTER_ROW, judged, value }] };
}

function judge(cluster: WindowsCluster | null): Judged {
  if (cluster === null) return say('unknown', 'tells of no Windows cluster: it is in none, or has no quorum');
  const { name, quorumState, quorumType } = cluster;
  switch (quorumState) {
    case 'normal quorum':
      return say('ok', `${name} has quorum${quorumType === null ? '' : ` (${quorumType})`}`);
    case 'forced quorum':
      return say('warning', `the quorum of ${name} was forced: it runs without a majority until somebody ends that`);
    default:
      return say('unknown', `the state of the quorum of ${name} is ${quorumState ?? 'not told'}`);
  }
}
