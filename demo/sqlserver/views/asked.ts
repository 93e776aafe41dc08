import { ticksOfDate } from '../engine/calendar.ts';
import type { Plain } from '../engine/catalog.ts';
import {
  type Cluster,
  type Copy,
  type Estate,
  type Group,
  type Instance,
  instanceOf,
  localReplicas,
  type Replica,
} from '../model/estate.ts';
import { isQuorate } from '../model/orders-cluster.ts';
import { localTime, zoneOffsetMs } from '../model/zone.ts';
import type { OffsetTime } from '../tds/types.ts';

export type Row = Record<string, Plain>;
/** Who asks which instance, and when: `now` is epoch ms by the estate's clock. */
export type Asked = {
  estate: Estate;
  instance: Instance;
  now: number;
  login: string;
  database: string;
  sessionId: number;
  hostName: string;
  appName: string;
  hasPermission(permission: string): boolean;
};
/** The rows of one view; `args` are those of a table function. */
export type SystemView = (asked: Asked, args: readonly (number | null)[]) => readonly Row[];
export type Seen = { group: Group; replica: Replica };

/** The groups of an instance as its HADR views have them, and as of when: frozen views do not move. */
export function seenGroups({ estate, instance, now }: Asked): { seen: Seen[]; at: number } {
  const { frozen, name } = instance;
  if (!instance.isHadrEnabled) return { seen: [], at: now };
  return frozen ? { seen: localReplicas(frozen.groups, name), at: frozen.at } : { seen: localReplicas(estate.groups, name), at: now };
}

/** The groups of an instance as they are. */
export function localGroups({ estate, instance }: Asked): Seen[] {
  return instance.isHadrEnabled ? localReplicas(estate.groups, instance.name) : [];
}

/** The databases that an instance has, in the order of their numbers, with the group and replica of those in a group. */
export function localCopies(asked: Asked): { copy: Copy; seen: Seen | null }[] {
  const shared = localReplicas(asked.estate.groups, asked.instance.name).flatMap((seen) =>
    seen.replica.copies.map((copy) => ({ copy, seen })),
  );
  return [...asked.instance.own.map((copy) => ({ copy, seen: null })), ...shared];
}

/** A moment by the clock on the wall of the asked instance. */
export function here({ instance }: Asked, at: number): Date {
  return localTime(instance.zone, at + instance.clockSkewMs);
}

/** A moment as a datetimeoffset of the asked instance has it: with how far its clock is ahead of UTC then. */
export function momentHere({ instance }: Asked, at: number): OffsetTime {
  const moment = at + instance.clockSkewMs;
  return { ticks: ticksOfDate(new Date(moment)), offsetMinutes: zoneOffsetMs(instance.zone, moment) / 60_000 };
}

/** A moment by the clock of the primary that stamps a group's log. */
export function stamped({ estate }: Asked, group: Group, at: number): Date {
  const { zone, clockSkewMs } = instanceOf(estate, group.stampedBy);
  return localTime(zone, at + clockSkewMs);
}

/** The Windows cluster that an instance's host is a member of, if any. */
export function clusterOf({ estate, instance }: Asked): Cluster | null {
  return [...estate.clusters.values()].find(({ members }) => members.some(({ name }) => name.toUpperCase() === instance.host)) ?? null;
}

/** Whether a replica's server reaches the cluster of its group: it has a quorum, and the server is not cut off. A group without a Windows cluster needs none. */
export function reachesCluster({ estate }: Asked, { group, replica }: Seen): boolean {
  if (group.clusterType !== 'WSFC') return true;
  const cluster = group.cluster === null ? undefined : estate.clusters.get(group.cluster);
  return !replica.isIsolated && cluster !== undefined && isQuorate(cluster);
}

/** A state as its number and its word, by its place in the list: the columns x and x_desc. */
export function coded<T extends string>(column: string, words: readonly T[], word: T | null): Row {
  return { [column]: word === null ? null : words.indexOf(word), [`${column}_desc`]: word };
}
