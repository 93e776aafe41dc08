import type { Status } from './status.ts';

/** One figure of one row of a source (sourceId) over time. The row '' is the node itself: its key figures. */
export type SeriesKey = { source: string; row: string; figure: string };

/** A figure as its system declares it. `unit` follows the name ("/s", "B", " MB", "%"; empty for a count), `meaning` is a sentence without its end. */
export type FigureSpec = { name: string; unit: string; meaning: string };

/**
 * A reading, or the readings of one step: `value` is the mean, `low` and `high` the lowest and the highest, all the same for a reading. Null where it was read and not told.
 * Where nothing was read there is no point.
 */
export type SeriesPoint = readonly [at: number, value: number | null, low: number | null, high: number | null];

/**
 * A series in a period, oldest first. `stepMs` is null where each point is a reading; else a point at `at` stands for what was read from `at` on for so long. Points further apart
 * than `gapMs` are not joined: nothing was read in between. `keptFrom` (epoch ms) is since when anything of it is kept; null where nothing is.
 */
export type SeriesAnswer = {
  key: SeriesKey;
  figure: FigureSpec;
  stepMs: number | null;
  gapMs: number;
  points: readonly SeriesPoint[];
  keptFrom: number | null;
};

/** What is kept of one source: its figures, and the rows of which anything was read in the period that was asked for. */
export type SeriesGroup = { source: string; intervalMs: number; figures: readonly FigureSpec[]; rows: readonly string[] };

/** What may happen, on the one axis of all systems. `status`: a node or a row of it became that; `issue`: it was found or is over; `finding`: nodes prove it together, or no longer. */
export const EVENT_KINDS = [
  'status',
  'issue',
  'finding',
  'node',
  'action',
  'maintenance',
  'acknowledgement',
  'timer',
  'job',
  'deploy',
  'vigil',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * Something that happened between `at` and `until` (epoch ms), which are one where the moment is known. `kind` "node" is what happened to a node (restarted, failed over, reloaded);
 * "vigil" what happened to Vigil itself (started, stopped, did not look, its clock jumped). `group` and `node` are empty where it concerns a whole system or none; `system` is empty
 * for what concerns all. `systems` are all that it concerns: whoever may not view one of them is not told. `status` is what it became, where it became something; `by` who did it.
 * `words` are one sentence or less. Events of one `key` tell of one thing, the last of them how it stands: an action asked and ended, a deploy that began and is done. `link` (http or https)
 * leads out of Vigil to more of it.
 */
export type HistoryEvent = {
  id: number;
  at: number;
  until: number;
  kind: EventKind;
  systems: readonly string[];
  system: string;
  group: string;
  node: string;
  subject: string;
  status: Status | null;
  words: string;
  by: string | null;
  key?: string;
  link?: string;
};

/** A time in which Vigil did not look, or could not write down what it saw: nothing of it is known. */
export type Blank = { from: number; to: number; why: string };
