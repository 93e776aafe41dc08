import { SERVER_STATE, type SqlSets, type SqlStatement, STATE_AND_DEFINITION } from '../statement.ts';

export type ClusterSetName = 'cluster' | 'members' | 'networks';

/** What the probe "cluster" is told, each set by its name; columns as they are aliased in the statements. */
export type RawCluster = SqlSets<ClusterSetName>;

const one = (name: ClusterSetName, text: string): SqlStatement<ClusterSetName> => ({
  ...{ name, since: 12, editions: null },
  right: SERVER_STATE,
  text,
});

const CLUSTER = `SELECT c.cluster_name AS cluster_name, c.quorum_type_desc AS quorum_type_desc, c.quorum_state_desc AS quorum_state_desc
FROM sys.dm_hadr_cluster AS c`;

/**
 * What is asked of a node on its Windows cluster. Without quorum there are no rows. From 2017 on there are groups of other clusters and of none: where all groups are such, the rows of the view mean
 * nothing and are left there (cluster_type_desc).
 */
export const CLUSTER_STATEMENTS: readonly SqlStatement<ClusterSetName>[] = [
  one('cluster', CLUSTER),
  {
    ...{ name: 'cluster', since: 14, editions: null, right: STATE_AND_DEFINITION },
    text: `${CLUSTER}
WHERE NOT EXISTS (SELECT g.group_id FROM sys.availability_groups AS g)
  OR EXISTS (SELECT g.group_id FROM sys.availability_groups AS g WHERE LOWER(g.cluster_type_desc) = 'wsfc')`,
  },
  one(
    'members',
    `SELECT m.member_name AS member_name, m.member_type_desc AS member_type_desc, m.member_state_desc AS member_state_desc,
  m.number_of_quorum_votes AS number_of_quorum_votes
FROM sys.dm_hadr_cluster_members AS m`,
  ),
  one(
    'networks',
    `SELECT n.member_name AS member_name, n.network_subnet_ip AS network_subnet_ip, n.network_subnet_prefix_length AS network_subnet_prefix_length,
  n.is_public AS is_public
FROM sys.dm_hadr_cluster_networks AS n`,
  ),
];
