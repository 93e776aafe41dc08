import type { Clock } from '../clock.ts';
import { Listeners } from '../listeners.ts';
import { ageMs, known, type Moment, type Observed, type Reading, type Source, sourceId } from '../reading.ts';
import { countStatuses, type Judged, judgeProbe, type ProbeState, type StatusCounts, type Verdict } from '../status.ts';
import type { Store } from '../store/store.ts';
import type { ProbeJudgement, Row } from '../system.ts';
import type { EarlierBoard } from './earlier.ts';
import { resumeSince, settleSince } from './since.ts';

/** One row of the newest reading with its verdict, not aged: whoever shows it judges its age by its source. */
export type JudgedRow = { id: string; verdict: Verdict; value: object };

/** What the newest reading of a source came to, not aged. `verdict` is null until something was read. */
export type Judgement = { verdict: Verdict | null; rows: ReadonlyMap<string, JudgedRow>; counts: StatusCounts };

/** How the readings of one source are judged, and when they are too old. */
export type Subject = {
  source: Source;
  staleAfterMs: number;
  vital: boolean;
  /** Its rows are no subjects, and not counted. */
  isAside?: boolean;
  judge(window: readonly Reading<unknown>[], now: number): ProbeJudgement;
};

/** A source whose verdict, age included, is another than before. */
export type Transition = { source: Source; from: Verdict | null; to: Verdict };

/** `shown` is the verdict as last compared, `hasTurned` whether its status became another since the last news, `heldSince` when news last found it so, `staleAt` the next moment at which it becomes stale by itself. */
type Held = {
  subject: Subject;
  head: Reading<unknown> | null;
  judgement: Judgement;
  shown: Verdict | null;
  hasTurned: boolean;
  heldSince: number | null;
  staleAt: number;
};

const NOT_JUDGED: Judgement = { verdict: null, rows: new Map(), counts: countStatuses([]) };

const UNJUDGED: Omit<Held, 'subject'> = {
  head: null,
  judgement: NOT_JUDGED,
  shown: null,
  hasTurned: false,
  heldSince: null,
  staleAt: Number.POSITIVE_INFINITY,
};

/** setTimeout takes no more than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Judges each source when its readings change and again at the very moment one of them would go stale. */
export class Judge {
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #held = new Map<string, Held>();
  readonly #listeners: Listeners<Source>;
  readonly #transitions: Listeners<Transition>;
  #earlier: EarlierBoard | null = null;
  #doubtBefore = 0;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: () => void = () => {};

  constructor(clock: Clock, store: Store, subjects: readonly Subject[], onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#store = store;
    this.#listeners = new Listeners(onError);
    this.#transitions = new Listeners(onError);
    for (const subject of subjects) this.add(subject);
  }

  /** Judges one more source from now on. */
  add(subject: Subject): void {
    this.#held.set(sourceId(subject.source), { subject, ...UNJUDGED });
  }

  /** Knows nothing of a source any more. */
  forget(id: string): void {
    this.#held.delete(id);
  }

  /** Goes on from what was so before this start: to be called before it starts. */
  goOnFrom(earlier: EarlierBoard): void {
    this.#earlier = earlier;
  }

  start(): void {
    this.#unsubscribe = this.#store.subscribe((source) => this.#changed(source));
    this.#wake();
  }

  stop(): void {
    this.#unsubscribe();
    clearTimeout(this.#timer);
  }

  /** Called after a source was judged, whether or not anything changed. Answers with the way to stop it. */
  subscribe(listener: (source: Source) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Called when the verdict on a source, age included, becomes another status. */
  onTransition(listener: (transition: Transition) => void): () => void {
    return this.#transitions.add(listener);
  }

  judgement(id: string): Judgement {
    return this.#held.get(id)?.judgement ?? NOT_JUDGED;
  }

  /**
   * Since when (epoch ms) the verdict on a source, age included, has had its status without interruption, as it was seen here; null before it was judged.
   * It moves only with news of the source: what a browser was sent with the last of them still holds.
   */
  heldSince(id: string): number | null {
    return this.#held.get(id)?.heldSince ?? null;
  }

  /** Now, and up to when readings are in doubt because a clock jumped after them. */
  moment(): Moment {
    return { now: this.#clock.now(), doubtBefore: this.#clock.lastJump()?.at ?? 0 };
  }

  #changed(source: Source): void {
    const id = sourceId(source);
    const held = this.#held.get(id);
    if (!held) return;
    const observed = this.#store.read(id);
    const head = observed.window[0] ?? null;
    if (head && head !== held.head) this.#rejudge(held, observed);
    held.head = head;
    this.#compare(held);
    this.#compareAfterJump();
    if (held.hasTurned) held.heldSince = this.#clock.now();
    held.hasTurned = false;
    this.#listeners.tell(source);
    this.#wake();
  }

  #rejudge(held: Held, { window }: Observed<unknown>): void {
    const now = this.#clock.now();
    const isFirst = held.judgement.verdict === null;
    const { judged, rows } = this.#judgeSafely(held.subject, window, now);
    const earlier = isFirst ? this.#earlier?.take(sourceId(held.subject.source)) : undefined;
    const settle = (before: Verdict | undefined, own: Judged, was: Verdict | undefined): Verdict =>
      earlier ? resumeSince(was, own, { from: earlier.readAt, to: now }) : settleSince(before, own, now, isFirst);
    const settled = rows.map(({ id, judged, value }: Row): JudgedRow => {
      const before = held.judgement.rows.get(id)?.verdict;
      return { id, verdict: settle(before, judged, earlier?.rows.get(id)), value };
    });
    held.judgement = {
      verdict: settle(held.judgement.verdict ?? undefined, judged, earlier?.verdict ?? undefined),
      rows: new Map(settled.map((row) => [row.id, row])),
      counts: countStatuses(held.subject.isAside ? [] : settled.map((row) => row.verdict.status)),
    };
  }

  // A mistake in the status rules of one system must neither stop the engine nor leave the old verdict standing.
  #judgeSafely(subject: Subject, window: readonly Reading<unknown>[], now: number): ProbeJudgement {
    try {
      return subject.judge(window, now);
    } catch (error) {
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { judged: { status: 'unknown', reason: `Vigil's own error while judging this reading: ${words}`, since: null }, rows: [] };
    }
  }

  #compare(held: Held): void {
    const state = this.#state(held);
    const moment = this.moment();
    const verdict = judgeProbe(state, moment);
    const from = held.shown;
    held.shown = verdict;
    held.staleAt = staleAt(state, moment.now);
    if (from?.status === verdict.status) return;
    held.hasTurned = true;
    this.#transitions.tell({ source: held.subject.source, from, to: verdict });
  }

  // A jump of the clock puts every reading in doubt, also those of sources of which nothing more is heard.
  #compareAfterJump(): void {
    const { doubtBefore } = this.moment();
    if (doubtBefore === this.#doubtBefore) return;
    this.#doubtBefore = doubtBefore;
    for (const held of this.#held.values()) this.#compare(held);
  }

  #state({ subject, judgement }: Held): ProbeState {
    const { staleAfterMs, vital } = subject;
    return { ...known(this.#store.read(sourceId(subject.source))), verdict: judgement.verdict, staleAfterMs, vital };
  }

  #wake(): void {
    clearTimeout(this.#timer);
    let next = Number.POSITIVE_INFINITY;
    for (const { staleAt } of this.#held.values()) next = Math.min(next, staleAt);
    if (!Number.isFinite(next)) return;
    const inMs = Math.ceil(next - this.#clock.now());
    this.#timer = setTimeout(() => this.#age(), Math.min(Math.max(1, inMs), LONGEST_TIMER_MS));
  }

  #age(): void {
    const now = this.#clock.now();
    for (const held of this.#held.values()) if (held.staleAt <= now) this.#compare(held);
    this.#wake();
  }
}

/** The first moment at which something fresh, or not yet overdue, goes stale by itself; infinity when nothing can. */
function staleAt({ newest, asked, staleAfterMs }: ProbeState, now: number): number {
  const at = newest ? now - ageMs(newest, now) + staleAfterMs + 1 : asked ? asked.since + staleAfterMs + 1 : Number.POSITIVE_INFINITY;
  return at > now ? at : Number.POSITIVE_INFINITY;
}
