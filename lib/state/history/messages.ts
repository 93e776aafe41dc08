import type { Blank, HistoryEvent, SeriesAnswer, SeriesGroup, SeriesKey } from '../../history.ts';
import type { BoardFrame, EventQuery, NewEvent, PastBoard, Period, ReadingValues } from './history.ts';
import type { HistoryProblemKind } from './problem.ts';

/** How much is kept: readings and boards for `days`, 5-minute steps and events for `stepDays`, and all of it in no more than `maxBytes` on disk. */
export type HistoryLimits = { days: number; stepDays: number; maxBytes: number };

/** What the worker is started with. `boot` names this run of Vigil; `isRestarted` where a worker before it may have written for this run. */
export type WorkerData = { file: string; boot: string; startedAt: number; isRestarted: boolean; limits: HistoryLimits };

/** What is written at once. */
export type Batch = { readings: readonly ReadingValues[]; frames: readonly BoardFrame[]; events: readonly NewEvent[] };

export type Question =
  | { of: 'series'; key: SeriesKey; period: Period; mostPoints: number }
  | { of: 'groups'; period: Period }
  | { of: 'events'; query: EventQuery }
  | { of: 'board'; at: number; views: readonly string[] }
  | { of: 'lastBoard' }
  | { of: 'blanks'; period: Period };

export type Answers = {
  series: SeriesAnswer;
  groups: readonly SeriesGroup[];
  events: readonly HistoryEvent[];
  board: PastBoard | null;
  lastBoard: PastBoard | null;
  blanks: readonly Blank[];
};

/**
 * What the store tells of itself with all that it did but questions. `lastBatch` is the number of the last batch of this run that is in the file, so that one which was written and not confirmed
 * is not written twice. `notes` are words that are said once: what was set aside.
 */
export type Figures = { lastBatch: number; bytes: number; keptFrom: number | null; notes: readonly string[] };

/**
 * What the worker is asked to do; `now` is Vigil's clock (epoch ms). `put` hands over a part of the batch that the `flush` of its number writes, `tidy` answers whether all is
 * tidied up, and drops what is old in the first step after a flush only.
 */
export type Order =
  | { do: 'open'; now: number }
  | { do: 'put'; number: number; part: Batch }
  | { do: 'flush'; now: number; number: number; blanks: readonly Blank[] }
  | { do: 'tidy'; now: number; budgetMs: number; isFirst: boolean }
  | { do: 'ask'; question: Question }
  | { do: 'close'; now: number };

export type ToWorker = { id: number; order: Order };

/** The answer to one order. `figures` is there for all but questions. */
export type FromWorker =
  | { id: number; is: 'done'; value: unknown; figures: Figures | null }
  | { id: number; is: 'refused'; kind: HistoryProblemKind; words: string };
