import type { Mark } from '../act/outcome.ts';
import type { InFlight } from '../acting.ts';
import { isRefusal } from '../failure.ts';
import { EVENT_KEPT_MS, type Finding, type NodeEvent, type WitnessChange } from '../finding.ts';
import { Listeners } from '../listeners.ts';
import { freshness, known, type Reading, type Source, sourceId } from '../reading.ts';
import { nodeKey } from '../roll-up.ts';
import type { Store } from '../store/store.ts';
import type { GroupSpec, System, WitnessMark, WitnessNode } from '../system.ts';
import type { EarlierBoard } from './earlier.ts';
import { GroupWitness } from './group-witness.ts';
import type { Judge } from './judge.ts';
import { withEvent } from './merge-events.ts';

type Estate = { system: System; groups: readonly GroupSpec<unknown>[] };

type Options = {
  estates: readonly Estate[];
  store: Store;
  judge: Judge;
  /** How old a reading of a source may be (ms). */
  staleAfterMs: (id: string) => number;
  marks: () => readonly Mark[];
  /** What is sent and not yet proved, in one system. */
  inFlight: (system: string) => readonly InFlight[];
  /** What was so before this start, where that is known. */
  earlier?: EarlierBoard | null;
  onError: (error: unknown) => void;
};

/** `events` is what happened to the nodes of a group, the newest first. */
type Watched = { system: System; group: GroupSpec<unknown>; witness: GroupWitness; events: readonly NodeEvent[] };

/** Looks at each group whenever anything of it changes, age included: where its nodes disagree, and what happened to them. */
export class Witnesses {
  readonly #options: Options;
  readonly #watched: ReadonlyMap<string, Watched>;
  readonly #listeners: Listeners<WitnessChange>;
  /** The newest reading of each source that was looked at. */
  readonly #heads = new Map<string, Reading<unknown>>();
  #stops: (() => void)[] = [];

  constructor(options: Options) {
    this.#options = options;
    this.#listeners = new Listeners(options.onError);
    this.#watched = new Map(
      options.estates.flatMap(({ system, groups }) =>
        groups.map((group): [string, Watched] => [
          `${system.name}/${group.name}`,
          { system, group, witness: new GroupWitness(system, group, options.earlier ?? null), events: [] },
        ]),
      ),
    );
  }

  start(): void {
    const { judge } = this.#options;
    this.#stops = [judge.subscribe((source) => this.#changed(source)), judge.onTransition(({ source }) => this.#look(source))];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  findings(): Finding[] {
    return [...this.#watched.values()].flatMap(({ witness }) => witness.findings());
  }

  /** What happened to nodes, of each group the newest first. */
  events(): NodeEvent[] {
    return [...this.#watched.values()].flatMap(({ events }) => events);
  }

  /** When something that was wrong in the group of a source was last found to be so no longer (epoch ms); null where that never was. */
  rightedAt(source: Source): number | null {
    return this.#watchedOf(source)?.witness.rightedAt() ?? null;
  }

  /** Called where something else is found in a group, or something happened to its nodes. Answers with the way to stop it. */
  subscribe(listener: (change: WitnessChange) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The nodes of a group with what they have read freshly. */
  nodesOf(system: System, group: GroupSpec<unknown>): WitnessNode<unknown>[] {
    return group.nodes.map(({ name, settings }) => this.#nodeOf(system, group, { name, settings }));
  }

  /** To be called when nodes of a group came or went: what was found of one that is gone is found no longer. */
  nodesChanged(source: Source): void {
    this.#look(source);
  }

  /** Knows nothing of a source any more. */
  forget(id: string): void {
    this.#heads.delete(id);
  }

  /** To be called when the marks of a system changed. */
  marksChanged(name: string): void {
    for (const watched of this.#watched.values()) if (watched.system.name === name) this.#lookAt(watched, []);
  }

  #changed(source: Source): void {
    const watched = this.#watchedOf(source);
    if (watched) this.#lookAt(watched, this.#happened(watched, source));
  }

  #look(source: Source): void {
    const watched = this.#watchedOf(source);
    if (watched) this.#lookAt(watched, []);
  }

  #lookAt(watched: Watched, happened: readonly NodeEvent[]): void {
    const { system, group, witness } = watched;
    const { now } = this.#options.judge.moment();
    const isOwn = (one: { system: string; group: string }): boolean => one.system === system.name && one.group === group.name;
    const marks = this.#options.marks().filter(isOwn);
    const before = watched.events;
    const events = happened.reduce(withEvent, before);
    watched.events = events.filter((event) => isKept(event, marks, now));
    const given = {
      nodes: this.nodesOf(system, group),
      marks: marks.map(plain),
      inFlight: this.#options.inFlight(system.name).filter((one) => one.group === group.name),
      events: watched.events,
    };
    const { findings, gone } = witness.look(given, now);
    const isOther = events !== before || watched.events.length !== before.length;
    if (findings.length > 0 || gone.length > 0 || isOther)
      this.#listeners.tell({ system: system.name, group: group.name, findings, gone, events: isOther ? watched.events : null });
  }

  #nodeOf(system: System, group: GroupSpec<unknown>, { name, settings }: { name: string; settings: unknown }): WitnessNode<unknown> {
    const windows = system.probes.map((probe) => {
      const id = sourceId({ system: system.name, group: group.name, node: name, probe: probe.name });
      return [probe.name, this.#trusted(id)];
    });
    return { node: name, settings, windows: Object.fromEntries(windows) };
  }

  #trusted(id: string): readonly Reading<unknown>[] {
    const observed = this.#options.store.read(id);
    const { newest, attempt } = known(observed);
    const isFresh = freshness(newest, this.#options.staleAfterMs(id), this.#options.judge.moment()).is === 'fresh';
    return isFresh && !(attempt?.failure && isRefusal(attempt.failure)) ? observed.window : [];
  }

  /** What happened to a node as its newest reading proves, told once for each reading. */
  #happened({ system, group }: Watched, source: Source): NodeEvent[] {
    const id = sourceId(source);
    const { window } = this.#options.store.read(id);
    const [head] = window;
    const settings = group.nodes.find(({ name }) => name === source.node)?.settings;
    if (!head || this.#heads.get(id) === head || !system.happened) return [];
    this.#heads.set(id, head);
    const { now } = this.#options.judge.moment();
    const of = { system: source.system, group: source.group, node: source.node };
    const happened = this.#tellSafely(() => system.happened?.({ probe: source.probe, window, settings, now }) ?? []);
    return happened.map((one) => ({ ...one, ...of }));
  }

  #tellSafely<T>(tell: () => T[]): T[] {
    try {
      return tell();
    } catch (error) {
      this.#options.onError(error);
      return [];
    }
  }

  #watchedOf({ system, group }: Source): Watched | undefined {
    return this.#watched.get(`${system}/${group}`);
  }
}

/** What undid something that somebody did is needed for as long as that is not settled. */
function isKept(event: NodeEvent, marks: readonly Mark[], now: number): boolean {
  if (now - event.to < EVENT_KEPT_MS) return true;
  return marks.some((mark) => nodeKey(mark) === nodeKey(event) && mark.at < event.to);
}

function plain({ node, row, wanted, by, at, reason }: Mark): WitnessMark {
  return { node, row, wanted, by, at, reason };
}
