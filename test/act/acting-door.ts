import type { Caller } from '#lib/access/caller.ts';
import { type Role, rightsOf } from '#lib/access/rights.ts';
import type { Actor, Entry } from '#lib/act/audit/record.ts';
import { type Door, openDoor } from '#lib/act/door.ts';
import type { Limits } from '#lib/act/limits.ts';
import { viewNode } from '#lib/act/nodes-view.ts';
import type { Outcome, Performing } from '#lib/act/outcome.ts';
import { ActionProblem } from '#lib/act/problem.ts';
import type { Asked, NodeView, Order, Told } from '#lib/acting.ts';
import { createClock, machineTicks } from '#lib/clock.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { createReadAgain } from '#lib/poll/read-again.ts';
import { defaultStaleAfterMs, sourceId } from '#lib/reading.ts';
import { until } from '#test/fakes/until.ts';
import { startPolling, stopPolling } from '#test/poll/polling.ts';
import { type Behave, pretendSystem } from '#test/poll/pretend-system.ts';
import { type PretendedActing, pretendActing, type Servers } from './pretend-acting.ts';

const INTERVAL_MS = 30_000;

/** Long enough for what answers, short enough to be waited for. */
const LIMITS: Partial<Limits> = { turnMs: 2_000, readMs: 400, sendMs: 300, proofMs: 1_500, pauseMs: 20, auditMs: 1_000, stopMs: 300 };

const user = (name: string, role: Role): Caller => ({
  ...{ is: 'user', name, grants: { all: rightsOf(role), systems: {} } },
  ...{ address: '192.0.2.7', session: `s-${name}`, expiresAt: 9e15 },
});
export const alice = user('alice', 'admin');
export const bob = user('bob', 'admin');
export const viewer: Caller = user('vera', 'viewer');

export type Written = { by: Actor; entry: Entry };
/** Everything that happened, in order: what was written down and what was sent. */
export type Happened = { is: 'written'; kind: Entry['kind'] } | { is: 'sent'; key: string };

export type Opened = PretendedActing & {
  door: Door;
  /** What was asked of instances for an action, and how that is answered. */
  asking: { asked: Asked[]; answer: (asked: Asked) => Told | Promise<Told> };
  written: Written[];
  happened: Happened[];
  errors: unknown[];
  audit: { trouble: string | null; hold: ((entry: Entry) => Promise<void>) | null };
  /** How an instance answers the probe from now on; `says` is what it does by itself. */
  reads(key: string, behave: (says: () => Servers) => Behave): void;
  /** Reads an instance now. */
  readAgain(key: string): Promise<void>;
};

const doors: Door[] = [];

/** A door over a real poller and store, on instances by group/name with their servers. Closed by `closeDoors`. */
export async function openActing(estate: Record<string, Servers>, limits: Partial<Limits> = {}): Promise<Opened> {
  const happened: Happened[] = [];
  const pretended = pretendActing(new Map(Object.entries(estate)), (key) => void happened.push({ is: 'sent', key }));
  const clock = createClock(machineTicks);
  const parts = groupsOf(estate).map((group) => {
    const nodes = Object.keys(estate).filter((key) => key.startsWith(`${group}/`));
    const says =
      (key: string): Behave =>
      async () => ({ ...pretended.servers.get(key) });
    const of = pretendSystem({
      nodes: Object.fromEntries(nodes.map((key) => [nodeOf(key), says(key)])),
      intervalMs: INTERVAL_MS,
      timeoutMs: 5_000,
      group,
    });
    return { group, of };
  });
  const [first] = parts;
  if (!first) throw new Error('no instances');
  const targets = parts.flatMap(({ of }) => of.targets);
  const { poller, store } = startPolling({ ...first.of, targets }, { clock });
  const idOf = (key: string) => sourceId({ system: 'pretend', group: groupOf(key), node: nodeOf(key), probe: 'stats' });
  const views = (): NodeView[] =>
    Object.keys(estate).map((key) => {
      const [group, node] = [groupOf(key), nodeOf(key)];
      const seen = { group, groupTitle: group, node, settings: { group, name: node }, observed: store.read(idOf(key)) };
      return viewNode({ ...seen, staleAfterMs: defaultStaleAfterMs(INTERVAL_MS, 5_000) }, { now: clock.now(), doubtBefore: 0 });
    });
  const readAgain = createReadAgain({ poller, store, clock, probeOf: () => 'stats' });
  const { sink, state: audit, written } = pretendAudit(happened);
  const errors: unknown[] = [];
  const asking: Opened['asking'] = {
    asked: [],
    answer: (of) => ({ ...of, observedAt: clock.now(), answer: null, failure: 'nobody answers' }),
  };
  const ask = async (of: Asked): Promise<Told> => {
    asking.asked.push(of);
    return asking.answer(of);
  };
  const door = openDoor({
    systems: [
      {
        name: 'pretend',
        acting: pretended.acting,
        meter: NO_METER,
        nodes: () => views().map(({ group, node, settings }) => ({ group, node, settings })),
      },
    ],
    ...{ views, readAgain, ask, audit: sink, clock },
    onError: (error) => void errors.push(error),
    limits: { ...LIMITS, ...limits },
  });
  doors.push(door);
  await until('all instances were read', () => views().every(({ newest }) => newest !== null));
  return {
    ...{ ...pretended, door, written, happened, errors, audit, asking },
    reads(key, behave) {
      const of = parts.find(({ group }) => group === groupOf(key))?.of;
      of?.set(
        nodeOf(key),
        behave(() => ({ ...pretended.servers.get(key) })),
      );
    },
    readAgain: (key) => readAgain([{ system: 'pretend', group: groupOf(key), node: nodeOf(key) }], 5_000),
  };
}

/** Stops every door and poller that was opened. */
export async function closeDoors(): Promise<void> {
  for (const door of doors.splice(0)) await door.stop();
  await stopPolling();
}

export const drain = (server: string, input: object = {}): Order => ({ system: 'pretend', action: 'drain', input: { server, ...input } });
export const putBack = (server: string, input: object = {}): Order => ({ ...drain(server, input), action: 'return' });

let asked = 0;

/** A request to perform what the order would do now. */
export function agree(door: Door, order: Order, by: Caller, changes: Partial<Performing> = {}): Performing {
  asked += 1;
  const { hash } = door.preview(order, by);
  return { id: `action-${asked}`, order, hash, typed: null, reason: null, until: null, ...changes };
}

/** Previews, agrees and performs. */
export function act(door: Door, order: Order, by: Caller, changes: Partial<Performing> = {}): Promise<Outcome> {
  return door.perform(agree(door, order, by, changes), by);
}

/** The problem with which this ends; throws where it ends well or with another error. */
export async function problemOf(work: Promise<unknown> | (() => unknown)): Promise<ActionProblem> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof ActionProblem) return error;
    throw error;
  }
  throw new Error('it was not turned away');
}

function pretendAudit(happened: Happened[]) {
  const written: Written[] = [];
  const state: Opened['audit'] = { trouble: null, hold: null };
  const append = async (by: Actor, entry: Entry): Promise<void> => {
    await state.hold?.(entry);
    written.push({ by, entry });
    happened.push({ is: 'written', kind: entry.kind });
  };
  return { sink: { append, trouble: () => state.trouble }, state, written };
}

function groupsOf(estate: Record<string, Servers>): string[] {
  return [...new Set(Object.keys(estate).map(groupOf))];
}

function groupOf(key: string): string {
  return key.split('/')[0] ?? '';
}

function nodeOf(key: string): string {
  return key.split('/')[1] ?? '';
}
