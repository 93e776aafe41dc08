import { formatCount } from '#lib/format/number.ts';
import type { AgReplica, AgReplicaView, Listener, ShownDatabase, WindowsCluster } from '#lib/systems/sql/ag/model.ts';
import type { Replica } from './groups.ts';

/** "PRIMARY, ONLINE, HEALTHY": what a node says of its own replica, as SQL Server shouts it. What it does not tell is left out. */
export function ownWords({ role, operationalState, syncHealth, recoveryHealth }: AgReplica): string {
  const isRecovering = recoveryHealth !== null && recoveryHealth !== 'online';
  const said = [role, operationalState, syncHealth, isRecovering ? recoveryHealth : null].flatMap((word) => word ?? []);
  return said.length === 0 ? 'nothing' : said.join(', ').toUpperCase();
}

/** "CONNECTED, HEALTHY": what a primary says of another replica. */
export function claimWords({ isConnected, syncHealth, role }: AgReplica): string {
  const connected = isConnected === null ? null : isConnected ? 'connected' : 'disconnected';
  const said = [connected, role, syncHealth].flatMap((word) => word ?? []);
  return said.length === 0 ? 'nothing' : said.join(', ').toUpperCase();
}

/** True where what the primary says of a replica is not what the replica says of itself, or the replica says nothing. */
export function doesClaimDiffer({ rows, claim }: Replica): boolean {
  if (claim === null) return false;
  const own = rows?.view.own ?? null;
  if (own === null) return true;
  return claim.isConnected === false || differs(claim.role, own.role) || differs(claim.syncHealth, own.syncHealth);
}

/** "synchronous, automatic failover": how a replica is set up, by its own word, else by that of the primary. */
export function setupWords({ rows, claim }: Replica): string {
  const of = rows?.view.own ?? claim;
  if (of === null) return '';
  const failover = of.failoverMode === null ? [] : [`${of.failoverMode} failover`];
  return [...(of.mode === null ? [] : [of.mode]), ...failover].join(', ');
}

/** "sync", "async", "config only". */
export function shortMode({ rows, claim }: Replica): string {
  switch (rows?.view.own?.mode ?? claim?.mode ?? null) {
    case 'synchronous':
      return 'sync';
    case 'asynchronous':
      return 'async';
    case 'configuration only':
      return 'config only';
    case null:
      return 'mode not known';
  }
}

/** What is not as it should be with a database by its own word: "not synchronizing, suspended by user". Empty where nothing is. */
export function databaseWords({ syncState, syncHealth, databaseState, isSuspended, suspendReason, isJoined }: ShownDatabase): string {
  return [
    ...(isSuspended ? [suspendedWords(suspendReason)] : []),
    ...(isJoined === false ? ['not joined'] : []),
    ...(databaseState !== null && databaseState !== 'online' ? [databaseState] : []),
    ...(syncState !== null && isNews(syncState, syncHealth) ? [syncState] : []),
  ].join(', ');
}

/** "suspended by user": SQL Server tells that as "suspend from user", or by a word of its own. */
export function suspendedWords(reason: string | null): string {
  return reason === null ? 'suspended' : `suspended by ${reason.replace(/^suspend_?\s?from_?\s?/i, '')}`;
}

/** "SO-AG:1433 online", or what its addresses are where none of them is. */
export function listenerWords({ dnsName, port, addresses }: Listener): string {
  const name = port === null ? dnsName : `${dnsName}:${port}`;
  const up = addresses.filter(({ state }) => state === 'online');
  if (up.length > 0) return `${name} online`;
  const said = [...new Set(addresses.map(({ state }) => state ?? 'state not known'))];
  return `${name} ${said.length === 0 ? 'without an address' : said.join(', ')}`;
}

/** True where no address of it is online: in a cluster of several subnets one of them is, and the others are offline. */
export function isListenerDown({ addresses }: Listener): boolean {
  return !addresses.some(({ state }) => state === 'online');
}

/** "10.7.2.50 online, 10.17.2.50 offline". */
export function addressWords({ addresses }: Listener): string {
  return addresses.map(({ ip, state }) => `${ip} ${state ?? 'state not known'}`).join(', ');
}

/** "quorum normal, 3 of 3 votes": by the members that are up. A member of which it is not told whether it is up is no vote; where one does not tell its votes no sum is told. */
export function quorumWords({ quorumState, quorumType, members }: WindowsCluster): string {
  const votes = members.reduce((sum, { votes: own }) => sum + (own ?? 0), 0);
  const up = members.reduce((sum, { votes: own, isUp }) => sum + (isUp === true ? (own ?? 0) : 0), 0);
  const state = quorumState === null ? 'quorum not told' : `quorum ${quorumState.replace(/ ?quorum$/, '') || quorumState}`;
  const isTold = members.length > 0 && members.every(({ votes: own }) => own !== null);
  const counts = isTold ? `${formatCount(up)} of ${formatCount(votes)} votes` : 'votes not told';
  return [state, counts, ...(quorumType === null ? [] : [quorumType])].join(', ');
}

/** Members that are not up, or of which that is not told: "NY-SQL03 down". */
export function memberWords({ members }: WindowsCluster): string {
  return members
    .filter(({ isUp }) => isUp !== true)
    .map(({ name, isUp }) => `${name} ${isUp === false ? 'down' : 'not known'}`)
    .join(', ');
}

/** The networks of a cluster by their subnet: "10.7.0.0/20, 192.168.90.0/24 (private)", and of one that not all members are in, whom it joins: "10.17.0.0/20: CO-SQL01". Empty where none is told. */
export function networkWords({ networks }: Pick<WindowsCluster, 'networks'>): string {
  const all = new Set(networks.map(({ member }) => member)).size;
  return bySubnet(networks, (members) => members.length === all);
}

/** The same with the members of all of them. */
export function networkMembers({ networks }: Pick<WindowsCluster, 'networks'>): string {
  return bySubnet(networks, () => false);
}

function bySubnet(networks: WindowsCluster['networks'], isShort: (members: readonly string[]) => boolean): string {
  return [...Map.groupBy(networks, ({ subnet }) => subnet)]
    .map(([subnet, own]) => {
      const members = [...new Set(own.map(({ member }) => member))];
      const name = `${subnet}${own.some(({ isPublic }) => isPublic === false) ? ' (private)' : ''}`;
      return isShort(members) ? name : `${name}: ${members.join(', ')}`;
    })
    .join('; ');
}

/** How a group is set up: "Windows cluster", "failure condition level 3", what is worth a line. */
export function groupFacts({ group }: AgReplicaView): { name: string; value: string }[] {
  const { clusterType, isDistributed, failureConditionLevel, healthCheckTimeoutMs, backupPreference, routing } = group;
  const cluster = clusterType === 'wsfc' ? 'Windows cluster' : clusterType === 'external' ? 'external cluster manager' : 'no cluster';
  return [
    { name: 'Cluster', value: `${clusterType === null ? 'not told' : cluster}${isDistributed ? ', distributed group' : ''}` },
    ...(failureConditionLevel === null ? [] : [{ name: 'Failure condition level', value: String(failureConditionLevel) }]),
    ...(healthCheckTimeoutMs === null ? [] : [{ name: 'Health check timeout', value: `${formatCount(healthCheckTimeoutMs / 1_000)} s` }]),
    ...(backupPreference === null ? [] : [{ name: 'Backups', value: backupPreference }]),
    { name: 'Read-only routing', value: routing.length === 0 ? 'none' : routingWords(routing) },
  ];
}

/** "2 databases", "1 database". */
export function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

function routingWords(routing: AgReplicaView['group']['routing']): string {
  return [...Map.groupBy(routing, ({ from }) => from)]
    .map(([from, steps]) => {
      const inTurn = [...Map.groupBy(steps, ({ priority }) => priority)].toSorted(([a], [b]) => a - b);
      return `${from} → ${inTurn.map(([, set]) => setOfWords(set.map(({ to }) => to))).join(', ')}`;
    })
    .join('\n');
}

/** Replicas of one priority take turns. */
function setOfWords(names: readonly string[]): string {
  return names.length === 1 ? names.join() : `(${names.toSorted().join(' or ')})`;
}

function differs(claim: string | null, own: string | null): boolean {
  return claim !== null && own !== null && claim !== own;
}

// Synchronizing is what an asynchronous replica always is: it is news only where health is not what it should be.
function isNews(state: string, health: string | null): boolean {
  return state !== 'synchronized' && (state !== 'synchronizing' || health === 'not healthy');
}
