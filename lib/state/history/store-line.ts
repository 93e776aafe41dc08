import type { Answers, Figures, Order, Question, WorkerData } from './messages.ts';
import type { HistoryPace } from './pace.ts';
import { HistoryProblem } from './problem.ts';
import type { Troubles } from './troubles.ts';
import { type Done, WorkerSession } from './worker-session.ts';

export type LineOptions = {
  data: Omit<WorkerData, 'isRestarted'>;
  clock: { now(): number };
  pace: HistoryPace;
  troubles: Troubles;
  onFigures(figures: Figures): void;
};

/** More questions than this are not put in line. */
const MOST_OPEN = 200;
const CLOSED = 'The history is closed: Vigil stops.';

/** The way to the worker that owns the file. One that dies is started again, after a pause that grows until something was written. */
export class StoreLine {
  readonly #options: LineOptions;
  #session: WorkerSession;
  #deaths = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#session = this.#begin(false);
  }

  /** The worker of this moment: what is begun with one does not go on with the next. */
  get session(): WorkerSession {
    return this.#session;
  }

  /** Has an order carried out by one worker; rejects with a HistoryProblem. */
  async order(session: WorkerSession, order: Order): Promise<Done> {
    const done = await session.order(order);
    if (done.figures !== null) this.#options.onFigures(done.figures);
    return done;
  }

  /** Asks what is kept; rejects with a HistoryProblem, which is of kind `busy` where it takes too long. */
  async ask<Of extends Question['of']>(question: Question & { of: Of }): Promise<Answers[Of]> {
    if (this.#isClosed) throw new HistoryProblem('stopped', CLOSED);
    if (this.#session.openOrders > MOST_OPEN)
      throw new HistoryProblem('busy', `The history is asked ${MOST_OPEN} things already: ask again in a while.`);
    const { answerMs } = this.#options.pace;
    const late = `The history has not answered within ${answerMs / 1_000} s: ask for a shorter time, or again in a while.`;
    const done = await within(this.#session.order({ do: 'ask', question }), answerMs, () => new HistoryProblem('busy', late));
    return answerOf(done);
  }

  /** The worker does what it should: the next one that dies is started again soon. */
  works(): void {
    this.#deaths = 0;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#session.end();
  }

  #begin(isRestarted: boolean): WorkerSession {
    const session = new WorkerSession({ ...this.#options.data, isRestarted }, (words) => this.#beginAgain(words));
    // Asked for before anything else: what hinders it is told to whoever asks something, and by the next flush.
    this.order(session, { do: 'open', now: this.#options.clock.now() }).catch(() => undefined);
    return session;
  }

  #beginAgain(words: string): void {
    if (this.#isClosed) return;
    const { troubles, clock, pace } = this.#options;
    troubles.begin('worker', words, clock.now());
    const ms = Math.min(pace.mostRestartMs, pace.restartMs * 2 ** this.#deaths);
    this.#deaths += 1;
    this.#timer = setTimeout(() => {
      this.#session = this.#begin(true);
    }, ms).unref();
  }
}

/** What the promise gives, or the problem once that took too long. */
export async function within<Value>(promise: Promise<Value>, ms: number, late: () => HistoryProblem): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms).unref();
  });
  try {
    return await Promise.race([promise, lateness]);
  } finally {
    clearTimeout(timer);
  }
}

// The worker answers each question with what its kind is answered with (store.ts, ask).
function answerOf<Of extends Question['of']>({ value }: Done): Answers[Of] {
  return value as Answers[Of];
}
