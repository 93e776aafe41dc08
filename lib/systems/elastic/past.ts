import type { Reading } from '../../reading.ts';
import type { LoadInfo, MemberLoad } from './model.ts';
import type { IndexVolume, VolumeInfo } from './model-data.ts';

/** What is compared with later readings of a member: its counters, and what must be high for a while to be told. Times are by its own clock. */
export type PastMember = {
  id: string;
  name: string;
  takenAt: number | null;
  startedAt: number | null;
  cpuPercent: number | null;
  heapRatio: number | null;
  searches: number | null;
  searchMs: number | null;
  indexed: number | null;
  received: number | null;
  sent: number | null;
  collectingMs: number | null;
  rejected: number | null;
  tripped: number | null;
};

/** What is kept of a reading of the load once there is a newer one. */
export type PastLoad = { members: readonly PastMember[]; unanswered?: number };

/** The readings of the load, newest first: only the newest is whole. */
export type LoadWindow = readonly [Reading<LoadInfo>, ...Reading<PastLoad>[]];

/** The pools through which searches and writes go. */
const POOLS = new Set([
  'search',
  'search_throttled',
  'search_coordination',
  'index_searcher',
  'get',
  'write',
  'system_read',
  'system_write',
]);

/** What is kept of a reading of the load once there is a newer one: a tenth of it. */
export function pastLoad({ members, unanswered }: LoadInfo): PastLoad {
  return { members: members.map(pastMember), ...(unanswered === undefined ? {} : { unanswered }) };
}

/** What can be compared of a member. */
export function pastMember(member: MemberLoad): PastMember {
  const { id, name, takenAt, startedAt, cpuPercent, heapUsedBytes, heapMaxBytes, searches, indexing, pools } = member;
  return {
    ...{ id, name, takenAt, startedAt, cpuPercent },
    heapRatio: heapUsedBytes === null || heapMaxBytes === null ? null : heapUsedBytes / heapMaxBytes,
    searches: searches.times,
    searchMs: searches.tookMs,
    indexed: indexing.times,
    received: member.receivedBytes,
    sent: member.sentBytes,
    collectingMs: sumOf(member.collectors.map(({ tookMs }) => tookMs)),
    rejected: sumOf(pools.filter(({ name }) => POOLS.has(name)).map(({ rejected }) => rejected)),
    tripped: sumOf(member.breakers.map(({ tripped }) => tripped)),
  };
}

/** What is kept of a reading of the volume once there is a newer one: two counters an index. The names are those of the reading before it while they are the same. */
export type PastVolume = { names: readonly string[]; searches: Float64Array; indexed: Float64Array; isWhole: boolean };

export type VolumeWindow = readonly [Reading<VolumeInfo>, ...Reading<PastVolume>[]];

export function pastVolume({ indices, failedShards }: VolumeInfo, older: PastVolume | undefined): PastVolume {
  const isSame = older?.names.length === indices.length && indices.every(({ name }, at) => older.names[at] === name);
  const column = (of: (index: IndexVolume) => number | null): Float64Array =>
    Float64Array.from(indices, (index) => of(index) ?? Number.NaN);
  return {
    names: isSame ? older.names : indices.map(({ name }) => name),
    searches: column(({ searches }) => searches),
    indexed: column(({ indexed }) => indexed),
    isWhole: !failedShards,
  };
}

/** Null where any is not known, and where there is nothing to add. */
function sumOf(values: readonly (number | null)[]): number | null {
  return values.length === 0 ? null : values.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}
