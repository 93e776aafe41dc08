/** What the runtime socket of HAProxy tells beside the statistics page. Safe in the browser. */

/** What `show info` says of the process. `startedAt` in epoch ms, null in versions that count the uptime alone; `idlePercent` is of the thread that answered. */
export type ProcessInfo = {
  pid: number;
  version: string;
  /** The name that the machine gives itself. */
  name: string;
  /** Of how many processes this is one (`nbproc`, until 2.4); null where that is not told. */
  processes: number | null;
  uptimeSeconds: number;
  startedAt: number | null;
  connections: number | null;
  maxConnections: number | null;
  idlePercent: number | null;
  /** The old process of a reload, which takes no new connections. */
  isStopping: boolean;
};

/** What a page shows of a process; `startedAt` always, by the uptime where the product says no more. */
export type ProcessView = Omit<ProcessInfo, 'startedAt'> & { startedAt: number };

/**
 * What was set on a server, by HAProxy's own flags: maintenance by a command, by the server it follows, or in haproxy.cfg; drain by a command (or by an agent, which
 * sets the same flag) or by the server it follows; no DNS answer for its name; its name set by a command. `unknown` is a flag newer than Vigil.
 */
export type AdminFlag =
  | 'maintenance'
  | 'maintenance by tracking'
  | 'disabled in the configuration'
  | 'drain'
  | 'drain by tracking'
  | 'no DNS answer'
  | 'name set by command'
  | 'unknown';

/** One line of `show servers state`. `hasAgent`: its agent check is enabled, so that the agent may have set the drain. */
export type ServerState = {
  backend: string;
  server: string;
  operation: 'stopped' | 'starting' | 'running' | 'stopping' | 'unknown';
  flags: AdminFlag[];
  weight: number;
  configuredWeight: number;
  hasAgent: boolean;
};

/** One session of `show sess`. `ageSeconds` and `age` (HAProxy's own word: "1h2m") since it began. */
export type SessionLine = {
  id: string;
  source: string | null;
  protocol: string | null;
  frontend: string;
  backend: string;
  server: string;
  age: string;
  ageSeconds: number;
};

/** The sessions of a server or a backend, the oldest first; of many `sessions` holds the oldest, `count` says how many there are. */
export type SessionList = { count: number; sources: number; sessions: SessionLine[] };
