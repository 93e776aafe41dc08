import { hardenedBytes, redoAt, revert, sendAt, writeAt } from './copy.ts';
import { type Copy, type Estate, type Group, groupOf, type Replica, replicaOf, type SuspendReason } from './estate.ts';
import { CATCH_UP_SPEED, flow, REDO_SPEED } from './links.ts';

/** What an order is about: one database of a replica, or all of them. `now` of all orders is epoch ms; rates and speeds are bytes a second. */
export type Aim = { group: string; instance: string; database?: string };

const REVERT_MS = 5_000;

/** A database of a group is written at another rate from now on; 0 is idle. While there is no primary the rate is only kept. */
export function setWriteRate(estate: Estate, aim: { group: string; database: string }, rate: number, now: number): void {
  const group = groupOf(estate, aim.group);
  if (group.rates[aim.database] === undefined) throw new Error(`stand-in: ${aim.group} has no database ${aim.database}`);
  group.rates[aim.database] = rate;
  const copies = group.replicas.flatMap((replica) => replica.copies.filter(({ name }) => name === aim.database));
  // Whoever is slow has gained nothing while there was nothing to take: where it stands is put down first.
  for (const copy of copies) if (!copy.isWriting) sendAt(copy, copy.log.speed, now);
  for (const copy of copies) if (copy.isWriting) writeAt(copy, rateOf(group, copy), now);
}

/** Log arrives at a copy at `speed` at most: below the rate of writing it falls behind, and says so. */
export function fallBehind(estate: Estate, aim: Aim, speed: number, now: number): void {
  for (const copy of secondaryCopies(estate, aim)) {
    sendAt(copy, speed, now);
    copy.pretendsSince = null;
  }
}

/** Nothing arrives any more, while every word and figure of the HADR views stays as it was: synchronized, healthy, no queue. */
export function stickSilently(estate: Estate, aim: Aim, now: number): void {
  for (const copy of secondaryCopies(estate, aim)) {
    sendAt(copy, 0, now);
    copy.pretendsSince = now;
  }
}

/** What was slow or stuck catches up, and is redone, at full speed. */
export function release(estate: Estate, aim: Aim, now: number): void {
  const { replica, copies } = secondaryAt(estate, aim);
  for (const copy of copies) {
    copy.pretendsSince = null;
    if (replica.link.isUp) flow(copy, now);
    redoAt(copy, REDO_SPEED, now);
  }
}

/** Redo goes on at `speed`; 0 is stuck, and the redo queue grows. */
export function setRedoSpeed(estate: Estate, aim: Aim, speed: number, now: number): void {
  for (const copy of secondaryCopies(estate, aim)) redoAt(copy, speed, now);
}

/** Data movement is suspended (ALTER DATABASE … SET HADR SUSPEND), for this or that reason. */
export function suspend(estate: Estate, aim: Aim, reason: SuspendReason, now: number): void {
  for (const copy of secondaryCopies(estate, aim)) {
    sendAt(copy, 0, now);
    copy.suspended = { reason, at: now };
  }
}

/** Data movement goes on (SET HADR RESUME). Log that the primary has not is thrown away first: for some seconds the copy is REVERTING. */
export function resume(estate: Estate, aim: Aim, now: number): void {
  const { replica, copies } = secondaryAt(estate, aim);
  for (const copy of copies) {
    copy.suspended = null;
    if (copy.forkedAt !== null) revert(copy, copy.forkedAt, now + REVERT_MS);
    if (replica.link.isUp) flow(copy, now);
  }
}

/** A copy is made anew by automatic seeding: until its `bytes` have come over there is no database, then it catches up from where the primary is now. */
export function seed(estate: Estate, aim: Aim & { bytes: number; bytesPerSecond: number }, now: number): void {
  const { group, copies } = aimedAt(estate, aim);
  const primary = group.replicas.find(({ role }) => role === 'PRIMARY');
  if (!primary) throw new Error(`stand-in: ${aim.group} has no primary to seed from`);
  for (const copy of copies) {
    const source = primary.copies.find(({ name }) => name === copy.name);
    if (!source || copy.isWriting) throw new Error(`stand-in: ${copy.name} cannot be seeded on ${aim.instance}`);
    copy.seeding = {
      at: now,
      bytes: aim.bytes,
      bytesPerSecond: aim.bytesPerSecond,
      failedAt: null,
      fromHost: primary.instance,
      toHost: aim.instance,
    };
    const doneAt = now + (aim.bytes / aim.bytesPerSecond) * 1000;
    const bytes = hardenedBytes(source, now);
    copy.pretendsSince = null;
    copy.forkedAt = null;
    copy.log = { ...copy.log, at: doneAt, bytes, speed: CATCH_UP_SPEED, reachedAt: doneAt };
    copy.redo = { ...copy.redo, at: doneAt, bytes, reachedAt: doneAt };
    copy.written = { bytes: 0, from: bytes };
  }
}

/** A seeding that runs is broken off. */
export function breakSeeding(estate: Estate, aim: Aim, now: number): void {
  for (const { seeding } of aimedAt(estate, aim).copies) if (seeding) seeding.failedAt = now;
}

/** The rate that a copy is written at where it is primary: what was ordered, and what its heartbeat writes. */
export function rateOf(group: Group, copy: Copy): number {
  const beat = copy.heartbeatMs === null ? 0 : (copy.stream.blockBytes * 1000) / copy.heartbeatMs;
  return (group.rates[copy.name] ?? 0) + beat;
}

function secondaryCopies(estate: Estate, aim: Aim): Copy[] {
  return secondaryAt(estate, aim).copies;
}

function secondaryAt(estate: Estate, aim: Aim): { replica: Replica; copies: Copy[] } {
  const found = aimedAt(estate, aim);
  if (found.replica.role === 'PRIMARY') throw new Error(`stand-in: ${aim.instance} is primary of ${aim.group}: it receives nothing`);
  return found;
}

function aimedAt(estate: Estate, aim: Aim): { group: Group; replica: Replica; copies: Copy[] } {
  const group = groupOf(estate, aim.group);
  const replica = replicaOf(group, aim.instance);
  const copies = replica.copies.filter(({ name }) => aim.database === undefined || aim.database === name);
  if (copies.length === 0) throw new Error(`stand-in: ${aim.group} has no database ${aim.database} on ${aim.instance}`);
  return { group, replica, copies };
}
