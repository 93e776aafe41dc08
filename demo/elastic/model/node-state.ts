/** What a node counts since it was started, and what is wrong with it by order. */

export type PoolCounters = { threads: number; size: number; queueSize: number; completed: number; rejected: number; largest: number };
export type BreakerCounters = { limitBytes: number; overhead: number; tripped: number };

export type NodeCounters = {
  searches: number;
  searchMs: number;
  fetches: number;
  indexed: number;
  indexMs: number;
  young: { runs: number; ms: number };
  old: { runs: number; ms: number };
  receivedBytes: number;
  receivedCount: number;
  sentBytes: number;
  sentCount: number;
  cpuMs: number;
  pools: Record<string, PoolCounters>;
  breakers: Record<string, BreakerCounters>;
};

/** `rejecting`: a pool ("write", "search") that rejects so many a second. `tripping`: a breaker that is over its limit. */
export type NodeFaults = {
  rejecting: { pool: string; perSecond: number } | null;
  tripping: string | null;
};

/** How a shard fails wherever it is placed: all of its copies, so that it is red, or only those that are made from its primary. */
export type Failing = { isPrimary: boolean; details: string };

/** How a node is doing at a moment. */
export type Gauges = {
  cpuPercent: number;
  load1: number;
  load5: number;
  load15: number;
  memoryUsedBytes: number;
  heapUsedBytes: number;
  openFiles: number;
  maxFiles: number;
  httpConnections: number;
  /** By name of the pool. */
  pools: Record<string, { active: number; queue: number }>;
  /** Bytes in use, by name of the breaker. */
  breakers: Record<string, number>;
  searchesRunning: number;
};
