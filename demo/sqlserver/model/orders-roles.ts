import { follow, isSeeding, rest, revert, startWriting, writeAt } from './copy.ts';
import { type Estate, type Group, groupOf, type Replica, replicaOf } from './estate.ts';
import { cut, endSeeding, flow, hasEverything, isReachable, primariesOf, REDO_SPEED, relink, remember } from './links.ts';
import { rateOf } from './orders-data.ts';

type Aim = { group: string; instance: string };

/** A replica is cut off from the rest of its group, or back in touch. Cut off, a primary goes on as one: nobody hears it. */
export function setIsolated(estate: Estate, aim: Aim, isIsolated: boolean, now: number): void {
  const group = groupOf(estate, aim.group);
  replicaOf(group, aim.instance).isIsolated = isIsolated;
  relink(estate, group, now);
}

/**
 * Another replica becomes primary. Throws where that would lose data, unless forced: then what the others have more than it is to be thrown away, and all of them stand suspended until resumed.
 * It also ends a split, in favour of the one named, and a group without a primary.
 */
export function failOver(estate: Estate, aim: Aim & { isForced?: boolean }, now: number): void {
  const group = groupOf(estate, aim.group);
  const target = replicaOf(group, aim.instance);
  const isForced = aim.isForced ?? false;
  refuseSeeding(target, now);
  if (!isReachable(estate, target)) throw new Error(`stand-in: ${aim.instance} cannot be reached`);
  if (!isForced && !hasEverything(target, now)) throw new Error(`stand-in: a failover of ${aim.group} to ${aim.instance} would lose data`);
  stopWriting(group, target, now);
  promote(group, target, now);
  for (const other of group.replicas) if (other !== target) demote(estate, other, { primary: target, isForced, now });
  group.stampedBy = target.instance;
}

/** Nobody is primary any more: all replicas of a group are RESOLVING and no log is written. */
export function losePrimary(estate: Estate, name: string, now: number): void {
  const group = groupOf(estate, name);
  stopWriting(group, null, now);
  for (const replica of group.replicas) if (replica.role === 'SECONDARY' && replica.link.isUp) cut(replica, now, true);
  for (const replica of group.replicas) {
    if (replica.role === 'PRIMARY') for (const copy of replica.copies) copy.readyAtLoss = true;
    for (const copy of replica.copies) rest(copy, now);
    replica.role = 'RESOLVING';
    replica.follows = null;
    replica.link = { ...replica.link, isUp: false, since: now };
  }
}

/** Two primaries: the second takes itself for one too and is written as well, while the first goes on. `followers` go with the second. */
export function split(estate: Estate, aim: Aim & { followers?: readonly string[] }, now: number): void {
  const group = groupOf(estate, aim.group);
  const second = replicaOf(group, aim.instance);
  const [first] = primariesOf(estate, group);
  if (!first || first === second) throw new Error(`stand-in: ${aim.group} cannot be split with ${aim.instance}`);
  refuseSeeding(second, now);
  for (const replica of [first, second]) remember(replica, now);
  promote(group, second, now);
  for (const name of aim.followers ?? []) demote(estate, replicaOf(group, name), { primary: second, isForced: false, now });
}

function stopWriting(group: Group, except: Replica | null, now: number): void {
  for (const replica of group.replicas) {
    if (replica === except) continue;
    for (const copy of replica.copies) if (copy.isWriting) writeAt(copy, 0, now);
  }
}

/** A primary is written again, at the rates of its group. */
export function goOnWriting(group: Group, replica: Replica, now: number): void {
  for (const copy of replica.copies) if (copy.isWriting) writeAt(copy, rateOf(group, copy), now);
}

function refuseSeeding(replica: Replica, now: number): void {
  if (replica.copies.some((copy) => isSeeding(copy, now)))
    throw new Error(`stand-in: not all databases are on ${replica.instance}: it is being seeded`);
}

function promote(group: Group, replica: Replica, now: number): void {
  if (replica.role !== 'PRIMARY') for (const copy of replica.copies) startWriting(copy, rateOf(group, copy), now);
  replica.role = 'PRIMARY';
  replica.follows = null;
  replica.link = { ...replica.link, isUp: true, since: now };
}

function demote(estate: Estate, replica: Replica, to: { primary: Replica; isForced: boolean; now: number }): void {
  const { primary, isForced, now } = to;
  for (const copy of replica.copies) {
    const source = primary.copies.find(({ name }) => name === copy.name);
    if (!source) continue;
    endSeeding(copy, now);
    follow(copy, source, { speed: 0, redoSpeed: REDO_SPEED, now });
    if (isForced) copy.suspended = { reason: 'SUSPEND_FROM_PARTNER', at: now };
    else if (copy.forkedAt !== null) revert(copy, copy.forkedAt, now + 1000);
  }
  const isUp = isReachable(estate, replica) && isReachable(estate, primary);
  replica.role = isReachable(estate, replica) ? 'SECONDARY' : 'RESOLVING';
  replica.follows = primary.instance;
  replica.isCommitting = replica.mode === 'SYNCHRONOUS_COMMIT' && primary.mode === 'SYNCHRONOUS_COMMIT';
  if (!isUp && replica.link.isUp) cut(replica, now, false);
  replica.link = { ...replica.link, isUp, since: now };
  if (isUp) replica.heard = null;
  if (isUp) for (const copy of replica.copies) flow(copy, now);
}
