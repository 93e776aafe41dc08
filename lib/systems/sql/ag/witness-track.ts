import { CHANGE_MS } from '../../../text/changed-clock.ts';
import { compareLsn } from './lsn.ts';
import type { AgDatabase, Lsn, Positions } from './model.ts';
import type { Member, OfLog, Party } from './witness-parties.ts';

/** Over less time than this nothing that stands proves anything, by the readings' own stamps: who is asked twice in a second had no time to move. */
export const LEAST_MS = 5_000;

/** One database at one node in one reading, which was asked for at `at` (epoch ms). `reach` is how far its log goes there; null where it is not told. */
export type Point = { at: number; own: AgDatabase; reach: Lsn | null };

/** Bytes written to the log file of one database since its server started, how large the file is and how much of it is used; null where that is not told. */
export type Written = { at: number; bytes: number } & Omit<OfLog, 'bytes'>;

/** What is kept of one database at one node, newest first: positions of one run of one role, and bytes of one run of the server. */
export type Track = { points: readonly Point[]; written: readonly Written[] };

/**
 * The readings of a database at a member in which its role was what it is now and its log went only forward: a failover, or a restore, begins anew. The bytes back to where they fell, which
 * they do when the server is restarted.
 */
export function trackOf(member: Member, id: string): Track {
  const { made } = member.party;
  const key = `track ${member.past[0].group.id} ${id}`;
  // Made here and nowhere else, so that it is one.
  const before = made.get(key) as Track | undefined;
  if (before) return before;
  const track = readTrack(member, id);
  made.set(key, track);
  return track;
}

function readTrack({ party, past }: Member, id: string): Track {
  const role = past[0].own?.role ?? null;
  const points: Point[] = [];
  for (const { at, own, databases } of past) {
    const row = databases.get(id);
    if (!row || (own?.role ?? null) !== role) break;
    const reach = reachOf(row, role === 'primary');
    const later = points.at(-1)?.reach ?? null;
    if (later !== null && reach !== null && compareLsn(reach, later) > 0) break;
    points.push({ at, own: row, reach });
  }
  return { points, written: writtenTo(party, id) };
}

/**
 * How far the log of a database goes at a node: on a primary the end of its log, because its last_hardened_lsn is NULL where it is asynchronous and the least of all its secondaries where it is
 * not; on a secondary whichever of hardened, received and end of log is furthest. Null where none is told.
 */
export function reachOf(
  { positions: { endOfLog, lastHardened, lastReceived } }: Pick<AgDatabase, 'positions'>,
  isPrimary: boolean,
): Lsn | null {
  if (isPrimary) return endOfLog;
  return furthest(furthest(endOfLog, lastHardened), lastReceived);
}

function furthest(a: Lsn | null, b: Lsn | null): Lsn | null {
  if (a === null || b === null || a === b) return a ?? b;
  return compareLsn(a, b) > 0 ? a : b;
}

function writtenTo({ written }: Party, id: string): Written[] {
  const run: Written[] = [];
  for (const { at, logs } of written) {
    const { bytes = null, size = null, used = null } = logs.get(id) ?? {};
    const later = run.at(-1);
    if (bytes === null || (later && bytes > later.bytes)) break;
    run.push({ at, bytes, size, used });
  }
  return run;
}

/** The newest points that are alike in what is asked. Never empty where there is a point. */
export function standing(points: readonly Point[], isAlike: (a: Point, b: Point) => boolean): readonly Point[] {
  const [head] = points;
  if (!head) return [];
  const end = points.findIndex((point) => !isAlike(head, point));
  return end < 0 ? points : points.slice(0, end);
}

/** Whether the view says the same of where a database is, in every position and time of it. */
export function areAllAlike({ own: { positions: a } }: Pick<Point, 'own'>, { own: { positions: b } }: Pick<Point, 'own'>): boolean {
  return POSITIONS.every((name) => isAlike(a[name], b[name]));
}

/** A time that did not change is told an hour later or earlier once the clock is changed by which it is read. */
function isAlike(a: string | number | null, b: string | number | null): boolean {
  return a === b || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) === CHANGE_MS);
}

const POSITIONS = Object.keys({
  endOfLog: 0,
  lastSent: 0,
  lastReceived: 0,
  lastHardened: 0,
  lastRedone: 0,
  lastCommit: 0,
  truncation: 0,
  recovery: 0,
  lastSentAt: 0,
  lastReceivedAt: 0,
  lastHardenedAt: 0,
  lastRedoneAt: 0,
  lastCommitAt: 0,
  // Its keys are those of the type, which Object.keys does not tell.
} satisfies Record<keyof Positions, 0>) as (keyof Positions)[];

/** Milliseconds from the oldest to the newest of some points, newest first. */
export function spanOf(points: readonly { at: number }[]): number {
  return (points[0]?.at ?? 0) - (points.at(-1)?.at ?? 0);
}

/**
 * Whether what was written to a log file may be the zeros of one that was made larger, and no log: the file grew by as much, and what is used of it did not. A log that grows because it is not
 * emptied is used more and more, and what is written to it is log.
 */
export function isMadeLarger(written: readonly Written[], { bytes }: Growth): boolean {
  const [newest, oldest] = [written[0], written.at(-1)];
  if (!newest || !oldest || newest.size === null || oldest.size === null || newest.used === null || oldest.used === null) return false;
  return newest.size > oldest.size && newest.size - oldest.size >= bytes && newest.used <= oldest.used;
}

/** What was written between the readings of the log file from one moment to another: how often it was more, how much in all, and how many readings tell it. */
export type Growth = { readings: number; times: number; bytes: number };

export function growthOf(written: readonly Written[], from: number, to: number): Growth {
  let [readings, times, bytes, later] = [0, 0, 0, null as Written | null];
  for (const one of written) {
    if (one.at > to || one.at < from) continue;
    if (later !== null && later.bytes > one.bytes) times += 1;
    if (later !== null) bytes += later.bytes - one.bytes;
    readings += 1;
    later = one;
  }
  return { readings, times, bytes };
}
