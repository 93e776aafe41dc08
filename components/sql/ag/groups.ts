import type { AgReplica, AgReplicaView } from '#lib/systems/sql/ag/model.ts';
import type { GroupRows, SqlCluster, SqlNode } from './nodes.ts';

/**
 * A replica of a group: a column. `node` is null where nobody is configured by that name; `rows` is null where the node was never read or says nothing of the group. `claim` is what
 * the primary says of it: hearsay.
 */
export type Replica = { name: string; node: SqlNode | null; rows: GroupRows | null; claim: AgReplica | null };

/**
 * A group merged over the nodes by its id. `primary` is who says of itself that it is, the one that was read last where several do; `view` the group as the primary has it, else whoever
 * was read last. Replicas stand in the order of the configuration, and after them by name those that are only named.
 */
export type Ag = {
  key: string;
  id: string;
  name: string;
  replicas: readonly Replica[];
  primary: Replica | null;
  view: AgReplicaView;
  databases: readonly { id: string; name: string }[];
};

type Said = { node: SqlNode; rows: GroupRows };

/** The groups of a cluster by name, each once whoever tells of it. */
export function mergeGroups(cluster: SqlCluster): Ag[] {
  const said = cluster.nodes.flatMap((node) => [...node.groups.values()].map((rows): Said => ({ node, rows })));
  const byId = Map.groupBy(said, ({ rows }) => rows.view.group.id);
  const names = [...byId].flatMap(([id, [first]]) => (first ? [{ id, name: first.rows.view.group.name }] : []));
  const isAlone = (name: string): boolean => names.filter((one) => one.name === name).length === 1;
  return [...byId]
    .flatMap(([id, own]) => mergeGroup(id, own, cluster) ?? [])
    .map((ag) => ({ ...ag, key: `${cluster.name}/${ag.name}${isAlone(ag.name) ? '' : ` ${ag.id}`}` }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** True for the replica that says of itself that it is the primary. */
export function isPrimary({ rows }: Pick<Replica, 'rows'>): boolean {
  return rows?.view.own?.role === 'primary';
}

/** True where more than one replica says of itself that it is the primary: what either says of the others is the word of one side. */
export function isSplit({ replicas }: Pick<Ag, 'replicas'>): boolean {
  return replicas.filter(isPrimary).length > 1;
}

/** The id of a replica, the same on every node; null where nobody tells it. */
export function replicaId({ rows, claim }: Replica): string | null {
  return rows?.view.own?.id ?? claim?.id ?? null;
}

function mergeGroup(id: string, said: readonly Said[], { nodes }: SqlCluster): Ag | null {
  const newest = said.toSorted((a, b) => readAt(b) - readAt(a));
  const leader = newest.find(({ rows }) => isPrimary({ rows })) ?? null;
  const view = (leader ?? newest[0])?.rows.view;
  if (!view) return null;
  const claims = leader?.rows.view.others ?? [];
  const own = said.map(({ node, rows }): Replica => ({ name: rows.view.server, node, rows, claim: claimOn(rows.view.server, claims) }));
  const silent = newest
    .flatMap(({ rows }) => rows.view.others)
    .filter(
      ({ name }, index, all) => !own.some((one) => isSame(one.name, name)) && all.findIndex((one) => isSame(one.name, name)) === index,
    )
    .map(
      ({ name }): Replica => ({ name, node: nodes.find((node) => isNamed(node, name)) ?? null, rows: null, claim: claimOn(name, claims) }),
    );
  const place = ({ node }: Replica): number => (node === null ? nodes.length : nodes.indexOf(node));
  const replicas = [...own, ...silent].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
  const primary = replicas.find(({ node }) => leader !== null && node === leader.node) ?? null;
  return { key: '', id, name: view.group.name, replicas, primary, view, databases: databasesOf(newest) };
}

function databasesOf(said: readonly Said[]): Ag['databases'] {
  const names = new Map<string, string>();
  for (const { rows } of said) for (const [id, { view }] of rows.databases) if (!names.has(id)) names.set(id, view.own.name);
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
}

function claimOn(name: string, claims: readonly AgReplica[]): AgReplica | null {
  return claims.find((claim) => isSame(claim.name, name)) ?? null;
}

function readAt({ node }: Said): number {
  return node.ag.newest?.observedAt ?? 0;
}

/** A node that has told its name is that one and no other; until then it is known by how it is configured. */
function isNamed({ server, name, address }: SqlNode, replica: string): boolean {
  if (server !== null) return isSame(server, replica);
  const host = address.split(/[:,.]/)[0] ?? '';
  return isSame(name, replica) || isSame(name.split('.')[0] ?? '', replica) || isSame(host, replica);
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
