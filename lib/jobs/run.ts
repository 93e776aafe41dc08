import type { Caller } from '../access/caller.ts';
import type { Entry, JobEvent } from '../act/audit/record.ts';
import type { Clock } from '../clock.ts';
import { toFailure } from '../failure.ts';
import type { Meter } from '../io/meter.ts';
import type { AnyJob, JobEnd, JobProgress, RunCard, RunState } from '../job.ts';

/** What is kept of a run that has ended; `job` is null where it is not known any more. */
export type EndedRun = { card: RunCard; job: AnyJob | null; result: object | null };

/** A run and what is kept of it. */
export type Run = EndedRun & {
  job: AnyJob;
  by: Caller;
  cancelling: AbortController;
  /** Who cancelled it, or that Vigil stopped, in words. */
  cancelledBy: string | null;
};

type Given = { settings: unknown; clock: Pick<Clock, 'now'>; meter: Meter; onError: (error: unknown) => void };

/** Told about at most once in so many ms. */
const TELL_EVERY_MS = 1_000;

/** Runs it to its end, and keeps in it how that came about. Never throws. */
export async function carryThrough(run: Run, { settings, clock, meter, onError }: Given): Promise<void> {
  const tell = (progress: JobProgress): void => {
    const now = clock.now();
    if (run.card.progressAt === null || now - run.card.progressAt >= TELL_EVERY_MS) change(run, { progress, progressAt: now });
  };
  const { input } = run.card;
  try {
    const end = await run.job.run({ settings, input, by: run.card.by, signal: run.cancelling.signal, meter, now: clock.now, tell });
    run.result = end.result;
    change(run, { state: stateOf(run, end, clock.now()), hasResult: true });
  } catch (error) {
    const failure = toFailure(error, { node: `${run.card.group}/${run.card.node}`, question: run.card.title });
    if (failure.kind === 'internal' && run.cancelledBy === null) onError(error);
    const words = run.cancelledBy === null ? `${failure.message}; nothing was found.` : `${run.cancelledBy}, before anything was found.`;
    change(run, { state: { is: run.cancelledBy === null ? 'failed' : 'cancelled', at: clock.now(), words } });
  }
}

function stateOf({ cancelledBy }: Run, { isWhole, words }: JobEnd<object>, at: number): RunState {
  if (isWhole) return { is: 'done', at, words };
  if (cancelledBy !== null) return { is: 'cancelled', at, words: `${cancelledBy}. ${words}` };
  return { is: 'stopped', at, words };
}

/** It is told of as a new card: what somebody was given before stays as it was. */
export function change(run: Run, changed: Partial<RunCard>): void {
  run.card = { ...run.card, ...changed };
}

/** What is written down of a run. */
export function entryOf({ id, system, group, node, title }: RunCard, what: JobEvent, words: string): Entry {
  return { kind: 'job', what, id, system, title: `${title} of ${group}/${node}`, words };
}
