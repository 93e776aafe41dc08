import { endOfLog, hardenedBytes, isSeeding, sendAt } from './copy.ts';
import { type Copy, type Estate, type Group, instanceOf, type Replica } from './estate.ts';
import { isFailoverReady } from './synchronization.ts';

/** What a replica that has fallen behind catches up with, and what it redoes, bytes a second. */
export const CATCH_UP_SPEED = 40 * 1024 * 1024;
export const REDO_SPEED = 60 * 1024 * 1024;
const TIMED_OUT = {
  number: 35206,
  text: 'A connection timeout has occurred on a previously established connection to the availability replica.',
};

/** Whether a replica can be in touch with any other: its server runs and it is not cut off. */
export function isReachable(estate: Estate, replica: Replica): boolean {
  return instanceOf(estate, replica.instance).isUp && !replica.isIsolated;
}

/** The replicas of a group that run and take themselves for its primary: one as a rule, none, or two after a split. */
export function primariesOf(estate: Estate, group: Group): Replica[] {
  return group.replicas.filter((replica) => replica.role === 'PRIMARY' && instanceOf(estate, replica.instance).isUp);
}

/** Whether a viewing primary is in touch with another replica of its group. */
export function isHeardBy(viewer: Replica, other: Replica): boolean {
  return other === viewer || (other.role === 'SECONDARY' && other.follows === viewer.instance && other.link.isUp);
}

/** Makes the links of a group follow from who runs and who is cut off: what breaks stands still, what comes back catches up. */
export function relink(estate: Estate, group: Group, now: number): void {
  for (const replica of group.replicas) {
    if (replica.role === 'RESOLVING' && replica.follows !== null && isReachable(estate, replica)) replica.role = 'SECONDARY';
    if (replica.role !== 'SECONDARY') continue;
    const primary = group.replicas.find(({ instance, role }) => instance === replica.follows && role === 'PRIMARY');
    const isUp = primary !== undefined && isReachable(estate, primary) && isReachable(estate, replica);
    if (isUp === replica.link.isUp) continue;
    if (isUp) join(replica, now);
    else cut(replica, now, primary === undefined || !isReachable(estate, primary));
  }
}

/** Lets a copy take log again, unless it is suspended, has log that its primary has not, or is stuck by order. */
export function flow(copy: Copy, now: number): void {
  if (copy.suspended || copy.forkedAt !== null || copy.pretendsSince !== null) return;
  sendAt(copy, CATCH_UP_SPEED, now);
}

/** What is known of a replica is put down as its primary heard it last; its copies stand still. With the primary lost, the cluster keeps who was ready. */
export function cut(replica: Replica, now: number, isPrimaryLost: boolean): void {
  const ready = replica.copies.map((copy) => isFailoverReady(replica, copy, now));
  remember(replica, now);
  replica.link = { isUp: false, since: now, error: { ...TIMED_OUT, at: now } };
  for (const [index, copy] of replica.copies.entries()) {
    endSeeding(copy, now);
    sendAt(copy, 0, now);
    if (isPrimaryLost) copy.readyAtLoss ??= ready[index] ?? false;
  }
}

/** A seeding that runs is broken off: what it came from is gone. */
export function endSeeding(copy: Copy, now: number): void {
  if (copy.seeding && isSeeding(copy, now)) copy.seeding.failedAt ??= now;
}

/** Keeps what the others heard last of a replica. */
export function remember(replica: Replica, now: number): void {
  replica.heard = { at: now, copies: structuredClone(replica.copies) };
}

function join(replica: Replica, now: number): void {
  replica.link = { ...replica.link, isUp: true, since: now };
  replica.heard = null;
  for (const copy of replica.copies) {
    copy.readyAtLoss = null;
    flow(copy, now);
  }
}

/** Whether every copy of a replica has all that its log ever had. */
export function hasEverything(replica: Replica, now: number): boolean {
  return replica.copies.every((copy) => copy.isWriting || (copy.forkedAt === null && hardenedBytes(copy, now) >= endOfLog(copy, now)));
}
