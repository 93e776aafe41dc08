import { randomUUID } from 'node:crypto';
import { type Door, openDoor } from './act/door.ts';
import { viewNode } from './act/nodes-view.ts';
import type { Mark } from './act/outcome.ts';
import type { AuditSink } from './act/sink.ts';
import type { NodeView } from './acting.ts';
import type { Clock } from './clock.ts';
import { composeProbeRow } from './feed/compose.ts';
import type { ProbeRow } from './feed/events.ts';
import { Feed } from './feed/feed.ts';
import { Judge } from './judge/judge.ts';
import { type Estate, type Part, selfParts, systemParts } from './parts.ts';
import type { Target } from './poll/nodes.ts';
import { Poller, type Selection } from './poll/poller.ts';
import { createReadAgain, type ReadAgain } from './poll/read-again.ts';
import { SELF, watchSelf } from './poll/self.ts';
import { defaultStaleAfterMs, type Source, sourceId } from './reading.ts';
import { boardMoment } from './roll-up.ts';
import { createStore, type Store } from './store/store.ts';
import { keepTrends } from './store/trends.ts';

export type Engine = {
  boot: string;
  clock: Clock;
  feed: Feed;
  judge: Judge;
  /** The door for actions. */
  actions: Door;
  /** The names of the configured systems, in the order of the configuration. */
  systems: readonly string[];
  /** The same, and Vigil's own: everything that the feed tells of. */
  sources: readonly string[];
  pollNow(selection: Selection): number;
  readAgain: ReadAgain;
  /** Every node of a system that can be acted on, with its newest reading and whether that can be trusted now. */
  views(system: string): NodeView[];
  /** Everything the newest reading of a source holds on one row; null when nothing was read or the row is not in it. */
  figures(id: string, row: string): { observedAt: number; figures: object | null } | null;
  stop(): Promise<void>;
};

type Options = {
  clock: Clock;
  estates: readonly Estate[];
  slots: number;
  build: string;
  /** Where actions are written down before they are sent. */
  audit: AuditSink;
  onError: (error: unknown) => void;
};

type Core = { clock: Clock; store: Store; judge: Judge; feed: Feed; poller: Poller; byId: ReadonlyMap<string, Part> };

/** Starts polling, judging, the feed and the door for actions. */
export function startEngine(options: Options): Engine {
  const { estates, audit, onError } = options;
  const boot = randomUUID();
  const marks: { door: Door | null } = { door: null };
  const core = startCore(options, boot, () => marks.door?.marks() ?? []);
  const { clock, store, judge, feed, poller, byId } = core;
  const readAgain = createReadAgain({ poller, store, clock, probeOf: (system) => actingProbe(estates, system) });
  const views = (system: string): NodeView[] => viewsOf(core, estates, system);
  const acting = estates.flatMap(({ system, groups }) =>
    system.acting ? [{ name: system.name, acting: system.acting, nodes: nodesOf(groups) }] : [],
  );
  const door = openDoor({ systems: acting, views, readAgain, audit, clock, onError });
  marks.door = door;
  const stopMarks = door.onMarks((system) => feed.marksChanged(system));
  const systems = estates.map(({ system }) => system.name);
  return {
    ...{ boot, clock, feed, judge, actions: door, systems, sources: [...systems, SELF.system], readAgain, views },
    pollNow: (selection) => poller.pollNow(selection),
    figures: (id, row) => readFigures(store, byId.get(id), row),
    async stop() {
      await door.stop();
      stopMarks();
      core.stopWatching();
      await poller.stop();
      feed.stop();
      judge.stop();
    },
  };
}

/** What asks, keeps, judges and tells, without the door. */
function startCore(
  { clock, estates, slots, build, onError }: Options,
  boot: string,
  marks: () => readonly Mark[],
): Core & { stopWatching(): void } {
  const store = createStore(onError);
  const parts = [...estates.flatMap(systemParts), ...selfParts()];
  const byId = new Map(parts.map((part) => [sourceId(part.card.source), part]));
  const subjects = parts.map((part) => part.subject);
  // Measured before it is judged: what the judge tells of is sent with its figures.
  const trends = keepTrends(store, new Map(parts.map((part) => [sourceId(part.card.source), part.measure])));
  const judge = new Judge(clock, store, subjects, onError);
  const poller = new Poller({ targets: estates.flatMap(targetsOf), slots, clock, store, random: Math.random, onError });
  const sources = parts.map((part) => part.card.source);
  const compose = (source: Source): ProbeRow => {
    const id = sourceId(source);
    const part = byId.get(id);
    if (!part) throw new Error(`no such source: ${id}`);
    const made = { judgement: judge.judgement(id), heldSince: judge.heldSince(id), keyFigures: trends.read(id), plan: poller.plan(id) };
    return composeProbeRow(part.card, store.read(id), made);
  };
  const feed = new Feed({ boot, build, judge, sources, compose, marks });
  judge.start();
  feed.start();
  const stopWatching = watchSelf({ clock, store, takeLoad: () => poller.takeLoad() });
  poller.start();
  return { clock, store, judge, feed, poller, byId, stopWatching };
}

function nodesOf(groups: Estate['groups']): { group: string; node: string; settings: unknown }[] {
  return groups.flatMap((group) => group.nodes.map(({ name, settings }) => ({ group: group.name, node: name, settings })));
}

function actingProbe(estates: readonly Estate[], name: string): string {
  const found = estates.find(({ system }) => system.name === name)?.system;
  return found?.acting?.probe ?? found?.knock ?? '';
}

/** Judged by the moment of the board: while Vigil itself is in trouble nothing that was read can be acted on. */
function viewsOf({ store, judge, feed }: Core, estates: readonly Estate[], name: string): NodeView[] {
  const estate = estates.find(({ system }) => system.name === name);
  if (!estate?.system.acting) return [];
  const { system, groups } = estate;
  const probe = system.probes.find((probe) => probe.name === system.acting?.probe);
  if (!probe) throw new Error(`system ${name} acts on readings of a probe that it does not have`);
  const moment = boardMoment(feed.probes(), judge.moment());
  return groups.flatMap((group) =>
    group.nodes.map((node) => {
      const { intervalMs, timeoutMs } = probe.times(node.settings);
      const staleAfterMs = probe.staleAfter?.ms ?? defaultStaleAfterMs(intervalMs, timeoutMs);
      const observed = store.read(sourceId({ system: name, group: group.name, node: node.name, probe: probe.name }));
      const of = { group: group.name, groupTitle: group.title, node: node.name, settings: node.settings };
      return viewNode({ ...of, observed, staleAfterMs }, moment);
    }),
  );
}

function readFigures(store: Store, part: Part | undefined, row: string): { observedAt: number; figures: object | null } | null {
  if (!part?.system) return null;
  const newest = store.read(sourceId(part.card.source)).window[0];
  if (!newest) return null;
  return { observedAt: newest.observedAt, figures: part.system.figures({ probe: part.card.source.probe, newest, row }) };
}

function targetsOf({ system, groups }: Estate): Target[] {
  return groups.flatMap((group) => group.nodes.map((node) => ({ system, group: group.name, node })));
}
