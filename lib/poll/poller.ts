import type { Clock } from '../clock.ts';
import { type Source, sourceId } from '../reading.ts';
import { nodeKey } from '../roll-up.ts';
import type { Store } from '../store/store.ts';
import { noPhases, openNodes, type Target } from './nodes.ts';
import { backoffWords, isDue, type NodePlans, type Plan, reschedule } from './plan.ts';
import { poll } from './poll.ts';
import { lanes, missedTicks, nextTick } from './schedule.ts';

/** How the poller itself does. `lagMs` and `missed` are the worst lateness and the ticks missed since the load was last taken. */
export type PollerLoad = { lagMs: number; missed: number; queued: number; inFlight: number; slots: number; lastTickAt: number };

/** Which nodes to ask: all of a system, a group, or one node. */
export type Selection = { system: string; group?: string | undefined; node?: string | undefined };

export type PlanState = { nextAt: number; backoff: { why: string } | null };

type Options = {
  targets: readonly Target[];
  slots: number;
  clock: Clock;
  store: Store;
  random: () => number;
  onError: (error: unknown) => void;
};

type Lane = 'answering' | 'failing';

/** The loop looks at the clock at least this often, so that its own tick can be watched. */
const LONGEST_SLEEP_MS = 1_000;

/** What is stamped with the very moment of a jump, or of what somebody did before asking, cannot be told from what was before it. */
const BEYOND_MS = 1;

/** Asks every probe of every node at its interval, from `start` to `stop`. */
export class Poller {
  readonly #options: Options;
  readonly #nodes: NodePlans[] = [];
  readonly #byId = new Map<string, { node: NodePlans; plan: Plan }>();
  readonly #phases = noPhases();
  readonly #room: Record<Lane, number>;
  readonly #busy: Record<Lane, number> = { answering: 0, failing: 0 };
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #load: { lagMs: number; missed: number; queued: number; lastTickAt: number };
  #jumps: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    const now = options.clock.now();
    this.#options = options;
    this.#jumps = options.clock.jumps();
    this.#open(options.targets, now);
    this.#room = lanes(options.slots);
    this.#load = { lagMs: 0, missed: 0, queued: 0, lastTickAt: now };
  }

  start(): void {
    this.#wake(0);
  }

  /** Asks these nodes too, from now on. */
  add(targets: readonly Target[]): void {
    this.#open(targets, this.#options.clock.now());
    this.#wake(0);
  }

  /** Asks a node no more: what is under way is aborted and nothing of it is written down, and its connection is closed. */
  remove(key: string): void {
    const at = this.#nodes.findIndex(({ knock }) => nodeKey(knock.source) === key);
    for (const node of at < 0 ? [] : this.#nodes.splice(at, 1)) {
      node.ending.abort();
      for (const { source } of node.plans) this.#byId.delete(sourceId(source));
      this.#close(node);
    }
  }

  /** Aborts what is under way, closes every connection, and resolves when nothing is left running. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const node of this.#nodes) node.ending.abort();
    clearTimeout(this.#timer);
    await Promise.allSettled(this.#running);
    for (const node of this.#nodes) this.#close(node);
  }

  /** Asks at once, back-off or not, and stamped later than this call. Answers with how many questions were chosen; those already under way count too. */
  pollNow(selection: Selection): number {
    const now = this.#options.clock.now();
    const chosen = this.#nodes.flatMap((node) => node.plans).filter(({ source }) => isSelected(source, selection));
    for (const plan of chosen) if (!plan.inFlight) Object.assign(plan, { dueAt: now + BEYOND_MS, isByHand: true });
    this.#wake(0);
    return chosen.length;
  }

  /** When a source is asked next (epoch ms) and why not sooner; null for a source that is not asked here. */
  plan(id: string): PlanState | null {
    const found = this.#byId.get(id);
    if (!found) return null;
    return { nextAt: found.plan.dueAt, backoff: backoffWords(found.node, found.plan) };
  }

  /** What a node is asked over, for a question that somebody has now; null for a node that is not asked here. It is the poller's to close. */
  connectionOf({ system, group, node }: Pick<Source, 'system' | 'group' | 'node'>): Pick<NodePlans, 'connection' | 'meter'> | null {
    const isIt = ({ source }: Plan): boolean => source.system === system && source.group === group && source.node === node;
    return this.#nodes.find(({ knock, isBarred }) => !isBarred && isIt(knock)) ?? null;
  }

  /** Taking the load begins its next measuring period. */
  takeLoad(): PollerLoad {
    const taken = { ...this.#load, inFlight: this.#busy.answering + this.#busy.failing, slots: this.#options.slots };
    this.#load.lagMs = 0;
    this.#load.missed = 0;
    return taken;
  }

  #open(targets: readonly Target[], now: number): void {
    for (const node of openNodes(targets, now, this.#options.random, this.#phases)) {
      this.#nodes.push(node);
      for (const plan of node.plans) this.#byId.set(sourceId(plan.source), { node, plan });
    }
  }

  #wake(inMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopping.signal.aborted) this.#timer = setTimeout(() => this.#tick(), Math.ceil(inMs));
  }

  #tick(): void {
    const now = this.#options.clock.now();
    this.#load.lastTickAt = now;
    this.#askAgainAfterJump(now);
    const due: { node: NodePlans; plan: Plan }[] = [];
    let nextAt = now + LONGEST_SLEEP_MS;
    for (const node of this.#nodes) {
      for (const plan of node.plans) {
        if (isDue(node, plan, now)) due.push({ node, plan });
        else if (plan.dueAt > now) nextAt = Math.min(nextAt, plan.dueAt);
      }
    }
    due.sort((a, b) => a.plan.dueAt - b.plan.dueAt);
    this.#load.queued = due.filter(({ node, plan }) => !this.#start(node, plan, now)).length;
    this.#wake(nextAt - now);
  }

  // What was read before a clock jumped is in doubt, and a jump over many ticks is no lateness of ours.
  #askAgainAfterJump(now: number): void {
    const jumps = this.#options.clock.jumps();
    if (jumps === this.#jumps) return;
    this.#jumps = jumps;
    for (const { plan } of this.#byId.values()) plan.dueAt = now + BEYOND_MS;
  }

  #close(node: NodePlans): void {
    try {
      node.close();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #start(node: NodePlans, plan: Plan, now: number): boolean {
    const lane: Lane = node.lastFailed ? 'failing' : 'answering';
    if (this.#busy[lane] >= this.#room[lane]) return false;
    this.#load.lagMs = Math.max(this.#load.lagMs, now - plan.dueAt);
    this.#load.missed += missedTicks(plan.dueAt, nextTick(plan.phaseAt, plan.intervalMs, now), plan.intervalMs);
    this.#busy[lane] += 1;
    plan.inFlight = true;
    const job: Promise<void> = this.#ask(node, plan)
      .catch(this.#options.onError)
      .finally(() => {
        plan.inFlight = false;
        this.#busy[lane] -= 1;
        this.#running.delete(job);
        this.#wake(0);
      });
    this.#running.add(job);
    return true;
  }

  async #ask(node: NodePlans, plan: Plan): Promise<void> {
    const { clock, store } = this.#options;
    const { probe, source, timeoutMs } = plan;
    store.begin(source, clock.now(), plan.isByHand);
    if (!node.isBarred) node.meter.poll();
    const outcome = await poll({ probe, connection: node.connection, source, timeoutMs }, clock, node.ending.signal);
    // An answer that came after the node was let go: nothing is kept of that.
    if (outcome === null || node.ending.signal.aborted) return;
    reschedule(node, plan, outcome, clock.now());
    // Asked before a clock jumped: the answer is in doubt as soon as it comes.
    if (outcome.at <= (clock.lastJump()?.at ?? 0)) plan.dueAt = clock.now() + BEYOND_MS;
    store.finish(source, outcome, probe.keep, probe.past);
  }
}

function isSelected(source: Source, { system, group, node }: Selection): boolean {
  return source.system === system && (group === undefined || source.group === group) && (node === undefined || source.node === node);
}
