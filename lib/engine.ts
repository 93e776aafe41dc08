import { randomUUID } from 'node:crypto';
import type { ActingSystem } from './act/actors.ts';
import { type Door, openDoor } from './act/door.ts';
import { viewNode } from './act/nodes-view.ts';
import type { Mark } from './act/outcome.ts';
import type { AuditSink } from './act/sink.ts';
import type { NodeView } from './acting.ts';
import type { Attention } from './attention/attention.ts';
import { Desk } from './attention/desk.ts';
import type { StateFile } from './attention/state-file.ts';
import { startWatching, type Watching } from './attention/watching.ts';
import type { Clock } from './clock.ts';
import { type Costs, watchCosts } from './costs.ts';
import { composeProbeRow } from './feed/compose.ts';
import type { ProbeRow } from './feed/events.ts';
import { Feed } from './feed/feed.ts';
import { visibleHosts } from './hosts/visible.ts';
import type { HostCard } from './hosts.ts';
import { createMeter, type SystemMeter } from './io/meter.ts';
import { Judge } from './judge/judge.ts';
import { type Note, type NotePlace, notesOf, type TitledNote } from './notes.ts';
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
  /** The watch of issues, and what is acknowledged and planned. */
  watching: Watching;
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
  /** What people wrote of a place and of what it stands in, the nearest first; null where no such place is configured. */
  notes(place: NotePlace): TitledNote[] | null;
  /** What watching costs, as of now. */
  costs(): Costs;
  stop(): Promise<void>;
};

type Options = {
  clock: Clock;
  estates: readonly Estate[];
  /** The hosts of the configuration. */
  hosts: readonly HostCard[];
  notes: readonly Note[];
  slots: number;
  build: string;
  /** Where actions are written down before they are sent. */
  audit: AuditSink;
  /** Where what is acknowledged and planned is kept. */
  attention: StateFile;
  onError: (error: unknown) => void;
};

/** What the feed sends besides readings, of all systems. */
type Told = { marks: () => readonly Mark[]; attention: () => Attention };

type Meters = ReadonlyMap<string, SystemMeter>;
type Core = { clock: Clock; store: Store; judge: Judge; feed: Feed; poller: Poller; byId: ReadonlyMap<string, Part>; meters: Meters };

/** Starts polling, judging, the feed and the door for actions. */
export function startEngine(options: Options): Engine {
  const { estates, audit, hosts, onError } = options;
  const boot = randomUUID();
  const marks: { door: Door | null } = { door: null };
  const desk = new Desk({ clock: options.clock, file: options.attention, audit, onError });
  const core = startCore(options, boot, { marks: () => marks.door?.marks() ?? [], attention: () => desk.attention() });
  const { clock, store, judge, feed, poller, byId } = core;
  const readAgain = createReadAgain({ poller, store, clock, probeOf: (system) => actingProbe(estates, system) });
  const views = (system: string): NodeView[] => viewsOf(core, estates, system);
  const door = openDoor({ systems: actingSystems(estates, core.meters), views, readAgain, audit, clock, onError });
  const costs = watchCosts({ clock, store, estates, meters: core.meters });
  marks.door = door;
  const stopMarks = door.onMarks((system) => feed.marksChanged(system));
  const watching = startWatching({ estates, hosts, judge, feed, desk, onError });
  const systems = estates.map(({ system }) => system.name);
  return {
    ...{ boot, clock, feed, judge, actions: door, watching, systems, sources: [...systems, SELF.system], readAgain, views },
    pollNow: (selection) => poller.pollNow(selection),
    costs: () => costs.read(),
    figures: (id, row) => readFigures(store, byId.get(id), row),
    notes: (place) => titledNotes(estates, options.notes, place),
    async stop() {
      await Promise.all([door.stop(), watching.stop()]);
      stopMarks();
      core.stopWatching();
      costs.stop();
      await poller.stop();
      feed.stop();
      judge.stop();
    },
  };
}

/** What asks, keeps, judges and tells, without the door. */
function startCore(options: Options, boot: string, told: Told): Core & { stopWatching(): void } {
  const { clock, estates, hosts, notes, slots, build, onError } = options;
  const store = createStore(onError);
  const parts = [...estates.flatMap((estate) => systemParts(estate, notes)), ...selfParts()];
  const byId = new Map(parts.map((part) => [sourceId(part.card.source), part]));
  const subjects = parts.map((part) => part.subject);
  // Measured before it is judged: what the judge tells of is sent with its figures.
  const trends = keepTrends(store, new Map(parts.map((part) => [sourceId(part.card.source), part.measure])));
  const judge = new Judge(clock, store, subjects, onError);
  const meters = new Map(estates.map(({ system }) => [system.name, createMeter(clock.now)]));
  const poller = new Poller({ targets: targetsOf(estates, meters), slots, clock, store, random: Math.random, onError });
  const sources = parts.map((part) => part.card.source);
  const compose = (source: Source): ProbeRow => {
    const id = sourceId(source);
    const part = byId.get(id);
    if (!part) throw new Error(`no such source: ${id}`);
    const made = { judgement: judge.judgement(id), heldSince: judge.heldSince(id), keyFigures: trends.read(id), plan: poller.plan(id) };
    return composeProbeRow(part.card, store.read(id), made);
  };
  const feed = new Feed({ boot, build, judge, sources, compose, ...told, hosts: (views) => visibleHosts(hosts, estates, views) });
  judge.start();
  feed.start();
  const stopWatching = watchSelf({ clock, store, takeLoad: () => poller.takeLoad() });
  poller.start();
  return { clock, store, judge, feed, poller, byId, meters, stopWatching };
}

function actingSystems(estates: readonly Estate[], meters: Meters): ActingSystem[] {
  return estates.flatMap(({ system: { name, acting }, groups }) => {
    const meter = meters.get(name);
    return acting && meter ? [{ name, acting, meter, nodes: nodesOf(groups) }] : [];
  });
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

function titledNotes(estates: readonly Estate[], notes: readonly Note[], place: NotePlace): TitledNote[] | null {
  const estate = estates.find(({ system }) => system.name === place.system);
  const group = estate?.groups.find(({ name }) => name === place.group);
  const node = group?.nodes.find(({ name }) => name === place.node);
  if (!estate || (place.group !== null && !group) || (place.node !== null && !node)) return null;
  const titles = { system: estate.system.title, group: group?.title ?? '', node: node?.name ?? '' };
  return notesOf(notes, place).map(({ level, text }) => ({ level, title: titles[level], text }));
}

function targetsOf(estates: readonly Estate[], meters: Meters): Target[] {
  return estates.flatMap(({ system, groups }) => {
    const meter = meters.get(system.name);
    if (!meter) throw new Error(`no meter for ${system.name}`);
    return groups.flatMap((group) => group.nodes.map((node) => ({ system, group: group.name, node, meter })));
  });
}
