import type { WindowsCluster } from './model.ts';
import { rowsOf, type Sets } from './parse-row.ts';

/** What the statements of the probe "cluster" told, each set by its name. */
export type ClusterSets = Sets<'cluster' | 'members' | 'networks'>;

/** UP and DOWN, which are called ONLINE and OFFLINE where their numbers are documented. Another word tells nothing. */
const IS_UP: Readonly<Record<string, boolean>> = { up: true, online: true, down: false, offline: false };

/** Reads the Windows cluster (sys.dm_hadr_cluster, _members, _networks): null where the node tells of none, which is so without quorum too. Throws ParseError. */
export function parseWindowsCluster(raw: ClusterSets): WindowsCluster | null {
  const [cluster] = rowsOf(raw, 'cluster');
  const members = rowsOf(raw, 'members').map((row) => {
    const state = row.word('member_state_desc');
    return {
      name: row.needed('member_name'),
      kind: row.word('member_type_desc'),
      isUp: state === null ? null : (IS_UP[state] ?? null),
      votes: row.number('number_of_quorum_votes'),
    };
  });
  const networks = rowsOf(raw, 'networks').map((row) => {
    const prefix = row.number('network_subnet_prefix_length');
    const subnet = row.text('network_subnet_ip') ?? '';
    return { member: row.needed('member_name'), subnet: prefix === null ? subnet : `${subnet}/${prefix}`, isPublic: row.flag('is_public') };
  });
  // On Linux and without a cluster the row is there and names none (sys.dm_hadr_cluster).
  const name = cluster?.text('cluster_name') || null;
  if (!cluster || name === null) return null;
  return { name, quorumType: cluster.word('quorum_type_desc'), quorumState: cluster.word('quorum_state_desc'), members, networks };
}
