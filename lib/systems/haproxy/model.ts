/** The words and types of HAProxy as Vigil uses them. Safe in the browser. */

/** What a row of the statistics stands for. */
export type RowKind = 'frontend' | 'backend' | 'server' | 'listener';

/** The state words of the product. `unknown` is any text that the grammar does not know; `said` always holds the text itself. */
export type StateWord =
  | 'up'
  | 'down'
  | 'nolb'
  | 'drain'
  | 'maintenance'
  | 'no check'
  | 'open'
  | 'paused'
  | 'stopped'
  | 'full'
  | 'waiting'
  | 'unknown';

/** `by`: who put it there, where the text tells. `checks`: n of m on the way down (up, nolb, drain: n more failures take it down) or up (down). */
export type RowState = {
  word: StateWord;
  by: 'agent' | 'tracking' | 'resolution' | null;
  via: string | null;
  checks: { count: number; of: number } | null;
  said: string;
};

/**
 * The last health or agent check, as far as it is told. `code` is the product's (L7OK, INI); `durationMs` how long it took;
 * `text` what was answered or went wrong, else the product's own words for the code, else empty.
 */
export type Check = { code: string; status: number | null; durationMs: number | null; text: string };

/**
 * The figures of all rows of one reading: `width` numbers a row in `values`, NaN where there is none; `columns` says which of them is which figure. `isPast` where only some
 * figures of an earlier reading are kept: to ask it for another is a mistake, and no figure that is not told.
 */
export type FigureTable = { width: number; columns: ReadonlyMap<string, number>; values: Float64Array; isPast?: true };

/**
 * The figures of one row: a place in the table of its reading, so that 2,000 rows of 100 figures are one block of memory and not 200,000 properties.
 * Plain data, but made to stay in the process: `figure` and `figureEntries` of figures.ts read it; a RowView is what travels.
 */
export type Figures = { table: FigureTable; row: number };

/** One row of the statistics: a frontend, backend, server or listener of one HAProxy process. */
export type StatsRow = {
  /** `proxy/kind/name`; a second row of the same names has `#2` at its end. */
  id: string;
  kind: RowKind;
  proxy: string;
  name: string;
  state: RowState;
  check: Check | null;
  agentCheck: Check | null;
  /** The product's own words for the codes of the two checks. */
  checkDescription: string | null;
  agentDescription: string | null;
  /** The number of the process that answered: not an operating system pid. */
  process: number | null;
  proxyId: number | null;
  address: string | null;
  cookie: string | null;
  mode: string | null;
  algorithm: string | null;
  tracks: string | null;
  /** Of a listener. */
  protocol: string | null;
  /** What observing the traffic found wrong with a server. */
  analysis: string | null;
  figures: Figures;
};

/** The rows in the order of the answer. */
export type Stats = { rows: StatsRow[] };

/** What is known of a row of any reading, also of one that is not the newest. */
export type PastRow = Pick<StatsRow, 'id' | 'kind' | 'proxy' | 'name' | 'state' | 'agentCheck' | 'process' | 'figures'>;

/** The same of a whole reading. */
export type PastStats = { rows: PastRow[] };

/**
 * What a page shows of a row. Bytes, errors, retries and responses are rates over the last two readings, null where one is missing or the counters were reset.
 * `sessionRate` and `requestRate` are HAProxy's own of its last second, where it gives them; a server's `requestRate` is over the last two readings.
 * `changedAt` in epoch ms, to the second: when the state last changed, by HAProxy's own word.
 */
export type RowView = {
  kind: RowKind;
  proxy: string;
  /** What people call the proxy, by the configuration. */
  alias: string | null;
  name: string;
  state: RowState;
  check: Check | null;
  agentCheck: Check | null;
  isBackup: boolean;
  /** No check of its own has been through yet: after a start, a reload, or maintenance. */
  isUnchecked: boolean;
  mode: string | null;
  /** Clients are held to it by a cookie. False may also be that HAProxy does not tell: it does with show-legends alone. */
  hasCookie: boolean;
  tracks: string | null;
  weight: number | null;
  activeServers: number | null;
  backupServers: number | null;
  sessions: number | null;
  sessionsLimit: number | null;
  sessionRate: number | null;
  requestRate: number | null;
  queue: number | null;
  /** Of a server: connections of it that carry something now; null before 2.2, which does not count them. */
  usedConnections: number | null;
  bytesInPerSecond: number | null;
  bytesOutPerSecond: number | null;
  errorsPerMinute: number | null;
  deniedPerMinute: number | null;
  retriesPerMinute: number | null;
  responses5xxPerMinute: number | null;
  responseTimeMs: number | null;
  changedAt: number | null;
};

/** One line of what is known of a row, its name in words. */
export type RowFigure = { name: string; value: number | string; unit: string | null };

/** Everything one reading holds on one row, grouped for the page. What the row does not carry is not in it. */
export type RowFigures = { groups: { title: string; figures: RowFigure[] }[] };
