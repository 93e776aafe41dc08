import type { Blank, FigureSpec, HistoryEvent, SeriesAnswer, SeriesGroup, SeriesKey } from '../../history.ts';

/** The figures of one reading of a source, row by row, in the order of `figures`; the row '' is the node itself. */
export type ReadingValues = {
  source: string;
  at: number;
  intervalMs: number;
  figures: readonly FigureSpec[];
  rows: readonly (readonly [row: string, values: readonly (number | null)[]])[];
};

/**
 * What of the board is otherwise than in the frame before, as JSON text (see board-frame.ts); all of it where `isWhole`. `at` is the moment of the board (epoch ms), `doubtBefore` up to when
 * readings were in doubt then. `hasTurned`: a status became another since the frame before.
 */
export type BoardFrame = { at: number; doubtBefore: number; isWhole: boolean; hasTurned: boolean; text: string };

/** An event as it is put in: the store numbers it. */
export type NewEvent = Omit<HistoryEvent, 'id'>;

export type Period = { from: number; to: number };

/** Which events, newest first. `before` is the id of the last one of the page before; null for the first page. Empty lists choose nothing out. */
export type EventQuery = Period & {
  kinds: readonly HistoryEvent['kind'][];
  /** Those of whom every system of an event must be one. */
  views: readonly string[];
  system: string | null;
  /** Of a group of that system, and of a node of that group. */
  group: string | null;
  node: string | null;
  text: string | null;
  before: number | null;
  limit: number;
};

/** Why what is seen is not written down, since when (epoch ms) and what to do, in words. `isKeeping` is true while what waits is still kept in memory. */
export type HistoryTrouble = { words: string; since: number; isKeeping: boolean };

/** What is kept, and how writing goes. Times are epoch ms. `isOff` is there where the configuration says that nothing is to be kept, which is no trouble. */
export type HistoryState = {
  isOff?: true;
  writtenAt: number | null;
  waiting: number;
  dropped: number;
  bytes: number;
  keptFrom: number | null;
  trouble: HistoryTrouble | null;
};

/** A board as it was: its own moment, which is at or before the one asked for, and the text of a SnapshotEvent of what these systems are. */
export type PastBoard = { at: number; json: string };

/**
 * What was, on disk. Taking in never throws and never waits; asking rejects with a HistoryProblem in words. Without a folder that can be written everything is still asked and shown live, and
 * `state().trouble` says what is missing.
 */
export type History = {
  addReading(reading: ReadingValues): void;
  addFrame(frame: BoardFrame): void;
  addEvent(event: NewEvent): void;
  /** Whether the next frame must be a whole one, because one before it is not kept: others are counted as dropped until then. */
  needsWholeFrame(): boolean;
  state(): HistoryState;
  /** Called when trouble begins, becomes another or ends. Answers with the way to stop it. */
  onTrouble(listener: (trouble: HistoryTrouble | null) => void): () => void;
  series(key: SeriesKey, period: Period, mostPoints: number): Promise<SeriesAnswer>;
  groups(period: Period): Promise<readonly SeriesGroup[]>;
  events(query: EventQuery): Promise<readonly HistoryEvent[]>;
  /** The board at a moment, of the systems in `views`; null where nothing is kept of that time, which `blanks` then tells of. */
  board(at: number, views: readonly string[]): Promise<PastBoard | null>;
  /** The last board that was kept before this start, of all systems; null where there is none. */
  lastBoard(): Promise<PastBoard | null>;
  /** The times in a period in which nothing was kept, and why. */
  blanks(period: Period): Promise<readonly Blank[]>;
  /** Writes what waits, and ends. */
  close(): Promise<void>;
};
