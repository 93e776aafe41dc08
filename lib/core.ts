import type { Mark } from './act/outcome.ts';
import type { InFlight } from './acting.ts';
import type { Attention } from './attention/attention.ts';
import type { Clock } from './clock.ts';
import { composeProbeRow } from './feed/compose.ts';
import type { ProbeRow } from './feed/events.ts';
import { Feed } from './feed/feed.ts';
import type { Finding } from './finding.ts';
import { visibleHosts } from './hosts/visible.ts';
import type { HostCard } from './hosts.ts';
import { createMeter, type SystemMeter } from './io/meter.ts';
import { Judge } from './judge/judge.ts';
import { Witnesses } from './judge/witnesses.ts';
import type { Note } from './notes.ts';
import { type Estate, type Part, selfParts, systemParts } from './parts.ts';
import type { Target } from './poll/nodes.ts';
import { Poller } from './poll/poller.ts';
import { watchSelf } from './poll/self.ts';
import { type Source, sourceId } from './reading.ts';
import { keepRowTrends, type RowHistories } from './store/row-trends.ts';
import { createStore, type Store } from './store/store.ts';
import { keepTrends } from './store/trends.ts';
import type { RowTrends } from './system.ts';
import type { Timer } from './timers.ts';

export type CoreOptions = {
  clock: Clock;
  estates: readonly Estate[];
  /** The hosts of the configuration. */
  hosts: readonly HostCard[];
  notes: readonly Note[];
  slots: number;
  build: string;
  onError: (error: unknown) => void;
};

/** What the feed and the witnesses are told besides readings, of all systems. `found` is what Vigil knows by itself, beside what the witnesses find. */
type Told = {
  marks: () => readonly Mark[];
  inFlight: (system: string) => readonly InFlight[];
  attention: () => Attention;
  timers: () => readonly Timer[];
  found: () => readonly Finding[];
};

export type Meters = ReadonlyMap<string, SystemMeter>;

export type Core = {
  clock: Clock;
  store: Store;
  judge: Judge;
  witnesses: Witnesses;
  feed: Feed;
  poller: Poller;
  byId: ReadonlyMap<string, Part>;
  meters: Meters;
  histories: RowHistories;
  stopWatching(): void;
};

/** Starts what asks, keeps, judges and tells: the engine without what people do with it. */
export function startCore(options: CoreOptions, boot: string, told: Told): Core {
  const { clock, estates, hosts, notes, slots, build, onError } = options;
  const store = createStore(onError);
  const parts = [...estates.flatMap((estate) => systemParts(estate, notes)), ...selfParts()];
  const byId = new Map(parts.map((part) => [sourceId(part.card.source), part]));
  const subjects = parts.map((part) => part.subject);
  // Measured before it is judged: what the judge tells of is sent with its figures.
  const trends = keepTrends(store, new Map(parts.map((part) => [sourceId(part.card.source), part.measure])));
  const judge = new Judge(clock, store, subjects, onError);
  const histories = keepRowTrends({ store, judge, trends: rowTrendsOf(byId) });
  const meters = new Map(estates.map(({ system }) => [system.name, createMeter(clock.now)]));
  const poller = new Poller({ targets: targetsOf(estates, meters), slots, clock, store, random: Math.random, onError });
  const sources = parts.map((part) => part.card.source);
  const compose = (source: Source): ProbeRow => {
    const id = sourceId(source);
    const part = byId.get(id);
    if (!part) throw new Error(`no such source: ${id}`);
    const heldSince = latest(judge.heldSince(id), witnesses.rightedAt(source));
    const made = { judgement: judge.judgement(id), heldSince, keyFigures: trends.read(id), plan: poller.plan(id) };
    return composeProbeRow(part.card, store.read(id), made);
  };
  const staleAfterMs = (id: string): number => byId.get(id)?.card.staleAfterMs ?? 0;
  const witnesses = new Witnesses({ estates, store, judge, staleAfterMs, ...told, onError });
  const witnessed = { findings: () => [...witnesses.findings(), ...told.found()], events: () => witnesses.events() };
  const shown = { ...told, ...witnessed, hosts: (views: ReadonlySet<string>) => visibleHosts(hosts, estates, views) };
  const feed = new Feed({ boot, build, judge, sources, compose, ...shown });
  judge.start();
  // A probe is told with since when nothing that it proves with others is wrong.
  witnesses.start();
  witnesses.subscribe((change) => feed.findingsChanged(change));
  feed.start();
  const stopWatching = watchSelf({ clock, store, takeLoad: () => poller.takeLoad() });
  poller.start();
  return { clock, store, judge, witnesses, feed, poller, byId, meters, histories, stopWatching };
}

/** Nothing is proven of a source that was never judged, whatever its group proves. */
function latest(heldSince: number | null, rightedAt: number | null): number | null {
  return heldSince === null ? null : Math.max(heldSince, rightedAt ?? heldSince);
}

function rowTrendsOf(byId: Core['byId']): ReadonlyMap<string, RowTrends> {
  return new Map([...byId].flatMap(([id, { system }]) => (system?.rowTrends ? [[id, system.rowTrends]] : [])));
}

function targetsOf(estates: readonly Estate[], meters: Meters): Target[] {
  return estates.flatMap(({ system, groups }) => {
    const meter = meters.get(system.name);
    if (!meter) throw new Error(`no meter for ${system.name}`);
    return groups.flatMap((group) => group.nodes.map((node) => ({ system, group: group.name, node, meter })));
  });
}
