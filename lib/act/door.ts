import type { Caller } from '../access/caller.ts';
import type { InFlight, NodeView, Order } from '../acting.ts';
import type { Clock } from '../clock.ts';
import type { NodeId, ReadAgain } from '../poll/read-again.ts';
import { type ActingSystem, Actors } from './actors.ts';
import { checkId, isId, readReason, readUntil } from './ask.ts';
import { type AskNode, askFor } from './asking.ts';
import type { Desk, Job } from './desk.ts';
import { GroupTurns } from './group-turns.ts';
import { Flights } from './in-flight.ts';
import { LIMITS, type Limits } from './limits.ts';
import { Marks, type PastAction } from './marks.ts';
import { findOrder, readOrder } from './orders.ts';
import type { Mark, Outcome, Performing, Previewed } from './outcome.ts';
import { performOrder, previewNow } from './perform.ts';
import { ActionProblem } from './problem.ts';
import { RefusedTries } from './refused-tries.ts';
import { SameId } from './same-id.ts';
import type { AuditSink } from './sink.ts';
import { type TimedOrder, timedOrder } from './timed.ts';
import { pause, waitAtMost } from './waiting.ts';

/** The only way to send a command. */
export type Door = {
  /**
   * What an order would do now, on the newest readings. Throws an ActionProblem; one that may be looked at and not be done is a preview with a refusal, as is that of an
   * action that must ask first.
   */
  preview(order: Order, by: Caller): Previewed;
  /** The same, once the nodes were asked what the action wants to know. */
  previewAsked(order: Order, by: Caller): Promise<Previewed>;
  /** Performs an order once, however often it is sent with the same id. Throws an ActionProblem, and that only where nothing was sent. */
  perform(ask: Performing, by: Caller, signal?: AbortSignal): Promise<Outcome>;
  /**
   * The answer to a request that was sent before with this id, under another preview: for callers that preview and perform at once. Null where there was none;
   * throws the problem `conflict` where the id belongs to another request.
   */
  again(ask: Omit<Performing, 'hash'>, by: Caller): Promise<Outcome> | null;
  /** An order that is to be given by a timer, and what it would do now. Throws an ActionProblem; `invalid` for one that no timer may give. */
  previewTimed(order: Order, by: Caller): TimedOrder;
  /** Why there is nothing to do for an order, in words, by fresh readings; null while there is, or nobody can tell. */
  nothingLeft(order: Order): string | null;
  /** Writes down, at most once a minute, that somebody was turned away before he came to this door: `what` is what he tried, "POST /api/v1/tokens". */
  noteRefused(by: Caller, what: string, words: string): void;
  /** What was put out of service through this door, and not put back. */
  marks(): readonly Mark[];
  /** What is sent in a system and not yet proved by a reading after it. */
  inFlight(system: string): readonly InFlight[];
  /** Called with the system whose marks changed. Answers with the way to stop it. */
  onMarks(listener: (system: string) => void): () => void;
  /** Takes up marks as they stood at some time before Vigil was started, and the actions that ended after that, in any order; among them may be earlier ones, with all that came after them. */
  restoreMarks(marks: readonly Mark[], past: Iterable<PastAction>): void;
  /** To be called when a node is not asked any more, or is another one under its name: what commands were sent through is closed. */
  nodeGone(node: NodeId): void;
  /** Takes no more orders, waits for what is under way, cuts that short after a while, and closes what commands were sent through. */
  stop(): Promise<void>;
};

type Options = {
  /** Those that can be acted on. */
  systems: readonly ActingSystem[];
  /** Every node of a system with its newest reading and what stands against it, as of now. */
  views: (system: string) => readonly NodeView[];
  readAgain: ReadAgain;
  ask: AskNode;
  audit: AuditSink;
  clock: Pick<Clock, 'now'>;
  onError: (error: unknown) => void;
  limits?: Partial<Limits>;
};

/** On the newest readings there are, for somebody who holds no turn. */
const NOW = { own: null, since: null, answers: [], by: null };

/** Opens the door. It asks nothing and opens nothing before the first order. */
export function openDoor(options: Options): Door {
  return new OpenDoor(options);
}

class OpenDoor implements Door {
  readonly #systems: ReadonlyMap<string, ActingSystem>;
  readonly #desk: Desk;
  readonly #sameId: SameId;
  readonly #refused: RefusedTries;
  readonly #running = new Set<Promise<Outcome>>();
  readonly #closing = new AbortController();
  readonly #cut = new AbortController();

  constructor({ systems, limits, ...given }: Options) {
    const { audit, clock, onError } = given;
    this.#systems = new Map(systems.map((system) => [system.name, system]));
    this.#sameId = new SameId(clock.now);
    this.#refused = new RefusedTries(audit, onError);
    this.#desk = {
      ...given,
      limits: { ...LIMITS, ...limits },
      actors: new Actors(onError),
      turns: new GroupTurns(clock.now),
      flights: new Flights(),
      marks: new Marks(onError),
      closing: this.#closing.signal,
      cut: this.#cut.signal,
    };
  }

  preview(order: Order, by: Caller): Previewed {
    return this.#noting(order, by, () => previewNow(this.#desk, readOrder(this.#systems, order, by), { ...NOW, by }).preview);
  }

  async previewAsked(order: Order, by: Caller): Promise<Previewed> {
    const read = this.#noting(order, by, () => readOrder(this.#systems, order, by));
    const answers = await askFor(this.#desk, read, null);
    return previewNow(this.#desk, read, { ...NOW, answers, by }).preview;
  }

  previewTimed(order: Order, by: Caller): TimedOrder {
    return this.#noting(order, by, () => timedOrder(this.#desk, readOrder(this.#systems, order, by)));
  }

  nothingLeft(order: Order): string | null {
    const { preview } = previewNow(this.#desk, findOrder(this.#systems, order), NOW);
    return preview.isDone ? preview.refusal : null;
  }

  #noting<Made>(order: Order, by: Caller, make: () => Made): Made {
    try {
      return make();
    } catch (error) {
      if (error instanceof ActionProblem && error.kind === 'forbidden') this.#note(error, by, { order, id: null, title: order.action });
      throw error;
    }
  }

  async perform(ask: Performing, by: Caller, signal?: AbortSignal): Promise<Outcome> {
    const { order, id } = ask;
    let title = order.action;
    try {
      this.#closing.signal.throwIfAborted();
      const read = readOrder(this.#systems, order, by);
      checkId(ask);
      title = previewNow(this.#desk, read, NOW).preview.title;
      const begin = (gone: AbortSignal) => this.#begin({ ask, by, read, title }, gone);
      return await this.#sameId.find(ask, by, begin).join(signal);
    } catch (error) {
      if (error instanceof ActionProblem) this.#note(error, by, { order, id, title });
      throw error;
    }
  }

  again(ask: Omit<Performing, 'hash'>, by: Caller): Promise<Outcome> | null {
    return this.#sameId.again(ask, by)?.join(undefined) ?? null;
  }

  noteRefused(by: Caller, what: string, words: string): void {
    this.#refused.add(by, 'forbidden', { id: null, system: null, action: what, title: what, words });
  }

  marks(): readonly Mark[] {
    return this.#desk.marks.list();
  }

  inFlight(system: string): readonly InFlight[] {
    // To view all nodes takes longer than to see that there is nothing to look for.
    return this.#desk.flights.isEmpty() ? [] : this.#desk.flights.list(system, this.#desk.views(system));
  }

  onMarks(listener: (system: string) => void): () => void {
    return this.#desk.marks.subscribe(listener);
  }

  restoreMarks(marks: readonly Mark[], past: Iterable<PastAction>): void {
    this.#desk.marks.takeUp(marks);
    for (const each of [...past].toSorted((a, b) => a.at - b.at)) {
      const actions = this.#systems.get(each.system ?? '')?.acting.actions;
      this.#desk.marks.settle(each, actions?.find(({ name }) => name === each.action)?.marks);
    }
  }

  nodeGone(node: NodeId): void {
    this.#desk.actors.forget(node);
  }

  async stop(): Promise<void> {
    const { limits, onError, actors } = this.#desk;
    this.#closing.abort(new ActionProblem('stopping', 'Vigil is stopping, so nothing was sent. Try again when it is back.'));
    const ended = new AbortController();
    const all = Promise.allSettled(this.#running).then(() => ended.abort());
    await pause(limits.stopMs, ended.signal);
    this.#cut.abort();
    await all;
    await waitAtMost(this.#refused.flush(), limits.auditMs, 'refused tries were not on disk when Vigil stopped').catch(onError);
    actors.close();
  }

  async #begin(given: Pick<Job, 'ask' | 'by' | 'read' | 'title'>, gone: AbortSignal): Promise<Outcome> {
    const reason = readReason(given.ask);
    const until = readUntil(given.ask, this.#desk.clock.now());
    const running = performOrder(this.#desk, { ...given, reason, until }, gone);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  // Names that somebody made up are not written down: there is no end to them.
  #note({ kind, message }: ActionProblem, by: Caller, { order, id, title }: { order: Order; id: string | null; title: string }): void {
    if (kind === 'audit' || kind === 'stopping') return;
    const system = this.#systems.get(order.system);
    const isKnown = system?.acting.actions.some(({ name }) => name === order.action) ?? false;
    this.#refused.add(by, kind, {
      id: id !== null && isId(id) ? id : null,
      system: system?.name ?? null,
      action: isKnown ? order.action : 'unknown',
      title: isKnown ? title : 'an action that there is not',
      words: isKnown ? message : 'No such action.',
    });
  }
}
