import type { Order } from './acting.ts';

/**
 * How far a timer has come. `done` is told for a while and then forgotten; `failed` and `overdue` stand until somebody dismisses them, sets another, or the order has
 * nothing left to do. `at` and `since` are epoch ms.
 */
export type TimerState =
  | { is: 'waiting' }
  | { is: 'running'; since: number }
  | { is: 'done'; at: number; words: string }
  | { is: 'failed'; at: number; words: string }
  | { is: 'overdue'; at: number; words: string };

/**
 * An order that Vigil itself gives at `dueAt`, for whoever set it. `title` is what the order is called ("Put web03 back safely everywhere"), and `groups` are those it concerned
 * when it was set. Times are epoch ms.
 */
export type Timer = {
  id: string;
  order: Order;
  title: string;
  groups: readonly string[];
  dueAt: number;
  by: string;
  setAt: number;
  reason: string | null;
  state: TimerState;
};

/** How near and how far ahead a timer may be due, in ms. */
export const SOONEST_MS = 60_000;
export const FARTHEST_MS = 7 * 24 * 3_600_000;

/** The same for orders that are alike: parts of the input that say nothing, and the order in which they stand, make no difference. */
export function orderKey({ system, action, input }: Order): string {
  return JSON.stringify([system, action, input], (_name, held: unknown) => (isRecord(held) ? inOrder(held) : held));
}

/** Those of systems that somebody may view. */
export function timersIn(timers: readonly Timer[], systems: ReadonlySet<string>): Timer[] {
  return timers.filter(({ order }) => systems.has(order.system));
}

/** True for one that did not do what was wanted, and of which nobody has taken note yet. */
export function isTrouble({ state }: Pick<Timer, 'state'>): boolean {
  return state.is === 'failed' || state.is === 'overdue';
}

function inOrder(record: Record<string, unknown>): Record<string, unknown> {
  const said = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
