import { randomUUID } from 'node:crypto';
import { type Clock, createClock, machineTicks } from './clock.ts';
import { composeProbeRow, type ProbeCard } from './feed/compose.ts';
import type { ProbeRow } from './feed/events.ts';
import { Feed } from './feed/feed.ts';
import { Judge, type Subject } from './judge/judge.ts';
import type { Target } from './poll/nodes.ts';
import { Poller, type Selection } from './poll/poller.ts';
import { SELF, SELF_INTERVAL_MS, SELF_PROBES, SELF_TIMEOUT_MS, type SelfReading, watchSelf } from './poll/self.ts';
import { judgeSelf } from './poll/self-status.ts';
import { defaultStaleAfterMs, type Reading, type Source, sourceId } from './reading.ts';
import { createStore, type Store } from './store/store.ts';
import type { GroupSpec, Probe, System } from './system.ts';

/** A system and the groups of it that are configured. */
export type Estate = { system: System; groups: readonly GroupSpec<unknown>[] };

export type Engine = {
  boot: string;
  clock: Clock;
  feed: Feed;
  judge: Judge;
  pollNow(selection: Selection): number;
  /** Everything the newest reading of a source holds on one row; null when nothing was read or the row is not in it. */
  figures(id: string, row: string): { observedAt: number; figures: object | null } | null;
  stop(): Promise<void>;
};

type Options = { estates: readonly Estate[]; slots: number; build: string; onError: (error: unknown) => void };

type Part = { card: ProbeCard; subject: Subject; system: System | null };

/** Starts polling, judging and the feed. */
export function startEngine({ estates, slots, build, onError }: Options): Engine {
  const clock = createClock(machineTicks);
  const store = createStore(onError);
  const parts = [...estates.flatMap(systemParts), ...selfParts()];
  const byId = new Map(parts.map((part) => [sourceId(part.card.source), part]));
  const judge = new Judge(
    clock,
    store,
    parts.map((part) => part.subject),
    onError,
  );
  const poller = new Poller({ targets: estates.flatMap(targetsOf), slots, clock, store, random: Math.random, onError });
  const boot = randomUUID();
  const sources = parts.map((part) => part.card.source);
  const compose = (source: Source): ProbeRow => {
    const id = sourceId(source);
    const part = byId.get(id);
    if (!part) throw new Error(`no such source: ${id}`);
    return composeProbeRow(part.card, store.read(id), judge.judgement(id), poller.plan(id));
  };
  const feed = new Feed({ boot, build, judge, sources, compose });
  judge.start();
  feed.start();
  const stopWatching = watchSelf({ clock, store, takeLoad: () => poller.takeLoad() });
  poller.start();
  return {
    boot,
    clock,
    feed,
    judge,
    pollNow: (selection) => poller.pollNow(selection),
    figures: (id, row) => readFigures(store, byId.get(id), row),
    async stop() {
      stopWatching();
      await poller.stop();
      feed.stop();
      judge.stop();
    },
  };
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

function systemParts({ system, groups }: Estate): Part[] {
  return groups.flatMap((group) => group.nodes.flatMap((node) => system.probes.map((probe) => probePart(system, group, node, probe))));
}

function probePart(
  system: System,
  group: GroupSpec<unknown>,
  node: GroupSpec<unknown>['nodes'][number],
  probe: Probe<unknown, unknown, unknown, unknown>,
): Part {
  const source = { system: system.name, group: group.name, node: node.name, probe: probe.name };
  const times = probe.times(node.settings);
  const staleAfterMs = probe.staleAfter?.ms ?? defaultStaleAfterMs(times.intervalMs, times.timeoutMs);
  const { vital, question } = probe;
  const card: ProbeCard = {
    ...{ source, question, systemTitle: system.title, groupTitle: group.title, address: node.address, host: node.host },
    ...{ ...times, staleAfterMs, staleAfterWhy: probe.staleAfter?.why ?? null, vital, scope: 'node' },
  };
  const judge: Subject['judge'] = (window, now) => system.status({ probe: probe.name, window, settings: node.settings, now });
  return { card, subject: { source, staleAfterMs, vital, judge }, system };
}

function selfParts(): Part[] {
  return SELF_PROBES.map((probe): Part => {
    const source = { ...SELF, probe };
    const staleAfterMs = defaultStaleAfterMs(SELF_INTERVAL_MS, SELF_TIMEOUT_MS);
    const card: ProbeCard = {
      ...{ source, question: probe, systemTitle: 'Vigil', groupTitle: 'Vigil itself', address: `pid ${process.pid}`, host: null },
      ...{ intervalMs: SELF_INTERVAL_MS, timeoutMs: SELF_TIMEOUT_MS, staleAfterMs, staleAfterWhy: null, vital: true, scope: 'board' },
    };
    const judge: Subject['judge'] = (window, now) => {
      const newest = window[0] as Reading<SelfReading> | undefined;
      if (!newest) throw new Error('judged without a reading');
      return { judged: judgeSelf(newest.value, now), rows: [] };
    };
    return { card, subject: { source, staleAfterMs, vital: true, judge }, system: null };
  });
}
