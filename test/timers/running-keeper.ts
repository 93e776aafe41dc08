import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { type Grants, rightsOf } from '#lib/access/rights.ts';
import type { Actor, Entry } from '#lib/act/audit/record.ts';
import type { Order } from '#lib/acting.ts';
import type { LookUp } from '#lib/timers/give-order.ts';
import { type KeeperOptions, TimerKeeper } from '#lib/timers/keeper.ts';
import { type KeptTimers, openTimerFile } from '#lib/timers/state-file.ts';
import type { Timer } from '#lib/timers.ts';
import { act, alice, drain, openActing, putBack } from '../act/acting-door.ts';
import { NOW } from '../components/estate.ts';
import { until } from '../fakes/until.ts';

export const MINUTE = 60_000;
export const ADMIN: Grants = { all: rightsOf('admin'), systems: {} };
export const RETURN = putBack('web01');

/** How far the timers have come that are on disk in a folder. */
export function keptStates(folder: string): string[] {
  const { timers }: KeptTimers = JSON.parse(readFileSync(join(folder, 'timers.json'), 'utf8'));
  return timers.map(({ state }) => state.is);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-timers-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

type Written = { by: Actor; entry: Extract<Entry, { kind: 'timer' | 'refused' }> };

/** A keeper over a folder, a door, an audit that notes what it is given, people whose rights are changed by hand, and a clock that is moved by hand. */
export async function openKeeper(door: KeeperOptions['door'], { folder = temporaryFolder(), at = NOW } = {}) {
  const clock = { at, now: () => clock.at };
  const audit = { written: [] as Written[], fails: null as Error | null };
  const people = new Map<string, Grants>([['alice', ADMIN]]);
  const lookUp: LookUp = ({ name }) => {
    const grants = people.get(name);
    return grants ? { name, grants } : { is: 'refused', status: 401, message: `the user ${name} is not in the configuration any more` };
  };
  const append = async (by: Actor, entry: Entry) => {
    if (audit.fails) throw audit.fails;
    if (entry.kind === 'timer' || entry.kind === 'refused') audit.written.push({ by, entry });
  };
  const errors: unknown[] = [];
  const file = await openTimerFile(folder, clock);
  const keeper = new TimerKeeper({ clock, file, audit: { append }, door, lookUp, onError: (error) => void errors.push(error) });
  let told = 0;
  keeper.onChange(() => {
    told += 1;
  });
  const lines = () => audit.written.map(({ entry }) => (entry.kind === 'timer' ? entry.what : `not so: ${entry.action}`));
  const states = () => keeper.timers().map(({ state }) => state.is);
  return {
    ...{ keeper, clock, audit, people, errors, folder, lines, states },
    told: () => told,
    set: (order: Order = RETURN, over: { inMs?: number; reason?: string | null; by?: Caller } = {}): Promise<Timer> =>
      keeper.set({ order, dueAt: clock.at + (over.inMs ?? 10 * MINUTE), reason: over.reason ?? null }, over.by ?? alice),
    /** Lets the clock pass and looks at it, until nothing runs any more. */
    async pass(ms: number) {
      clock.at += ms;
      keeper.look();
      await until('nothing runs', () => !states().includes('running'));
    },
  };
}

/** Two instances with web01 in drain, behind a real door, and a keeper of timers for them. */
export async function openDrained(given: { folder?: string; limits?: Parameters<typeof openActing>[1] } = {}) {
  const servers = () => ({ web01: 'up', web02: 'up', web03: 'up' }) as const;
  const opened = await openActing({ 'web/lb1': { ...servers() }, 'web/lb2': { ...servers() } }, given.limits);
  await act(opened.door, drain('web01'), alice);
  return {
    ...opened,
    ...(await openKeeper(opened.door, given.folder === undefined ? {} : { folder: given.folder })),
    doorErrors: opened.errors,
    doorAudit: opened.audit,
  };
}
