import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { readReason } from '../act/ask.ts';
import type { Actor, Entry, TimerEvent } from '../act/audit/record.ts';
import type { Door } from '../act/door.ts';
import { LIMITS } from '../act/limits.ts';
import { type AuditSink, actorOf } from '../act/sink.ts';
import { errorWords, waitAtMost } from '../act/waiting.ts';
import type { Order } from '../acting.ts';
import { formatSpan, formatUtc } from '../format/time.ts';
import { Listeners } from '../listeners.ts';
import type { KeptFile } from '../state/kept-file.ts';
import { orderKey, type Timer, type TimerState } from '../timers.ts';
import { type Ending, giveOrder, type LookUp } from './give-order.ts';
import { actorOfTimer, type KeptTimer, shown } from './kept.ts';
import { correctionOf, endWords, entryOf, setWords } from './lines.ts';
import { TimerProblem } from './problem.ts';
import { checkDue, cutOff, dueBy, overdueWords, unspent } from './schedule.ts';
import { checkTimed, placesOf, setterOf } from './setting.ts';
import type { KeptTimers } from './state-file.ts';

export type KeeperOptions = {
  clock: { now(): number };
  file: KeptFile<KeptTimers>;
  audit: Pick<AuditSink, 'append'>;
  door: Pick<Door, 'preview' | 'perform' | 'previewTimed' | 'nothingLeft'>;
  lookUp: LookUp;
  onError: (error: unknown) => void;
  /** How near a timer may be due; SOONEST_MS, except in tests. */
  soonestMs?: number | undefined;
};

/** What somebody asks for: `dueAt` in epoch ms. */
export type SettingTimer = { order: Order; dueAt: number; reason: string | null };

/** Everybody who looks is sent all of them. */
const MOST_TIMERS = 200;

type Change = { by: Caller; timer: KeptTimer; what: TimerEvent; words: string; apply(kept: readonly KeptTimer[]): readonly KeptTimer[] };

/**
 * Keeps orders until they are due and gives them then, one after another, through the door. What people change is written down in the audit and kept on disk before it
 * counts; one that cannot be is refused with a TimerProblem, and nothing is changed. Who may end a timer is for the caller to have checked.
 */
export class TimerKeeper {
  readonly #options: KeeperOptions;
  readonly #listeners: Listeners<void>;
  #kept: readonly KeptTimer[];
  /** The order whose timer somebody is changing: it is not begun meanwhile. */
  #held: string | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #line: Promise<unknown> = Promise.resolve();
  #isStopping = false;
  #rounds = 0;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#listeners = new Listeners(options.onError);
    this.#kept = options.file.kept.timers;
    this.#takeUp(options.clock.now());
  }

  /** The first due first. */
  timers(): readonly Timer[] {
    return this.kept().map(shown);
  }

  kept(): readonly KeptTimer[] {
    return this.#kept.toSorted((a, b) => a.dueAt - b.dueAt);
  }

  /** Called when they are others than before. Answers with the way to stop it. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Takes the place of a timer for an alike order. Rejects with a TimerProblem, or with the ActionProblem of the door. */
  async set({ order, dueAt, reason: said }: SettingTimer, by: Caller): Promise<Timer> {
    const reason = readReason({ reason: said });
    const timed = this.#options.door.previewTimed(order, by);
    const setter = setterOf(by);
    const key = orderKey(timed.order);
    return this.#inTurn(key, async () => {
      const now = this.#options.clock.now();
      checkDue(dueAt, now, this.#options.soonestMs);
      checkTimed(timed);
      const before = this.#kept.find((one) => orderKey(one.order) === key) ?? null;
      if (before?.state.is === 'running') throw new TimerProblem('running', 'Its timer is running right now: wait for how it ends.');
      if (before === null && this.#kept.length >= MOST_TIMERS)
        throw new TimerProblem('invalid', `${MOST_TIMERS} timers are set already, which is the most. Take one back that is not needed.`);
      const timer: KeptTimer = {
        ...{ id: randomUUID(), order: timed.order, title: timed.preview.title, groups: timed.groups, dueAt, by: by.name, setAt: now },
        ...{ reason, state: { is: 'waiting' }, setter, places: placesOf(timed) },
      };
      const apply: Change['apply'] = (kept) => [...kept.filter((one) => orderKey(one.order) !== key), timer];
      await this.#change({ by, timer, ...setWords(timer, before), apply });
      return shown(timer);
    });
  }

  /** Takes one back that waits, and forgets one that has ended. */
  async end({ id, order }: Timer, by: Caller): Promise<void> {
    await this.#inTurn(orderKey(order), async () => {
      const timer = this.#kept.find((one) => one.id === id);
      if (!timer) throw new TimerProblem('not found', 'This timer is over, or another took its place.');
      if (timer.state.is === 'running')
        throw new TimerProblem('running', 'It is running right now and cannot be taken back: wait for how it ends.');
      await this.#change({ by, timer, ...endWords(timer), apply: (kept) => kept.filter((one) => one.id !== id) });
    });
  }

  /** Begins what is due, and drops what is over. To be called about once a second. */
  look(): void {
    if (this.#isStopping) return;
    const now = this.#options.clock.now();
    const { run, tooLate } = dueBy(
      this.#kept.filter(({ order }) => orderKey(order) !== this.#held),
      now,
    );
    for (const timer of tooLate) this.#giveUp(timer, now, false);
    for (const timer of run) this.#begin(timer, now);
    const left = unspent(this.#kept, now);
    if (left !== this.#kept) this.#keep(left);
    this.#rounds += 1;
    // One a second: to preview an order takes a look at every node.
    this.#lookForDone(this.#kept[this.#rounds % Math.max(1, this.#kept.length)]);
  }

  /** To be called when anything was done in a system: what its timers wanted may be done. */
  looked(system: string): void {
    for (const timer of this.#kept.filter(({ order }) => order.system === system)) this.#lookForDone(timer);
  }

  /** Begins nothing more, and ends when what runs has ended and all of it is written. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#line;
    await this.#turn;
  }

  /** What was kept over a restart, as it is to be told now. */
  #takeUp(now: number): void {
    for (const timer of this.#kept.filter(({ state }) => state.is === 'running')) {
      const { state } = cutOff(timer, now);
      if (state.is === 'failed') this.#become(timer, state, entryOf(timer, 'timer ended', state.words));
    }
    for (const timer of dueBy(this.#kept, now).tooLate) this.#giveUp(timer, now, true);
  }

  #giveUp(timer: KeptTimer, now: number, wasAway: boolean): void {
    const words = overdueWords(now, wasAway);
    const written = `Was due ${formatUtc(timer.dueAt)}. ${words}`;
    this.#become(timer, { is: 'overdue', at: now, words }, entryOf(timer, 'timer overdue', written));
  }

  #begin(timer: KeptTimer, now: number): void {
    this.#become(timer, { is: 'running', since: now }, null);
    this.#line = this.#line.then(() => this.#run(timer)).catch(this.#options.onError);
  }

  async #run(timer: KeptTimer): Promise<void> {
    const ending: Ending = this.#isStopping ? { is: 'stopping' } : await giveOrder(this.#options, timer);
    // Nothing was sent: the next start takes it up, or tells that it came too late.
    if (ending.is === 'stopping') this.#become(timer, { is: 'waiting' }, null);
    else {
      const { is, words, result } = ending;
      this.#become(timer, { is, at: this.#options.clock.now(), words }, entryOf(timer, 'timer ended', words, result));
    }
  }

  /** Whoever did by hand what a timer is for must not find it done again later, when it may be wanted no more. */
  #lookForDone(timer: KeptTimer | undefined): void {
    if (!timer || timer.state.is === 'running' || timer.state.is === 'done' || orderKey(timer.order) === this.#held) return;
    const left = this.#nothingLeft(timer);
    if (left === null) return;
    const now = this.#options.clock.now();
    const words = `${now < timer.dueAt ? 'Before it was due' : 'Without it'}: ${left}.`;
    this.#become(timer, { is: 'done', at: now, words }, entryOf(timer, 'timer ended', words));
  }

  #nothingLeft({ order }: KeptTimer): string | null {
    try {
      return this.#options.door.nothingLeft(order);
    } catch {
      // It is not configured any more: the door says so in words when it is due.
      return null;
    }
  }

  /** Counts at once, whether or not it can be written: it has happened. */
  #become({ id, ...timer }: KeptTimer, state: TimerState, entry: Entry | null): void {
    const { audit, onError } = this.#options;
    if (entry !== null) this.#turn = this.#turn.then(() => audit.append(actorOfTimer({ id, ...timer }), entry)).catch(onError);
    this.#keep(this.#kept.map((one) => (one.id === id ? { ...one, state } : one)));
  }

  #keep(kept: readonly KeptTimer[]): void {
    const { file, onError } = this.#options;
    this.#take(kept);
    this.#turn = this.#turn.then(async () => (await file.draft({ timers: this.#kept })).commit()).catch(onError);
  }

  async #change({ by, timer, what, words, apply }: Change): Promise<void> {
    const { file, audit, onError } = this.#options;
    const draft = await file.draft({ timers: apply(this.#kept) });
    try {
      await this.#writeDown(actorOf(by), entryOf(timer, what, words));
    } catch (error) {
      await draft.discard().catch(onError);
      throw error;
    }
    try {
      await draft.commit();
    } catch (error) {
      audit.append(actorOf(by), correctionOf(timer, what, errorWords(error))).catch(onError);
      throw error;
    }
    // Not what was drafted: in the meantime another may have ended by itself.
    this.#take(apply(this.#kept));
  }

  async #writeDown(by: Actor, entry: Entry): Promise<void> {
    const late = `it did not take the line within ${formatSpan(LIMITS.auditMs)}`;
    try {
      await waitAtMost(this.#options.audit.append(by, entry), LIMITS.auditMs, late);
    } catch (error) {
      throw new TimerProblem('unwritten', `The audit cannot be written, so nothing was changed: ${errorWords(error)}`, { cause: error });
    }
  }

  #take(kept: readonly KeptTimer[]): void {
    this.#kept = kept;
    this.#listeners.tell();
  }

  /** One after another, so that each begins with what the one before left. */
  #inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(async () => {
      this.#held = key;
      try {
        return await work();
      } finally {
        this.#held = null;
      }
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
