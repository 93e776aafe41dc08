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
import type { EarlierBoard } from './judge/earlier.ts';
import { Judge } from './judge/judge.ts';
import { Witnesses } from './judge/witnesses.ts';
import { LiveParts, type Turnover } from './live-parts.ts';
import type { Note } from './notes.ts';
import type { Estate, NodeAt } from './parts.ts';
import type { Target } from './poll/nodes.ts';
import { Poller } from './poll/poller.ts';
import { watchSelf } from './poll/self.ts';
import { type Source, sourceId } from './reading.ts';
import { nodeKey } from './roll-up.ts';
import type { History } from './state/history/history.ts';
import { keepRowTrends, type RowHistories } from './store/row-trends.ts';
import { createStore, type Store } from './store/store.ts';
import { keepTrends, type Trends } from './store/trends.ts';
import type { Timer } from './timers.ts';

export type CoreOptions = {
  clock: Clock;
  estates: readonly Estate[];
  /** The hosts of the configuration. */
  hosts: readonly HostCard[];
  notes: readonly Note[];
  slots: number;
  build: string;
  /** What was so before this start, where that is known. */
  earlier: EarlierBoard | null;
  /** Where what is seen is kept. Whoever opened it closes it, once the engine has stopped. */
  history: History;
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

type ToTarget = (at: NodeAt) => Target;

export type Core = {
  clock: Clock;
  store: Store;
  judge: Judge;
  witnesses: Witnesses;
  feed: Feed;
  poller: Poller;
  parts: LiveParts;
  meters: Meters;
  histories: RowHistories;
  trends: Trends;
  /** To be called when the nodes of an estate are other ones: those that came are asked, judged and told from now on, and nothing is kept of those that are gone. */
  refresh(): Turnover;
  stopWatching(): void;
};

/** Starts what asks, keeps, judges and tells: the engine without what people do with it. */
export function startCore(options: CoreOptions, boot: string, told: Told): Core {
  const { clock, estates, hosts, notes, slots, build, history, earlier, onError } = options;
  const store = createStore(onError, (id, at) => earlier?.silence(id, at) ?? null);
  const parts = new LiveParts(estates, notes);
  // Measured before it is judged: what the judge tells of is sent with its figures.
  const trends = keepTrends(store, { get: (id) => parts.get(id)?.measure });
  const judge = new Judge(clock, store, parts.subjects(), onError);
  if (earlier) judge.goOnFrom(earlier);
  const histories = keepRowTrends({ store, judge, trends: { get: (id) => parts.get(id)?.rowTrends } });
  const meters = new Map(estates.map(({ system }) => [system.name, createMeter(clock.now)]));
  const toTarget = targetWith(meters);
  const poller = new Poller({ targets: parts.nodes().map(toTarget), slots, clock, store, random: Math.random, onError });
  const compose = (source: Source): ProbeRow => {
    const id = sourceId(source);
    const part = parts.get(id);
    if (!part) throw new Error(`no such source: ${id}`);
    const heldSince = latest(judge.heldSince(id), witnesses.rightedAt(source));
    const made = { judgement: judge.judgement(id), heldSince, keyFigures: trends.read(id), plan: poller.plan(id) };
    return composeProbeRow(part.card, store.read(id), made);
  };
  const staleAfterMs = (id: string): number => parts.get(id)?.card.staleAfterMs ?? 0;
  const witnesses = new Witnesses({ estates, store, judge, staleAfterMs, ...told, earlier, onError });
  const witnessed = { findings: () => [...witnesses.findings(), ...told.found()], events: () => witnesses.events() };
  const shown = { ...told, ...witnessed, hosts: (views: ReadonlySet<string>) => visibleHosts(hosts, estates, views) };
  const feed = new Feed({ boot, build, judge, sources: () => parts.sources(), compose, ...shown });
  judge.start();
  // A probe is told with since when nothing that it proves with others is wrong.
  witnesses.start();
  witnesses.subscribe((change) => feed.findingsChanged(change));
  feed.start();
  const stopWatching = watchSelf({ clock, store, takeLoad: () => poller.takeLoad(), history: () => history.state() });
  poller.start();
  const running = { clock, store, judge, witnesses, feed, poller, parts, meters, histories, trends, stopWatching };
  return { ...running, refresh: () => refresh(running, toTarget) };
}

/** What is gone goes first: a node that is asked otherwise now is gone and came. */
function refresh({ parts, poller, judge, store, histories, trends, witnesses, feed }: Omit<Core, 'refresh'>, toTarget: ToTarget): Turnover {
  const turnover = parts.refresh();
  const { came, gone } = turnover;
  for (const { source } of gone) poller.remove(nodeKey(source));
  for (const id of gone.flatMap(({ ids }) => ids)) for (const keeper of [judge, store, trends, histories, witnesses]) keeper.forget(id);
  for (const { parts } of came) for (const { subject } of parts) judge.add(subject);
  for (const { source } of gone) witnesses.nodesChanged(source);
  // Before they are told, with when they are asked next.
  poller.add(came.map(({ at }) => toTarget(at)));
  if (came.length + gone.length > 0) feed.sourcesChanged(gone.flatMap(({ ids }) => ids));
  return turnover;
}

/** Nothing is proven of a source that was never judged, whatever its group proves. */
function latest(heldSince: number | null, rightedAt: number | null): number | null {
  return heldSince === null ? null : Math.max(heldSince, rightedAt ?? heldSince);
}

function targetWith(meters: Meters): ToTarget {
  return ({ system, group, node }) => {
    const meter = meters.get(system.name);
    if (!meter) throw new Error(`no meter for ${system.name}`);
    return { system, group: group.name, node, meter: meter.of(group.name) };
  };
}
