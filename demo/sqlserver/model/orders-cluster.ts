import type { Cluster, Estate } from './estate.ts';
import { primariesOf } from './links.ts';
import { failOver, losePrimary } from './orders-roles.ts';

/** Whether a cluster has a majority of its votes, or was made to run without. */
export function isQuorate(cluster: Cluster): boolean {
  const votes = (members: Cluster['members']) => members.reduce((sum, member) => sum + member.votes, 0);
  return cluster.isForced || votes(cluster.members.filter(({ isUp }) => isUp)) * 2 > votes(cluster.members);
}

/** A member of a cluster goes down or comes back. When quorum is lost no group has a primary; when it is back each goes to the one it was with. */
export function setMember(estate: Estate, member: { cluster: string; name: string }, isUp: boolean, now: number): void {
  const cluster = clusterOf(estate, member.cluster);
  const found = cluster.members.find(({ name }) => name === member.name);
  if (!found) throw new Error(`stand-in: ${member.cluster} has no member ${member.name}`);
  const was = isQuorate(cluster);
  found.isUp = isUp;
  settle(estate, cluster, was, now);
}

/** A member is given another number of votes. */
export function setVotes(estate: Estate, member: { cluster: string; name: string }, votes: number, now: number): void {
  const cluster = clusterOf(estate, member.cluster);
  const found = cluster.members.find(({ name }) => name === member.name);
  if (!found) throw new Error(`stand-in: ${member.cluster} has no member ${member.name}`);
  const was = isQuorate(cluster);
  found.votes = votes;
  settle(estate, cluster, was, now);
}

/** A cluster is made to run without a majority, or no longer. */
export function forceQuorum(estate: Estate, name: string, isForced: boolean, now: number): void {
  const cluster = clusterOf(estate, name);
  const was = isQuorate(cluster);
  cluster.isForced = isForced;
  settle(estate, cluster, was, now);
}

function settle(estate: Estate, cluster: Cluster, wasQuorate: boolean, now: number): void {
  const has = isQuorate(cluster);
  if (has === wasQuorate) return;
  for (const group of estate.groups.filter((each) => each.clusterType === 'WSFC' && each.cluster === cluster.name)) {
    if (!has) losePrimary(estate, group.name, now);
    else if (primariesOf(estate, group).length === 0) failOver(estate, { group: group.name, instance: group.stampedBy }, now);
  }
}

function clusterOf(estate: Estate, name: string): Cluster {
  const found = estate.clusters.get(name);
  if (!found) throw new Error(`stand-in: no cluster ${name}`);
  return found;
}
