import { FetchError } from '../failure.ts';
import type { CountingMeter } from '../io/meter.ts';
import { knockOf, type NodeSpec, probesOf, type System } from '../system.ts';
import type { NodePlans, Plan } from './plan.ts';

/** A node to ask, with the system that knows how and the meter that counts what it is asked. */
export type Target = { system: System; group: string; node: NodeSpec<unknown>; meter: CountingMeter };

/** First questions are spread over this long, so that a start does not ask everything at one moment. The rounds of a group stay as near to each other later too: one is held against another. */
const SPREAD_MS = 2_000;

/** When something is first asked, and from when on it is asked at its interval. */
type Phase = { firstAt: number; phaseAt: number };

/** Of rounds, by what is asked of whom: nodes that come later join the rounds of their group. `places` is where in the interval each group has them, 0 to 1. */
export type Phases = { rounds: Map<string, Phase>; places: Map<string, number> };

/** Nothing is asked yet. */
export function noPhases(): Phases {
  return { rounds: new Map(), places: new Map() };
}

/**
 * Opens one connection per node and plans its questions after `now`, with jitter. `random` answers 0 to 1. The first ones are asked soon. From the second on, which comes an interval later at
 * most, groups are spread over the whole interval, and so is what is no round: a large estate is not asked all at one moment and then left alone.
 */
export function openNodes(targets: readonly Target[], now: number, random: () => number, phases: Phases = noPhases()): NodePlans[] {
  return targets.map((target) => {
    const { system, node, meter } = target;
    const barred = node.discovered?.barred ?? null;
    const common = { meter, ending: new AbortController(), isSilent: false, lastFailed: false };
    const plans = probesOf(system, node.settings).map((probe): Plan => {
      const times = probe.times(node.settings);
      const { intervalMs } = times;
      const group = `${system.name}/${target.group}`;
      const { firstAt, phaseAt } = probe.round
        ? roundOf(phases, { group, probe: probe.name, intervalMs }, now, random)
        : phaseOf(now, { intervalMs, soon: random() });
      const source = { system: system.name, group: target.group, node: node.name, probe: probe.name };
      return {
        source,
        probe: barred === null ? probe : unasked(probe, barred),
        ...times,
        phaseAt,
        dueAt: Math.max(firstAt, now),
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

function phaseOf(now: number, { intervalMs, soon, place = soon }: { intervalMs: number; soon: number; place?: number }): Phase {
  const spreadMs = Math.min(intervalMs, SPREAD_MS);
  const firstAt = now + soon * spreadMs;
  return { firstAt, phaseAt: firstAt + place * (intervalMs - spreadMs) };
}

/** A round asks the whole group at one moment, so its nodes share a phase. */
function roundOf(
  { rounds, places }: Phases,
  { group, probe, intervalMs }: { group: string; probe: string; intervalMs: number },
  now: number,
  random: () => number,
): Phase {
  const key = `${group}/${probe}`;
  const place = places.get(group) ?? random();
  places.set(group, place);
  const phase = rounds.get(key) ?? phaseOf(now, { intervalMs, soon: random(), place });
  rounds.set(key, phase);
  return phase;
}

/** A question that reaches nobody and says why: what is not asked must not look as if nothing were wrong. */
function unasked(probe: Target['system']['probes'][number], why: string): Target['system']['probes'][number] {
  return { ...probe, fetch: () => Promise.reject(new FetchError('permission', why)) };
}
