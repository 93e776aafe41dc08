import { isQuorate } from '../model/orders-cluster.ts';
import { type Asked, clusterOf, coded, localGroups, type Row } from './asked.ts';

const QUORUM_TYPES = [
  'NODE_MAJORITY',
  'NODE_AND_DISK_MAJORITY',
  'NODE_AND_FILE_SHARE_MAJORITY',
  'NO_MAJORITY:_DISK_ONLY',
  'UNKNOWN_QUORUM',
  'CLOUD_WITNESS',
];
const QUORUM_STATES = ['UNKNOWN_QUORUM_STATE', 'NORMAL_QUORUM', 'FORCED_QUORUM'] as const;
const MEMBER_TYPES = ['CLUSTER_NODE', 'DISK_WITNESS', 'FILE_SHARE_WITNESS', 'CLOUD_WITNESS'] as const;

/** sys.dm_hadr_cluster: no row without quorum; without a Windows cluster a row of defaults that means nothing. */
export function cluster(asked: Asked): Row[] {
  const found = clusterOf(asked);
  if (!found) return hasGroups(asked) ? [clusterRow('', 'NODE_MAJORITY', 'NORMAL_QUORUM')] : [];
  return isQuorate(found) ? [clusterRow(found.name, found.quorumType, found.isForced ? 'FORCED_QUORUM' : 'NORMAL_QUORUM')] : [];
}

/** sys.dm_hadr_cluster_members: no rows without quorum; without a Windows cluster the server itself. */
export function clusterMembers(asked: Asked): Row[] {
  const found = clusterOf(asked);
  const alone = [{ name: asked.instance.host, kind: 'CLUSTER_NODE' as const, isUp: true, votes: 1 }];
  if (!found && !hasGroups(asked)) return [];
  const members = found ? (isQuorate(found) ? found.members : []) : alone;
  return members.map(({ name, kind, isUp, votes }) => ({
    member_name: name,
    ...coded('member_type', MEMBER_TYPES, kind),
    ...coded('member_state', ['DOWN', 'UP'], isUp ? 'UP' : 'DOWN'),
    number_of_quorum_votes: votes,
  }));
}

/** sys.dm_hadr_cluster_networks: the networks of the members of the cluster. */
export function clusterNetworks(asked: Asked): Row[] {
  const found = clusterOf(asked);
  if (!found || !isQuorate(found)) return [];
  return found.members.flatMap(({ name, networks }) =>
    networks.map((network) => ({
      member_name: name,
      network_subnet_ip: network.subnet,
      network_subnet_ipv4_mask: network.mask,
      network_subnet_prefix_length: network.prefix,
      is_public: network.isPublic,
      is_ipv4: true,
    })),
  );
}

function clusterRow(name: string, type: string, state: (typeof QUORUM_STATES)[number]): Row {
  return { cluster_name: name, ...coded('quorum_type', QUORUM_TYPES, type), ...coded('quorum_state', QUORUM_STATES, state) };
}

function hasGroups(asked: Asked): boolean {
  return localGroups(asked).length > 0;
}
