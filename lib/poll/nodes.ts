import type { SystemMeter } from '../io/meter.ts';
import { type NodeSpec, probesOf, type System } from '../system.ts';
import type { NodePlans, Plan } from './plan.ts';

/** A node to ask, with the system that knows how and the meter that counts what it is asked. */
export type Target = { system: System; group: string; node: NodeSpec<unknown>; meter: SystemMeter };

/** First questions are spread over this long, so that a start does not ask everything at one moment. */
const SPREAD_MS = 2_000;

/** Opens one connection per node and plans its first questions after `now`, with jitter. `random` answers 0 to 1. */
export function openNodes(targets: readonly Target[], now: number, random: () => number): NodePlans[] {
  const phases = new Map<string, number>();
  return targets.map((target) => {
    const { system, node, meter } = target;
    const plans = probesOf(system, node.settings).map((probe): Plan => {
      const times = probe.times(node.settings);
      // A round asks the whole group at one moment, so its nodes share a phase.
      const key = [system.name, target.group, probe.round ? '' : node.name, probe.name].join('/');
      const phaseAt = phases.get(key) ?? now + random() * Math.min(times.intervalMs, SPREAD_MS);
      phases.set(key, phaseAt);
      const source = { system: system.name, group: target.group, node: node.name, probe: probe.name };
      return { source, probe, ...times, phaseAt, dueAt: phaseAt, isByHand: false, inFlight: false, silences: 0 };
    });
    const knock = plans.find((plan) => plan.probe.name === system.knock);
    if (!knock) throw new Error(`system ${system.name} has no probe "${system.knock}" to knock with`);
    const connection = system.connect(node.settings, meter);
    return { connection, meter, close: () => system.close(connection), knock, plans, isSilent: false, lastFailed: false };
  });
}
