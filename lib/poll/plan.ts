import { isSilence, isUnavailable } from '../failure.ts';
import type { CountingMeter } from '../io/meter.ts';
import type { Source } from '../reading.ts';
import type { Outcome } from '../store/observe.ts';
import type { Probe } from '../system.ts';
import { backoffMs, nextTick } from './schedule.ts';

/** One probe of one node, and when it is asked next. */
export type Plan = {
  readonly source: Source;
  readonly probe: Probe<unknown, unknown, unknown, unknown>;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly phaseAt: number;
  dueAt: number;
  isByHand: boolean;
  inFlight: boolean;
  silences: number;
};

/** One node: its connection, its plans, and whether it answers at all. `ending` aborts when it is not to be asked any more. Of one that is barred nothing is opened. */
export type NodePlans = {
  readonly isBarred: boolean;
  readonly ending: AbortController;
  readonly connection: unknown;
  readonly meter: CountingMeter;
  readonly close: () => void;
  readonly knock: Plan;
  readonly plans: readonly Plan[];
  isSilent: boolean;
  lastFailed: boolean;
};

/**
 * Writes down what an attempt means for the next one. A silent knock holds the whole node back behind that one question, an answer of any kind to it
 * releases the others at once; silence or our own error on another question holds back only that question; a refusal holds back nothing.
 */
export function reschedule(node: NodePlans, plan: Plan, outcome: Outcome<unknown>, now: number): void {
  const holdsBack = outcome.failure !== null && (isSilence(outcome.failure) || outcome.failure.kind === 'internal');
  plan.silences = holdsBack ? plan.silences + 1 : 0;
  plan.isByHand = false;
  // A missing right is the answer of a node that is there: it does not belong among those that hang.
  node.lastFailed = outcome.failure !== null && !isUnavailable(outcome.failure);
  plan.dueAt = holdsBack
    ? Math.max(now, outcome.at + backoffMs(plan.intervalMs, plan.silences))
    : nextTick(plan.phaseAt, plan.intervalMs, now);
  if (plan !== node.knock) return;
  const wasSilent = node.isSilent;
  node.isSilent = outcome.failure !== null && isSilence(outcome.failure);
  // Due from now on and not since it was held back: waiting behind the knock is neither lateness nor a question missed.
  if (wasSilent && !node.isSilent) for (const other of node.plans) if (other !== plan) other.dueAt = now;
}

/** Due, not under way, and not held back behind the knock. A question asked by hand is never held back. */
export function isDue(node: NodePlans, plan: Plan, now: number): boolean {
  if (plan.inFlight || plan.dueAt > now) return false;
  return plan.isByHand || plan === node.knock || !node.isSilent;
}

/** Why a plan is asked less often than its interval says, in words; null when it is not. */
export function backoffWords(node: NodePlans, plan: Plan): { why: string } | null {
  if (node.isSilent && plan !== node.knock) return { why: `waits until the node answers "${node.knock.probe.question}"` };
  if (plan.silences === 0) return null;
  return { why: `${plan.silences === 1 ? 'one attempt' : `${plan.silences} attempts in a row`} without an answer` };
}
