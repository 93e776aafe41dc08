import { type Clock, createClock, machineTicks } from '#lib/clock.ts';
import { Poller } from '#lib/poll/poller.ts';
import { createStore } from '#lib/store/store.ts';
import type { Behave, Pretended } from './pretend-system.ts';

const running: Poller[] = [];

type Setting = { slots?: number; clock?: Clock; random?: () => number };

/** A poller over a pretended system, stopped after the test. */
export function startPolling(of: Pretended, { slots = 16, clock = createClock(machineTicks), random = () => 0 }: Setting = {}) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const store = createStore(onError);
  const poller = new Poller({ targets: of.targets, slots, clock, store, random, onError });
  running.push(poller);
  poller.start();
  const id = (node: string, probe = 'stats') => `pretend/${of.group}/${node}/${probe}`;
  const failure = (node: string, probe?: string) => store.read(id(node, probe)).attempt?.failure?.kind ?? null;
  return { poller, store, errors, id, failure };
}

/** Stops every poller that was started. */
export async function stopPolling(): Promise<void> {
  for (const poller of running.splice(0)) await poller.stop();
}

/** Answers after `ms`, whatever happens. */
export const answersAfter =
  (ms: number): Behave =>
  () =>
    new Promise((resolve) => setTimeout(() => resolve('fine'), ms));
export const names = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
export const all = (of: string[], behave: Behave) => Object.fromEntries(of.map((name) => [name, behave]));
