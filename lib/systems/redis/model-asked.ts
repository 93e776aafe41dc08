/** What a node says when somebody looks at it. Safe in the browser. Where a version or a right leaves something out it is null and never 0. */

export type Unit = 'bytes' | 'seconds' | 'ms' | 'µs' | '%' | 'epoch seconds';

/** One field by its name on the wire; `unit` null for text and for bare counts. */
export type Field = { name: string; value: string | number; unit: Unit | null };
export type FieldSection = { title: string; fields: Field[] };

/** All that INFO tells, in the sections of the node and in its order. */
export type InfoAnswer = { sections: FieldSection[] };

/** A connection. `address`, `ip`, `name` and `user` are null where they are masked, and where the node does not tell them. */
export type Client = {
  id: number;
  address: string | null;
  ip: string | null;
  name: string | null;
  user: string | null;
  ageSeconds: number;
  idleSeconds: number;
  flags: string;
  db: number;
  command: string;
  queryBytes: number | null;
  outputBytes: number | null;
  totalBytes: number | null;
};

/** `clients` are the first of `count`. */
export type ClientsAnswer = { isMasked: boolean; count: number; clients: Client[] };

/** `at` in epoch ms by the clock of the node. `args` is null where they are masked: then `argCount` alone tells of them, as far as the node kept them. */
export type SlowCommand = {
  id: number;
  at: number;
  tookMicros: number;
  command: string;
  args: string[] | null;
  argCount: number;
  address: string | null;
  name: string | null;
};

/** What a setting of the node is: null where its user may not ask for it. */
export type Threshold = number | null;

/** Slow commands that nobody was told: how many, between which two that were, by the clock of the node (epoch ms). */
export type SlowGap = { count: number; from: number; to: number };

/**
 * `count` is how many it keeps, null where that may not be asked. `slowerThanMicros` below 0: it records none. `commands` are all that were seen since the process with this run
 * id was first asked, the newest first; `toldCount` of them were told this time, the others are remembered. `gaps` are what was lost between two looks. `earlierRunCount` counts
 * what was remembered of the process before this one, and is not among them.
 */
export type SlowlogAnswer = {
  isMasked: boolean;
  runId: string | null;
  count: number | null;
  slowerThanMicros: Threshold;
  commands: SlowCommand[];
  toldCount: number;
  gaps: SlowGap[];
  earlierRunCount: number;
};

/** `value` is *** where it is a secret, `fallback` what the version has by itself: null where that is not known. */
export type Setting = { name: string; value: string; isSecret: boolean; fallback: string | null };
/** `defaultsOf` is the version whose defaults are compared with, null where those of this one are not known. */
export type SettingsAnswer = { version: string | null; defaultsOf: string | null; settings: Setting[] };

/** `at` in epoch ms by the clock of the node. */
export type LatencyEvent = { name: string; at: number; latestMs: number; worstMs: number };
/** `thresholdMs` 0: it records none. */
export type LatencyAnswer = { thresholdMs: Threshold; events: LatencyEvent[] };

/** Since its start, or since somebody cleared them. */
export type CommandStat = {
  name: string;
  calls: number;
  totalMicros: number;
  microsPerCall: number;
  rejected: number | null;
  failed: number | null;
};
export type CommandStatsAnswer = { commands: CommandStat[] };

export type MemoryStatsAnswer = { sections: FieldSection[] };
