import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { BoardFrame, History, HistoryState, HistoryTrouble, NewEvent, ReadingValues } from './history.ts';
import type { Batch, Figures, Order } from './messages.ts';
import { HistoryProblem } from './problem.ts';
import { type LineOptions, StoreLine, within } from './store-line.ts';
import { Troubles } from './troubles.ts';
import { Waiting } from './waiting.ts';
import type { WorkerSession } from './worker-session.ts';

export type KeeperOptions = Omit<LineOptions, 'troubles' | 'onFigures'> & { onError(error: unknown): void };

/** Between two steps of tidying up, in which what is asked has its turn. */
const STEP_PAUSE_MS = 5;

/** What is asked of a time that is not written down yet is answered when it is, if that takes no longer. */
const FRESH_WITHIN_MS = 1_000;

/** Takes in what is seen, hands it to the worker in flushes and asks it what was. */
export class HistoryKeeper implements History {
  readonly #options: KeeperOptions;
  readonly #troubles: Troubles;
  readonly #waiting: Waiting;
  readonly #line: StoreLine;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** Ends the pause before the next flush, and is over when that has ended. */
  #next = nextFlush();
  #figures: Figures = { lastBatch: 0, bytes: 0, keptFrom: null, notes: [] };
  #writtenAt: number | null = null;
  /** The last batch that is known to be in the file, and one of which that is not known. */
  #written = 0;
  #unsure: number | null = null;
  #number = 1;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#troubles = new Troubles(options.onError);
    this.#waiting = new Waiting(options.pace.mostBytes);
    const onFigures = (figures: Figures) => this.#take(figures);
    this.#line = new StoreLine({ ...options, troubles: this.#troubles, onFigures });
  }

  /** Opens the file, notes that Vigil runs, and goes on writing from then on. */
  async start(): Promise<void> {
    const first = this.#flush();
    this.#running = first.then(() => this.#run());
    // A disk that does not answer is no reason not to start.
    await Promise.race([first, this.#pause(this.#options.pace.answerMs)]);
  }

  addReading(reading: ReadingValues): void {
    this.#waiting.addReading(reading);
  }

  addFrame(frame: BoardFrame): void {
    this.#waiting.addFrame(frame);
  }

  addEvent(event: NewEvent): void {
    this.#waiting.addEvent(event);
  }

  needsWholeFrame(): boolean {
    return this.#waiting.needsWholeFrame;
  }

  state(): HistoryState {
    const { bytes, keptFrom } = this.#figures;
    const { count, dropped } = this.#waiting;
    return { writtenAt: this.#writtenAt, waiting: count, dropped, bytes, keptFrom, trouble: this.#troubles.now };
  }

  onTrouble(listener: (trouble: HistoryTrouble | null) => void): () => void {
    return this.#troubles.listen(listener);
  }

  series: History['series'] = (key, period, mostPoints) => this.#line.ask({ of: 'series', key, period, mostPoints });
  groups: History['groups'] = (period) => this.#line.ask({ of: 'groups', period });
  events: History['events'] = async (query) => {
    await this.#writtenUpTo(query.to);
    return this.#line.ask({ of: 'events', query });
  };
  board: History['board'] = async (at, views) => {
    await this.#writtenUpTo(at);
    return this.#line.ask({ of: 'board', at, views });
  };
  lastBoard: History['lastBoard'] = () => this.#line.ask({ of: 'lastBoard' });
  blanks: History['blanks'] = (period) => this.#line.ask({ of: 'blanks', period });

  async close(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    const late = () => new HistoryProblem('busy', 'What was seen last could not be written down in time.');
    await within(this.#finish(), this.#options.pace.closeMs, late).catch(this.#options.onError);
    await this.#line.close();
  }

  async #finish(): Promise<void> {
    await this.#running;
    if (!(await this.#flush())) return;
    await this.#line.order(this.#line.session, { do: 'close', now: this.#now() });
  }

  async #run(): Promise<void> {
    const { firstForMs, firstFlushMs, flushMs } = this.#options.pace;
    const beganAt = performance.now();
    while (!this.#stopping.signal.aborted) {
      const ms = performance.now() - beganAt < firstForMs ? firstFlushMs : flushMs;
      const next = this.#next;
      await this.#pause(ms, next.hurry.signal);
      const isWritten = !this.#stopping.signal.aborted && (await this.#flush());
      this.#next = nextFlush();
      next.ended.resolve();
      if (isWritten) await this.#tidy(ms);
    }
  }

  /** Has what waits written at once where somebody asks of the last moments. Where that takes long, he is answered with what is there. */
  async #writtenUpTo(at: number): Promise<void> {
    const now = this.#now();
    if (this.#writtenAt === null || Math.min(at, now) - this.#writtenAt < FRESH_WITHIN_MS || this.#troubles.now !== null) return;
    const { hurry, ended } = this.#next;
    hurry.abort();
    await Promise.race([ended.promise, this.#pause(FRESH_WITHIN_MS)]);
  }

  /** False where nothing could be written; it never rejects. */
  async #flush(): Promise<boolean> {
    const { session } = this.#line;
    const { silentMs } = this.#options.pace;
    const silent = setTimeout(() => this.#troubles.begin('write', silence(silentMs), this.#now()), silentMs).unref();
    try {
      await this.#reconcile(session);
      await this.#write(session);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    } finally {
      clearTimeout(silent);
      this.#troubles.dropping(this.#waiting.isDropping);
    }
  }

  /** Opens the file where it is not open, and finds out what of this run is in it. */
  async #reconcile(session: WorkerSession): Promise<void> {
    const { figures } = await this.#line.order(session, { do: 'open', now: this.#now() });
    this.#troubles.end('worker');
    const last = figures?.lastBatch ?? 0;
    if (this.#unsure !== null) {
      if (last >= this.#unsure) this.#confirm(this.#unsure);
      else this.#waiting.unsent();
      this.#unsure = null;
    }
    // The file is not the one that was written to before.
    if (last < this.#written) this.#waiting.breakChain();
    this.#written = Math.min(this.#written, last);
  }

  async #write(session: WorkerSession): Promise<void> {
    const { parts, blanks } = this.#waiting.send(this.#troubles.now?.words ?? '');
    const number = this.#number++;
    this.#unsure = number;
    const now = this.#now();
    await this.#handOver(session, parts, { do: 'flush', now, number, blanks }).catch((error: unknown) => this.#giveBack(error));
    this.#unsure = null;
    this.#confirm(number);
    this.#writtenAt = now;
    this.#line.works();
    this.#troubles.end('write');
  }

  async #handOver(session: WorkerSession, parts: readonly Batch[], flush: Extract<Order, { do: 'flush' }>): Promise<void> {
    const unput: unknown[] = [];
    for (const part of parts) {
      session.order({ do: 'put', number: flush.number, part }).catch((error: unknown) => unput.push(error));
      await nextTurn();
      if (unput.length > 0) throw unput[0];
    }
    await this.#line.order(session, flush);
  }

  #confirm(number: number): void {
    this.#waiting.written();
    this.#written = number;
  }

  // Of a worker that died it is not known whether it had written; else nothing was.
  #giveBack(error: unknown): never {
    const kind = error instanceof HistoryProblem ? error.kind : 'failed';
    if (kind !== 'stopped') this.#unsure = null;
    // It would fail in the same way again, and hold up all that comes after it.
    if (kind === 'failed') this.#waiting.loseSent();
    else if (kind !== 'stopped') this.#waiting.unsent();
    throw error;
  }

  #fail(error: unknown): void {
    if (error instanceof HistoryProblem && error.kind === 'stopped') return;
    const words = error instanceof Error ? error.message : String(error);
    if (!(error instanceof HistoryProblem) || error.kind === 'failed') this.#options.onError(error);
    this.#troubles.begin('write', words, this.#now());
  }

  async #tidy(forMs: number): Promise<void> {
    const { session } = this.#line;
    const until = performance.now() + forMs;
    try {
      for (let isFirst = true; performance.now() < until; isFirst = false) {
        const budgetMs = this.#options.pace.tidyMs;
        const { value } = await this.#line.order(session, { do: 'tidy', now: this.#now(), budgetMs, isFirst });
        this.#troubles.end('tidy');
        if (value === true || !(await this.#pause(STEP_PAUSE_MS))) return;
      }
    } catch (error) {
      if (error instanceof HistoryProblem && error.kind !== 'stopped') this.#troubles.begin('tidy', error.message, this.#now());
    }
  }

  #take(figures: Figures): void {
    this.#figures = figures;
    for (const words of figures.notes) this.#options.onError(new HistoryProblem('damaged', words));
  }

  /** False once Vigil stops. */
  async #pause(ms: number, hurry?: AbortSignal): Promise<boolean> {
    const { signal } = this.#stopping;
    await wait(ms, undefined, { signal: hurry ? AbortSignal.any([signal, hurry]) : signal, ref: false }).catch(() => undefined);
    return !signal.aborted;
  }

  #now(): number {
    return this.#options.clock.now();
  }
}

function nextFlush(): { hurry: AbortController; ended: PromiseWithResolvers<void> } {
  return { hurry: new AbortController(), ended: Promise.withResolvers<void>() };
}

function silence(ms: number): string {
  return `The disk of the history has not answered for ${ms / 1_000} s: see that it works.`;
}
