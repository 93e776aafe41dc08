import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import type { Entry } from '../act/audit/record.ts';
import { LIMITS } from '../act/limits.ts';
import { type AuditSink, actorOf } from '../act/sink.ts';
import { errorWords, waitAtMost } from '../act/waiting.ts';
import type { NodeView } from '../acting.ts';
import type { Clock } from '../clock.ts';
import { formatSpan } from '../format/time.ts';
import type { Meter } from '../io/meter.ts';
import type { AnyJob, JobCheck, RunCard } from '../job.ts';
import { JobProblem } from './problem.ts';
import { newestRuns, restoreRuns } from './restore.ts';
import { carryThrough, change, type EndedRun, entryOf, type Run } from './run.ts';
import type { RunFiles } from './run-files.ts';

/** A node by its place in the configuration. */
export type JobPlace = { system: string; group: string; node: string };

/** What somebody asks for: `input` is the job's own and is read by it. */
export type JobOrder = JobPlace & { job: string; input: unknown };

/** A job as it is offered at a node; `unavailable` says why it cannot be run there, and what to do. */
export type JobOffer = { job: string; title: string; unavailable: string | null; tables: readonly string[] };

/** A run that has found something. */
export type Found = { card: RunCard; job: AnyJob; result: object };

export type JobSystem = { name: string; jobs: readonly AnyJob[]; meter: Meter };

type Options = {
  systems: readonly JobSystem[];
  /** Every node of a system with its newest reading and what stands against it, as of now. */
  views: (system: string) => readonly NodeView[];
  audit: Pick<AuditSink, 'append'>;
  files: RunFiles;
  clock: Pick<Clock, 'now'>;
  onError: (error: unknown) => void;
};

/** Each may keep a node busy, and Vigil itself. */
const MOST_AT_ONCE = 3;
/** How old what is kept of the progress of a run may be. */
const KEEP_EVERY_MS = 10_000;

/**
 * Runs jobs, one at a time at each node, and keeps the last of them, over restarts too. One that Vigil did not live to end is told of as lost. Who starts and who cancels is written down, and how each ends; one whose start cannot be written
 * down is not run. Who may do what is for the caller to have checked.
 */
export class JobKeeper {
  readonly #options: Options;
  /** The oldest first. */
  #runs: readonly (Run | EndedRun)[];
  readonly #going = new Set<Promise<void>>();
  #isStopping = false;

  constructor(options: Options) {
    this.#options = options;
    const { files, systems, clock } = options;
    const { runs, lost } = restoreRuns(files.kept, systems, clock.now());
    this.#runs = runs;
    for (const run of lost) this.#track(this.#keep(run));
    this.#forgetOld();
  }

  /** What can be run at a node; nothing where there is no such node. */
  offers(place: JobPlace): JobOffer[] {
    const view = this.#view(place);
    if (view === null) return [];
    return this.#jobs(place.system).map((job) => {
      return { job: job.name, title: job.title, unavailable: job.unavailable(view.settings), tables: Object.keys(job.tables) };
    });
  }

  /** What runs and was run at a node, the newest first. */
  runs({ system, group, node }: JobPlace): RunCard[] {
    const cards = this.#runs.map(({ card }) => card);
    return cards.filter((card) => card.system === system && card.group === group && card.node === node).toReversed();
  }

  /** All that runs and was run. */
  all(): RunCard[] {
    return this.#runs.map(({ card }) => card);
  }

  /** The run with this id; null where it is kept no more. */
  find(id: string): RunCard | null {
    return this.#runs.find(({ card }) => card.id === id)?.card ?? null;
  }

  /** What was found by a run, if it has found something. Throws the problem `not found` where it is kept no more. */
  found(id: string): Found | null {
    const run = this.#runs.find(({ card }) => card.id === id);
    if (!run) throw noRun();
    return run.result === null || run.job === null ? null : { card: run.card, job: run.job, result: run.result };
  }

  /** What a run would do now. Throws a JobProblem; one that may be looked at and not be run is a check with a refusal. */
  check(order: JobOrder): JobCheck {
    return this.#read(order).check;
  }

  /** Starts a run; `typed` is what was typed where that is wanted. Throws a JobProblem, and then nothing was started. */
  async start(order: JobOrder, typed: string | null, by: Caller): Promise<RunCard> {
    const { job, view, input, check } = this.#read(order);
    if (check.refusal !== null) throw new JobProblem('refused', check.refusal);
    if (check.typed !== null && typed !== check.typed) throw new JobProblem('typed', `Type ${check.typed} to start it.`);
    this.#checkFree(order);
    const run = this.#newRun({ order, job, input, by });
    // Its place is taken before anything is waited for.
    this.#runs = [...this.#runs, run];
    const nothing = entryOf(run.card, 'job ended', 'Nothing was run: it was not certain in time that its start is on disk.');
    const written = this.#writeDown(by, entryOf(run.card, 'job started', check.summary), nothing);
    this.#track(written);
    try {
      await written;
    } catch (error) {
      this.#runs = this.#runs.filter((one) => one !== run);
      throw error;
    }
    this.#track(this.#go(run, view.settings));
    return run.card;
  }

  /** Ends a run soon, with what it has found by then. It is ended even where that cannot be written down. Throws a JobProblem where it does not run. */
  cancel(id: string, by: Caller): RunCard {
    const run = this.#runs.find(({ card }) => card.id === id);
    if (!run) throw noRun();
    if (!isGoing(run)) throw new JobProblem('not found', 'It has ended already.');
    if (run.cancelledBy === null) this.#abort(run, by, `Cancelled by ${by.name}`);
    return run.card;
  }

  /** Cancels what runs, and ends when that is written down. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const run of this.#runs) {
      if (!isGoing(run)) continue;
      run.cancelledBy ??= 'Vigil was stopped';
      run.cancelling.abort();
    }
    while (this.#going.size > 0) await Promise.allSettled(this.#going);
  }

  #track(work: Promise<void>): void {
    this.#going.add(work);
    const forget = (): void => void this.#going.delete(work);
    work.then(forget, forget);
  }

  #jobs(system: string): readonly AnyJob[] {
    return this.#options.systems.find(({ name }) => name === system)?.jobs ?? [];
  }

  #view({ system, group, node }: JobPlace): NodeView | null {
    return this.#options.views(system).find((view) => view.group === group && view.node === node) ?? null;
  }

  #read(order: JobOrder): { job: AnyJob; view: NodeView; input: unknown; check: JobCheck } {
    if (this.#isStopping) throw new JobProblem('stopping', 'Vigil is stopping: nothing is started any more.');
    const job = this.#jobs(order.system).find(({ name }) => name === order.job);
    const view = this.#view(order);
    if (!job || !view)
      throw new JobProblem('not found', `there is no job "${order.job}" at ${order.system}/${order.group}/${order.node}`.slice(0, 300));
    const read = job.read(order.input);
    if (!read.ok) throw new JobProblem('invalid', read.message);
    const unavailable = job.unavailable(view.settings);
    const check = job.check(read.input, view);
    return { job, view, input: read.input, check: unavailable === null ? check : { ...check, refusal: unavailable } };
  }

  #checkFree(place: JobPlace): void {
    const running = this.#runs.map(({ card }) => card).filter(({ state }) => state.is === 'running');
    const here = running.find(({ system, group, node }) => system === place.system && group === place.group && node === place.node);
    if (here) throw new JobProblem('running', `${here.by} runs one here already: ${here.title}. Wait for its end, or cancel it.`);
    if (running.length < MOST_AT_ONCE) return;
    const where = running.map(({ group, node }) => `${group}/${node}`).join(', ');
    throw new JobProblem('running', `Vigil runs ${MOST_AT_ONCE} jobs at once, and does so now: at ${where}. Wait for the end of one.`);
  }

  #newRun({ order, job, input, by }: { order: JobOrder; job: AnyJob; input: unknown; by: Caller }): Run {
    const { system, group, node } = order;
    const card: RunCard = {
      ...{ id: randomUUID(), system, group, node, job: job.name, title: job.title, by: by.name, input },
      ...{ startedAt: this.#options.clock.now(), state: { is: 'running', isCancelling: false }, progress: null, progressAt: null },
      hasResult: false,
    };
    return { card, job, by, cancelling: new AbortController(), cancelledBy: null, result: null };
  }

  async #go(run: Run, settings: unknown): Promise<void> {
    const { clock, onError, systems } = this.#options;
    const meter = systems.find(({ name }) => name === run.card.system)?.meter;
    if (!meter) throw new Error(`no meter for ${run.card.system}`);
    const kept = this.#keepProgress(run);
    await carryThrough(run, { settings, clock, meter, onError });
    clearInterval(kept);
    this.#forgetOld();
    await this.#keep(run);
    const { state } = run.card;
    await this.#note(run.by, entryOf(run.card, 'job ended', state.is === 'running' ? '' : state.words));
  }

  #abort(run: Run, by: Caller, words: string): void {
    run.cancelledBy = words;
    change(run, { state: { is: 'running', isCancelling: true } });
    run.cancelling.abort();
    this.#track(this.#note(by, entryOf(run.card, 'job cancelled', `${run.by.name} had started it.`)));
  }

  /** It has happened, whether or not it can be written. */
  async #note(by: Caller, entry: Entry): Promise<void> {
    await this.#options.audit.append(actorOf(by), entry).catch(this.#options.onError);
  }

  #forgetOld(): void {
    const { files, onError } = this.#options;
    const kept = newestRuns(this.#runs, ({ card }) => files.bytesOf(card.id));
    for (const run of this.#runs) if (!kept.includes(run)) this.#track(files.forget(run.card.id).catch(onError));
    this.#runs = kept;
  }

  #keepProgress(run: Run): NodeJS.Timeout {
    this.#track(this.#keep(run));
    let keptAt = run.card.progressAt;
    const keep = (): void => {
      if (run.card.progressAt === keptAt) return;
      keptAt = run.card.progressAt;
      this.#track(this.#keep(run));
    };
    return setInterval(keep, KEEP_EVERY_MS).unref();
  }

  /** What cannot be kept is told until Vigil ends all the same. */
  async #keep({ card, job, result }: EndedRun): Promise<void> {
    const { files, onError } = this.#options;
    await files.keep({ card, form: job?.form ?? 0, result }).catch(onError);
  }

  async #writeDown(by: Caller, entry: Entry, ended: Entry): Promise<void> {
    const { audit, onError } = this.#options;
    const late = `it did not take the line within ${formatSpan(LIMITS.auditMs)}`;
    const writing = audit.append(actorOf(by), entry);
    try {
      await waitAtMost(writing, LIMITS.auditMs, late);
    } catch (error) {
      // It may reach the disk yet: then it stands there too that nothing was run.
      writing.then(() => audit.append(actorOf(by), ended)).catch(onError);
      throw new JobProblem('unwritten', `The audit cannot be written, so nothing was started: ${errorWords(error)}`, { cause: error });
    }
  }
}

function isGoing(run: Run | EndedRun): run is Run {
  return run.card.state.is === 'running';
}

function noRun(): JobProblem {
  return new JobProblem('not found', 'there is no such run: newer runs took its place, or what was kept of it is lost');
}
