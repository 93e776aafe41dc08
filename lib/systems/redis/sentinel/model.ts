/** What a Sentinel says, in the words of Vigil. Safe in the browser. */

/** What a Sentinel says of another node: hearsay. `flags` are its words (s_down, o_down, disconnected …); `downMs` is for how long it holds it down, null where it does not. */
export type SentinelClaim = { host: string; port: number; runId: string | null; flags: string[]; downMs: number | null };

/** Whether enough Sentinels can be reached to agree and to elect one that promotes, by the word of the Sentinel (CKQUORUM), and its words; null where it may not be asked. */
export type QuorumCheck = { isReachable: boolean; words: string };

/** The set that a Sentinel watches, by its own word. `quorum` have to agree that the master is down; `others` are the Sentinels that it knows besides itself. */
export type WatchedSet = {
  master: SentinelClaim;
  quorum: number;
  others: number;
  configEpoch: number;
  downAfterMs: number;
  /** The step that a failover is at, null while there is none. */
  failover: string | null;
  /** Commands to the master that wait for an answer, and how old what it knows by INFO of the master is, null where it knows nothing yet. */
  pendingCommands: number;
  infoAgeMs: number | null;
  replicas: SentinelClaim[];
  sentinels: SentinelClaim[];
  check: QuorumCheck | null;
};

/** What a Sentinel says of itself at one moment. In TILT it watches and does nothing, until its clock has been steady for 30 s. */
export type SentinelInfo = {
  version: string;
  runId: string;
  /** What the other Sentinels know it by, which is not its run id; null where it may not be asked, or before 6.2. */
  id: string | null;
  port: number | null;
  uptimeSeconds: number;
  tilt: { forSeconds: number | null } | null;
  scriptsQueued: number | null;
  /** The names of all sets that it watches. */
  sets: string[];
  /** The set that it is configured for here; null where it does not know it. */
  watched: WatchedSet | null;
};

/**
 * What a page shows of a Sentinel. `set` is the name of the set, `configured` how many Sentinels the configuration has for it, and with `isDiscovering` others are looked for
 * besides; `startedAt` in epoch ms.
 */
export type SentinelView = Omit<SentinelInfo, 'uptimeSeconds'> & {
  name: string;
  address: { host: string; port: number };
  set: string;
  configured: number;
  isDiscovering: boolean;
  startedAt: number;
};

/** True for what its flags say of a node that it holds down by itself, or agrees with others that it is. */
export function isHeldDown({ flags }: Pick<SentinelClaim, 'flags'>): boolean {
  return flags.includes('o_down') || flags.includes('s_down');
}
