/** The words and types of automatic seeding: a copy of a database that SQL Server makes by itself on another replica. Safe in the browser. Unknown is null. */

/** How far a copy has come by the word of one of its two ends (sys.dm_hadr_physical_seeding_stats). Bytes, times in epoch ms. */
export type Transfer = {
  state: string | null;
  transferredBytes: number | null;
  totalBytes: number | null;
  /** By its own word. */
  bytesPerSecond: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** When it will be done, by its own estimate. */
  estimatedAt: number | null;
};

/** "not told" where the state is none by which it could be told. */
export type SeedingOutcome = 'running' | 'failed' | 'done' | 'not told';

/**
 * The newest seeding of a database from one replica to another, as one of the two tells it; `group` and `to` are null where the node tells no more of a transfer than its database. `state` is SQL
 * Server's own word in lower case; `isJoined` whether the database has joined the group at the replica to which it goes.
 */
export type Seeding = {
  groupId: string | null;
  group: string | null;
  databaseId: string | null;
  database: string | null;
  from: string | null;
  to: string | null;
  isSource: boolean;
  outcome: SeedingOutcome;
  state: string | null;
  startedAt: number | null;
  endedAt: number | null;
  attempts: number | null;
  /** Why it failed, in the words of the server, and when. */
  failure: { words: string; at: number | null } | null;
  isJoined: boolean | null;
  transfer: Transfer | null;
};

/** What the probe "seeding" reads. `isKnown` is false before 2016, which seeds nothing by itself. */
export type SeedingInfo = { isKnown: boolean; seedings: readonly Seeding[] };

/** The row of a seeding at one end. `bytesPerSecond` is by readings of ours, else by its own word; `doneAt` (epoch ms) by that rate, else by its own estimate, as `isOurs` tells. */
export type SeedingView = {
  kind: 'seeding';
  node: string;
  seeding: Seeding;
  bytesPerSecond: number | null;
  doneAt: number | null;
  isOurs: boolean;
};
