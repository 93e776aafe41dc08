/** The words and types of the analysis of keys. Safe in the browser. */

/**
 * How fast keys are read. `paced` holds a budget of keys a second and slows down when the node answers others later than it did before; `fast` has no budget and slows down
 * just the same: for a replica that serves nobody.
 */
export type KeyPace = 'paced' | 'fast';

/** What an analysis is asked for. `databases` null: all that hold keys. */
export type KeyAnalysisInput = { pace: KeyPace; keysPerSecond: number; databases: readonly number[] | null };

/** How far a run has come, told about once a second. `expected` are the keys that its databases held when it began; `waiting` says in words why nothing is read just now. */
export type KeyProgress = {
  expected: number;
  read: number;
  database: number;
  keysPerSecond: number;
  /** Round trip of a PING in ms: before the run, and at the moment. */
  idlePingMs: number;
  pingMs: number;
  waiting: string | null;
};

/** So many keys, the bytes that they take by MEMORY USAGE (names and overhead counted), and how many of them have a time to live. */
export type KeyTally = { keys: number; bytes: number; expiring: number };

/** A sum under a name: of a pattern, a type, a band of TTL, an encoding. */
export type KeySum = KeyTally & { name: string };

/** Keys whose sizes are from `fromBytes` on and below `toBytes`; null: no end. */
export type SizeBand = KeyTally & { fromBytes: number; toBytes: number | null };

/**
 * A part of the names, with the separator after it, and what goes on below it: "user:" with "<id>:" with "cart". The tally is of all keys whose names begin so. `other` sums up the children that are too many or
 * too small to be kept, null where there are none; `isAtLeast` where some of its keys may have been counted into such a sum before it was kept by itself.
 */
export type KeyPrefix = KeyTally & { segment: string; isAtLeast: boolean; children: readonly KeyPrefix[]; other: KeyTally | null };

/** One of the biggest keys. `name` is as people can read it, cut after 200 characters; null for whoever may not see details. `ttlMs` null: it does not expire. */
export type BigKey = {
  database: number;
  name: string | null;
  isCut: boolean;
  type: string;
  encoding: string;
  bytes: number;
  ttlMs: number | null;
};

/** The biggest keys of a database: of all types, and of each. */
export type BigKeys = { database: number; all: readonly BigKey[]; byType: readonly { type: string; keys: readonly BigKey[] }[] };

/**
 * What was read of a database. `keysBefore` and `keysAfter` are what it held by its own count when the reading of it began and ended; null where it was not reached. `given` are
 * the names that SCAN gave: it may give one twice while the table of keys is resized, so more than `keysBefore` is no error. Of those `counted` are in the sums, `gone` were
 * deleted or expired before they were asked about, `notPermitted` are names that the user may not ask about, `moved` belong to another node of the cluster by now.
 */
export type DatabaseCoverage = {
  database: number;
  isWhole: boolean;
  keysBefore: number | null;
  keysAfter: number | null;
  given: number;
  counted: number;
  gone: number;
  notPermitted: number;
  moved: number;
};

/** What the node was when it was read, and by which ways. Times in epoch ms by Vigil's clock. `doubts` say in words what makes the sums less than a picture of one data set. */
export type KeyReadFrom = {
  role: 'master' | 'replica';
  version: string;
  startedAt: number;
  endedAt: number;
  pace: KeyPace;
  keysPerSecond: number | null;
  doubts: readonly string[];
};

/**
 * The key space of one node. A key stands under every pattern that it matches, and under `noPattern` where there are patterns and it matches none. `prefixes` is the root, whose
 * tally is that of all keys; null for whoever may not see details. The sums under names are those with the most bytes first; bands are in their order.
 */
export type KeyAnalysis = {
  from: KeyReadFrom;
  /** Null where all was read; else why it ended before, in words. */
  stopped: string | null;
  /** The part of the expected keys that was read, 0 to 1. */
  part: number;
  expected: number;
  databases: readonly DatabaseCoverage[];
  /** Databases that hold keys and were not to be read. */
  skippedDatabases: readonly { database: number; keys: number }[];
  total: KeyTally;
  byPattern: readonly KeySum[];
  noPattern: KeyTally | null;
  byType: readonly KeySum[];
  byTtl: readonly KeySum[];
  byEncoding: readonly KeySum[];
  bySize: readonly SizeBand[];
  prefixes: KeyPrefix | null;
  biggest: readonly BigKeys[];
};

/** A sum in an older and in a newer analysis; null where it is not in one of them. */
export type KeyChange = { name: string; before: KeyTally | null; after: KeyTally | null; keys: number; bytes: number };

/**
 * What changed from one analysis to another, that with the most bytes first; what did not change is left out. `isWhole` is false where one of them did not count all, or the
 * two did not read the same databases: then a part of the change is only that. `byPrefix` holds paths such as "user:<id>:cart"; null for whoever may not see details.
 */
export type KeyComparison = {
  isWhole: boolean;
  total: KeyChange;
  byPattern: readonly KeyChange[];
  byType: readonly KeyChange[];
  byPrefix: readonly KeyChange[] | null;
};

/** Names that were given and that stand in no sum, though the keys are there: the user may not ask about them, or they moved to another node of the cluster. */
export function uncounted({ databases }: Pick<KeyAnalysis, 'databases'>): number {
  return databases.reduce((sum, { notPermitted, moved }) => sum + notPermitted + moved, 0);
}
