import { FetchError } from '../failure.ts';
import type { SystemMeter } from '../io/meter.ts';
import { knockOf, type NodeSpec, probesOf, type System } from '../system.ts';
import type { NodePlans, Plan } from './plan.ts';

/** A node to ask, with the system that knows how and the meter that counts what it is asked. */
export type Target = { system: System; group: string; node: NodeSpec<unknown>; meter: SystemMeter };

/** First questions are spread over this long, so that a start does not ask everything at one moment. */
const SPREAD_MS = 2_000;

/** When rounds are asked, by what is asked of whom: nodes that come later join the rounds of their group. */
export type Phases = Map<string, number>;

/** Opens one connection per node and plans its first questions after `now`, with jitter. `random` answers 0 to 1. */
export function openNodes(targets: readonly Target[], now: number, random: () => number, phases: Phases = new Map()): NodePlans[] {
  return targets.map((target) => {
    const { system, node, meter } = target;
    const barred = node.discovered?.barred ?? null;
    const common = { meter, ending: new AbortController(), isSilent: false, lastFailed: false };
    const plans = probesOf(system, node.settings).map((probe): Plan => {
      const times = probe.times(node.settings);
      // A round asks the whole group at one moment, so its nodes share a phase.
      const key = [system.name, target.group, probe.round ? '' : node.name, probe.name].join('/');
      const phaseAt = phases.get(key) ?? now + random() * Math.min(times.intervalMs, SPREAD_MS);
      if (probe.round) phases.set(key, phaseAt);
      const source = { system: system.name, group: target.group, node: node.name, probe: probe.name };
      return {
        source,
        probe: barred === null ? probe : unasked(probe, barred),
        ...times,
        phaseAt,
        dueAt: Math.max(phaseAt, now),
        isByHand: false,
        inFlight: false,
        silences: 0,
      };
    });
    const knocking = knockOf(system, node.settings);
    const knock = plans.find((plan) => plan.probe.name === knocking);
    if (!knock) throw new Error(`system ${system.name} has no probe "${knocking}" to knock with`);
    if (barred !== null) return { ...common, isBarred: true, connection: null, close: () => undefined, knock, plans };
    const connection = system.connect(node.settings, meter);
    return { ...common, isBarred: false, connection, close: () => system.close(connection), knock, plans };
  });
}

/** A question that reaches nobody and says why: what is not asked must not look as if nothing were wrong. */
function unasked(probe: Target['system']['probes'][number], why: string): Target['system']['probes'][number] {
  return { ...probe, fetch: () => Promise.reject(new FetchError('permission', why)) };
}
