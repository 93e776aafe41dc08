import type { Clock } from './clock.ts';
import type { Counts, SystemMeter } from './io/meter.ts';
import type { Estate } from './parts.ts';
import { type OwnCost, watchOwnCost } from './poll/own-cost.ts';
import { SELF, type SelfReading } from './poll/self.ts';
import { sourceId } from './reading.ts';
import type { Store } from './store/store.ts';
import { probesOf } from './system.ts';

/** How much of a system is watched, how often it is to be asked, and what was asked of it. */
export type SystemCost = {
  name: string;
  title: string;
  groups: number;
  nodes: number;
  probes: number;
  /** By the configured intervals. */
  plannedPerSecond: number;
  total: Counts;
  lastMinute: Counts;
  /** The same of each group, of its probes and of what is asked by who looks. */
  byGroup: GroupCost[];
};

export type GroupCost = { name: string; total: Counts; lastMinute: Counts };

/** One of Vigil's readings of itself, and when it was taken. */
type OwnReading<Probe extends SelfReading['probe']> = { observedAt: number; value: Extract<SelfReading, { probe: Probe }> } | null;

/** `at` is when it was put together, `overMs` how much of the last minute the process has run. Epoch ms. */
export type Costs = {
  at: number;
  startedAt: number;
  overMs: number;
  own: OwnCost & { eventLoop: OwnReading<'event loop'>; schedule: OwnReading<'schedule'> };
  systems: SystemCost[];
};

type Given = { clock: Clock; store: Store; estates: readonly Estate[]; meters: ReadonlyMap<string, SystemMeter> };

const MINUTE_MS = 60_000;

/** What watching costs: the process itself, and each system that it asks. Counts from now on. */
export function watchCosts({ clock, store, estates, meters }: Given): { read(): Costs; stop(): void } {
  const startedAt = clock.now();
  const cost = watchOwnCost();
  return {
    read() {
      const at = clock.now();
      const own = { ...cost.read(), eventLoop: newestOf(store, 'event loop'), schedule: newestOf(store, 'schedule') };
      const systems = estates.flatMap((estate) => {
        const meter = meters.get(estate.system.name);
        return meter ? [systemCost(estate, meter)] : [];
      });
      return { at, startedAt, overMs: Math.min(at - startedAt, MINUTE_MS), own, systems };
    },
    stop: () => cost.stop(),
  };
}

function newestOf<Probe extends SelfReading['probe']>(store: Store, probe: Probe): OwnReading<Probe> {
  const newest = store.read(sourceId({ ...SELF, probe })).window[0];
  // Under this source stand only readings that the process wrote of itself.
  return newest ? { observedAt: newest.observedAt, value: newest.value as Extract<SelfReading, { probe: Probe }> } : null;
}

function systemCost({ system, groups }: Estate, meter: SystemMeter): SystemCost {
  const nodes = groups.flatMap((group) => group.nodes);
  const intervals = nodes.flatMap(({ settings }) => probesOf(system, settings).map((probe) => probe.times(settings).intervalMs));
  return {
    ...{ name: system.name, title: system.title, groups: groups.length, nodes: nodes.length, probes: intervals.length },
    plannedPerSecond: intervals.reduce((sum, intervalMs) => sum + 1_000 / intervalMs, 0),
    ...meter.read(),
    byGroup: groups.map(({ name }) => ({ name, ...meter.of(name).read() })),
  };
}
