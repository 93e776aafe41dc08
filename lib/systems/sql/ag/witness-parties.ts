import type { Reading } from '../../../reading.ts';
import type { WitnessNode } from '../../../system.ts';
import type { Heartbeat } from '../config-heartbeat.ts';
import type { AgLimits } from './limits.ts';
import type { AgDatabase, AgGroup, AgInfo, AgReplica, Beat, LogInfo, WindowsCluster } from './model.ts';
import type { SeedingInfo } from './model-seeding.ts';

/** The probes whose readings are compared. */
export const AG = 'ag';
export const LOGS = 'logs';
export const CLUSTER = 'cluster';
export const HEARTBEAT = 'heartbeat';
export const SEEDING = 'seeding';

/** Bytes written to the log files of the databases of groups since their server started, by group_database_id, in one reading. */
export type WrittenAt = { at: number; bytes: ReadonlyMap<string, number | null> };

/** A node: its readings newest first, none of a probe by which it cannot be heard. */
export type Party = {
  node: string;
  limits: AgLimits;
  ag: readonly Reading<AgInfo>[];
  written: readonly WrittenAt[];
  /** What was made of these very readings before: others of the cluster are read in between, and thousands of databases need not be gone through again for that. */
  made: Map<string, unknown>;
  cluster: readonly Reading<WindowsCluster | null>[];
  heartbeat: Pick<Heartbeat, 'database'> | null;
  beats: readonly Reading<Beat>[];
  seeding: readonly Reading<SeedingInfo>[];
};

/** What one reading of a node told of one group: `databases` are its own, by their id. */
export type Seen = { at: number; server: string; group: AgGroup; own: AgReplica | null; databases: ReadonlyMap<string, AgDatabase> };

/** A node that has a replica of a group: what it told of it, newest first and without a gap. */
export type Member = { party: Party; past: readonly [Seen, ...Seen[]] };

/** A group as all nodes that have it tell it: one by its id, whatever it is called. */
export type Merged = { id: string; name: string; members: readonly Member[] };

/** All nodes of a configured group. The engine hands back the settings and the readings of this very system. */
export function partiesOf(nodes: readonly WitnessNode<unknown>[]): Party[] {
  return nodes.map(({ node, settings, windows }) => ({
    node,
    made: madeOf(settings as object, [...(windows[AG] ?? []), ...(windows[LOGS] ?? [])]),
    limits: (settings as { limits: AgLimits }).limits,
    ag: (windows[AG] ?? []) as readonly Reading<AgInfo>[],
    written: ((windows[LOGS] ?? []) as readonly Reading<LogInfo>[]).map(writtenAt),
    heartbeat: (settings as { heartbeat?: Heartbeat | null }).heartbeat ?? null,
    beats: (windows[HEARTBEAT] ?? []) as readonly Reading<Beat>[],
    seeding: (windows[SEEDING] ?? []) as readonly Reading<SeedingInfo>[],
    cluster: (windows[CLUSTER] ?? []) as readonly Reading<WindowsCluster | null>[],
  }));
}

function writtenAt({ value, observedAt: at }: Reading<LogInfo>): WrittenAt {
  const pairs = (): (readonly [string, number | null])[] =>
    value.files.flatMap(({ groupDatabaseId: id, writtenBytes }) => (id === null ? [] : [[id, writtenBytes] as const]));
  return { at, bytes: kept(indexedLogs, value, () => new Map(pairs())) };
}

/** The availability groups of the parties, merged by group_id, in the order of their names. */
export function mergeGroups(parties: readonly Party[]): Merged[] {
  const told = parties.flatMap((party) => (party.ag[0]?.value.groups ?? []).map(({ id, name }) => ({ party, id, name })));
  return [...Map.groupBy(told, ({ id }) => id)]
    .map(([id, own]): Merged => ({ id, name: own[0]?.name ?? id, members: own.flatMap(({ party }) => memberOf(party, id)) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of each node, known by its settings, for the readings it has now. */
const made = new WeakMap<object, { of: readonly Reading<unknown>[]; made: Map<string, unknown> }>();

function madeOf(settings: object, of: readonly Reading<unknown>[]): Map<string, unknown> {
  const before = made.get(settings);
  if (before && before.of.length === of.length && before.of.every((reading, index) => reading === of[index])) return before.made;
  const now = { of, made: new Map<string, unknown>() };
  made.set(settings, now);
  return now.made;
}

/** A reading is looked at again and again while it is kept, and never changes. */
const indexed = new WeakMap<AgGroup, ReadonlyMap<string, AgDatabase>>();
const indexedLogs = new WeakMap<LogInfo, WrittenAt['bytes']>();

function kept<Key extends object, Value>(index: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  const found = index.get(key);
  if (found !== undefined) return found;
  const made = make();
  index.set(key, made);
  return made;
}

function ownDatabases(group: AgGroup): ReadonlyMap<string, AgDatabase> {
  return kept(indexed, group, () => new Map(group.databases.filter(({ isLocal }) => isLocal).map((one) => [one.id, one])));
}

function memberOf(party: Party, id: string): Member[] {
  const past: Seen[] = [];
  for (const { value, observedAt: at } of party.ag) {
    const group = value.groups.find((one) => one.id === id);
    if (!group) break;
    const own = group.replicas.find(({ isLocal }) => isLocal) ?? null;
    past.push({ at, server: value.server, group, own, databases: ownDatabases(group) });
  }
  const [newest, ...older] = past;
  return newest ? [{ party, past: [newest, ...older] }] : [];
}

/** The members that are in that role by their own word, in the reading at that place (0 is the newest). */
export function inRole(members: readonly Member[], role: AgReplica['role'], place = 0): Member[] {
  return members.filter(({ past }) => past[place]?.own?.role === role);
}

/** Whether a replica's name is that of a server: SQL Server compares them without regard to case. */
export function isNamed(server: string, name: string): boolean {
  return server.toLowerCase() === name.toLowerCase();
}
