import type { NodeView, Note } from './acting.ts';
import type { Meter } from './io/meter.ts';

/** How far a run has come: the part of the whole (0 to 1), null where nobody can tell; in words; and what the page of the job draws, plain data of the system's model. */
export type JobProgress = { part: number | null; words: string; figures: object | null };

/** What a run would do. `typed` must be typed by who starts it, null where nothing must; `refusal` says why it cannot be started and what to do, null where it can. */
export type JobCheck = { title: string; summary: string; notes: readonly Note[]; typed: string | null; refusal: string | null };

/** How a run ended that found something. `words` say what was done, and where that is not all of it, why not and what is missing. */
export type JobEnd<Result> = { result: Result; isWhole: boolean; words: string };

/** What a run is given. The signal aborts when it is cancelled: it ends soon then, with what it has, and frees what it holds. `tell` may be called as often as it likes. */
export type JobRun<Settings, Input> = {
  settings: Settings;
  input: Input;
  /** Who started it, by name. */
  by: string;
  signal: AbortSignal;
  meter: Meter;
  /** Epoch ms; never runs backwards. */
  now(): number;
  tell(progress: JobProgress): void;
};

/** Something that takes minutes and is asked of one node: it tells how far it is, can be cancelled, and goes on when whoever started it closes the page. */
export type Job<Settings, Input, Result extends object> = {
  name: string;
  /** "Analysis of keys". */
  title: string;
  /** Of what its result is made of: another number for one that cannot be read as those before, which are then told about and not shown. A result is plain data of JSON. */
  form: number;
  /** Why it cannot be run on a node that is configured so, with what to do; null where it can. */
  unavailable(settings: Settings): string | null;
  /** Checks what was sent as input. The message says what to send instead. */
  read(raw: unknown): { ok: true; input: Input } | { ok: false; message: string };
  /** What it would do, by what is known of the node now. Pure. */
  check(input: Input, node: NodeView<Settings>): JobCheck;
  /** Throws FetchError where nothing at all came of it. */
  run(given: JobRun<Settings, Input>): Promise<JobEnd<Result>>;
  /** What may be seen of a result without the right to details. */
  mask(result: Result): Result;
  /** What changed from one result to another. */
  compare(older: Result, newer: Result): object;
  /** The tables of a result, each as records of text whose first is the head. */
  tables: Readonly<Record<string, (result: Result) => Iterable<readonly string[]>>>;
};

/** A job whose types are forgotten: it is only ever given what it made itself, and settings of its own system. */
export type AnyJob = Job<unknown, unknown, object>;

/** Checks a job against its own types and forgets them. */
export function defineJob<Settings, Input, Result extends object>(job: Job<Settings, Input, Result>): AnyJob {
  return job as unknown as AnyJob;
}

/**
 * How a run stands. `cancelled` and `stopped` may have found a part; `failed` found nothing, and `lost` is one that Vigil did not live to end. `words` say how it ended, and what
 * is missing.
 */
export type RunState =
  | { is: 'running'; isCancelling: boolean }
  | { is: 'done' | 'stopped' | 'cancelled' | 'failed' | 'lost'; at: number; words: string };

/** A run as it is told about. Times are epoch ms; `progress` is as of `progressAt`, and null before the first. It is kept until newer ones take its place. */
export type RunCard = {
  id: string;
  system: string;
  group: string;
  node: string;
  job: string;
  title: string;
  by: string;
  startedAt: number;
  input: unknown;
  state: RunState;
  progress: JobProgress | null;
  progressAt: number | null;
  hasResult: boolean;
};
