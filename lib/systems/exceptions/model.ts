/** The probes of a store. `recent`: what came lately, by application. `totals`: all that is not deleted. `rates`: errors by hour over days. `shapes`: which errors are of one kind. */
export const RECENT = 'recent';
export const TOTALS = 'totals';
export const RATES = 'rates';
export const SHAPES = 'shapes';

/** How many minutes the recent reading tells apart. */
export const MINUTES = 60;
/** How many hours the rates tell apart: 14 days. */
export const HOURS = 336;

/** Errors and rows are two things: a row stands for `DuplicateCount` errors that were rolled up into it within some minutes. */
export type RecentApp = {
  app: string;
  /** Errors of the rows last seen within the configured time. */
  recent: number;
  rows: number;
  /** When the newest was last seen, by the clock of its app server; epoch ms. */
  newestAt: number;
  /** Errors by minute, oldest first, the last one still running: those of a row are spread evenly from its first to its last. */
  minutes: readonly number[];
};

/**
 * How far the clock of a machine is from that of the store, as rows tell that came between two readings: between `leastMs` and `mostMs` ahead (negative: behind). A row that waited in its
 * application looks as one of a clock that is behind.
 */
export type ClockGap = { machine: string; rows: number; leastMs: number; mostMs: number };

/** `storeAt` is the clock of the store when it answered; `lastId` the highest id, null for an empty table; `recentMs` what counts as recent. */
export type RecentReading = {
  version: string;
  storeAt: number;
  lastId: number | null;
  recentMs: number;
  apps: readonly RecentApp[];
  clocks: readonly ClockGap[];
};

export type TotalApp = {
  app: string;
  errors: number;
  rows: number;
  protectedRows: number;
  /** When its newest and its oldest were seen; epoch ms. */
  newestAt: number;
  oldestAt: number;
};

/** All that is not deleted, by application; and how many rows are deleted and not purged. */
export type TotalsReading = { apps: readonly TotalApp[]; deletedRows: number };

/** Errors by hour (`hours`) and the rows that stand for them, deleted ones too: oldest first, the last one still running. `hours[0]` began at `fromAt`. */
export type RateApp = { app: string; hours: readonly number[]; rows: readonly number[] };
export type RatesReading = { fromAt: number; storeAt: number; apps: readonly RateApp[] };

/** A kind of error: one type thrown at one place of one application, whatever its numbers and ids. */
export type ShapeFlag = 'new' | 'regressed';
/** Who cleared a shape the last time: `by` null where it was not through Vigil. */
export type Cleared = { at: number; by: string | null };

export type ShapeCard = {
  /** Of ours, and the same for ever: 16 hexadecimal digits. */
  shape: string;
  app: string;
  type: string;
  /** The message of the newest error, one line. */
  message: string;
  /** The frame that names it: "PostQueries.TaggedPage". Null where the stack has none. */
  place: string | null;
  firstAt: number;
  lastAt: number;
  flag: ShapeFlag | null;
  cleared: Cleared | null;
  /** Errors within the recent time. */
  recent: number;
};

/**
 * How far the errors are sorted into shapes: of rows since `sinceAt` (epoch ms), `behind` rows are not yet. `fresh` are new and regressed shapes of the last day and `top` those with most errors within the
 * recent time, up to 5 an application. `kept` says in words why it is not kept over a restart; null where it is. `trouble`
 * says what was wrong with what was kept before, and where it lies now; null where nothing was.
 */
export type ShapesReading = {
  rows: number;
  shapes: number;
  sinceAt: number;
  behind: number;
  fresh: readonly ShapeCard[];
  top: readonly ShapeCard[];
  kept: string | null;
  trouble: string | null;
};

/** Where counts cross a limit; null is off. Errors, not rows. */
export type CountLimits = {
  totalWarning: number | null;
  totalCritical: number | null;
  recentWarning: number | null;
  recentCritical: number | null;
};

/** What a row of the board is about. An application stands in the rows of each probe under the same id. */
export type AppView = { kind: 'app'; app: string; groups: readonly string[] } & (
  | { of: typeof RECENT; recent: RecentApp; recentMs: number }
  | { of: typeof TOTALS; total: TotalApp }
  | { of: typeof RATES; fromAt: number; hours: readonly number[] }
);
/** A group of applications as configured; `apps` are those of it that have errors. */
export type TeamView = { kind: 'team'; team: string; apps: readonly string[] } & (
  | { of: typeof RECENT; recent: number; recentMs: number }
  | { of: typeof TOTALS; errors: number; rows: number }
);
/** The store as a whole. `teams` are its groups in their order, each with its applications as configured; `rest` is what stands in none, as far as it has errors. */
export type StoreView = { kind: 'store'; title: string; teams: readonly Team[] } & (
  | { of: typeof RECENT; reading: Omit<RecentReading, 'apps'>; recent: number; newestAt: number | null; database: string; table: string }
  | { of: typeof TOTALS; errors: number; rows: number; protectedRows: number; deletedRows: number }
  | { of: typeof SHAPES; reading: ShapesReading }
);
export type ExceptionsView = AppView | TeamView | StoreView;

/** A group of applications: several may hold one application. */
export type Team = { name: string; title: string; applications: readonly string[] };
