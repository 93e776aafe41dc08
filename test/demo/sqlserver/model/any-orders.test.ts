import { expect, test } from 'vitest';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { setMember } from '#demo/sqlserver/model/orders-cluster.ts';
import {
  fallBehind,
  release,
  resume,
  seed,
  setRedoSpeed,
  setWriteRate,
  stickSilently,
  suspend,
} from '#demo/sqlserver/model/orders-data.ts';
import { freezeHadrViews, startInstance, stopInstance, thawHadrViews } from '#demo/sqlserver/model/orders-instance.ts';
import { failOver, losePrimary, setIsolated, split } from '#demo/sqlserver/model/orders-roles.ts';
import type { Row } from '#demo/sqlserver/views/asked.ts';
import { AG, ask, logBytes, SECOND, START, smallEstate } from '../small-estate.ts';

const NAMES = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
const MEMBERS = [...NAMES, 'NYC-witness'];

/** A dice that always falls the same way for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * sides);
  };
}

type Order = (estate: Estate, instance: string, now: number, roll: (sides: number) => number) => void;

const aim = (instance: string) => ({ group: AG, instance });
const ORDERS: Order[] = [
  (estate, _, now, roll) => setWriteRate(estate, { group: AG, database: 'StackOverflow' }, roll(5) * 1_000_000, now),
  (estate, instance, now, roll) => fallBehind(estate, aim(instance), roll(3) * 500_000, now),
  (estate, instance, now) => stickSilently(estate, aim(instance), now),
  (estate, instance, now) => release(estate, aim(instance), now),
  (estate, instance, now) => suspend(estate, aim(instance), 'SUSPEND_FROM_USER', now),
  (estate, instance, now) => resume(estate, aim(instance), now),
  (estate, instance, now, roll) => setRedoSpeed(estate, aim(instance), roll(2) * 1_000_000, now),
  (estate, instance, now) => seed(estate, { ...aim(instance), bytes: 1e9, bytesPerSecond: 5e7 }, now),
  (estate, instance, now, roll) => setIsolated(estate, aim(instance), roll(3) === 0, now),
  (estate, instance, now, roll) => failOver(estate, { ...aim(instance), isForced: roll(2) === 0 }, now),
  (estate, instance, now) => split(estate, aim(instance), now),
  (estate, _, now) => losePrimary(estate, AG, now),
  (estate, instance, now) => stopInstance(estate, instance, now),
  (estate, instance, now) => startInstance(estate, instance, now),
  (estate, instance, now) => freezeHadrViews(estate, instance, now),
  (estate, instance) => thawHadrViews(estate, instance),
  (estate, _, now, roll) => setMember(estate, { cluster: 'NYC', name: MEMBERS[roll(4)] ?? '' }, roll(3) > 0, now),
];

function nonsense(row: Row): string[] {
  const wrong: string[] = [];
  for (const column of ['log_send_queue_size', 'redo_queue_size', 'secondary_lag_seconds', 'log_send_rate', 'redo_rate']) {
    const value = row[column];
    if (typeof value === 'number' && !(value >= 0)) wrong.push(`${column} ${value}`);
  }
  for (const column of ['last_hardened_lsn', 'last_redone_lsn', 'last_commit_lsn', 'end_of_log_lsn', 'recovery_lsn']) {
    const value = row[column];
    if (typeof value === 'bigint' && (value < 0n || String(value).length > 25)) wrong.push(`${column} ${value}`);
  }
  if (row.is_suspended && (row.log_send_queue_size ?? null) !== null && !row.is_primary_replica) wrong.push('a queue while suspended');
  if (row.synchronization_state_desc === 'NOT SYNCHRONIZING' && row.synchronization_health_desc !== 'NOT_HEALTHY')
    wrong.push('healthy and not synchronizing');
  return wrong;
}

function lsn(row: Row | undefined, column: string): bigint {
  const value = row?.[column];
  return typeof value === 'bigint' ? value : 0n;
}

/** Positions that are behind those of five seconds before, with no order in between. */
function wentBack(early: readonly Row[], late: readonly Row[]): string[] {
  const key = (row: Row) => `${row.replica_id} ${row.group_database_id}`;
  const before = new Map(early.map((row) => [key(row), row]));
  const columns = ['end_of_log_lsn', 'last_redone_lsn', 'last_commit_lsn'];
  return late.flatMap((row) =>
    columns.filter((column) => lsn(row, column) < lsn(before.get(key(row)), column)).map((column) => `${column} went back`),
  );
}

/** Secondaries in touch that have more than their primary wrote. */
function aheadOfPrimary(rows: readonly Row[]): string[] {
  const ends = new Map(
    rows.filter((row) => row.is_local && row.is_primary_replica).map((row) => [row.group_database_id, lsn(row, 'end_of_log_lsn')]),
  );
  const isInTouch = (row: Row) => !row.is_local && String(row.synchronization_state_desc).startsWith('SYNCHRONI');
  return rows
    .filter((row) => isInTouch(row) && lsn(row, 'last_hardened_lsn') > (ends.get(row.group_database_id) ?? 0n))
    .map(() => 'ahead of its primary');
}

function carryOut(order: () => void): boolean {
  try {
    order();
    return true;
  } catch (error) {
    // What cannot be carried out is refused in the words of the stand-in; anything else is a fault of the model.
    if (error instanceof Error && error.message.startsWith('stand-in: ')) return false;
    throw error;
  }
}

test.each(Array.from({ length: 8 }, (_, index) => index + 1))('whatever is ordered, the estate tells no nonsense (seed %i)', (start) => {
  const roll = dice(start * 7919);
  const estate = smallEstate();
  let now = START;
  let done = 0;
  for (let step = 0; step < 40; step++) {
    now += (1 + roll(40)) * SECOND;
    const order = ORDERS[roll(ORDERS.length)];
    const instance = NAMES[roll(3)] ?? '';
    if (order && carryOut(() => order(estate, instance, now, roll))) done += 1;
    for (const on of NAMES) {
      const [early = [], late = []] = [now, now + 5 * SECOND].map((at) => ask(estate, 'sys.dm_hadr_database_replica_states', { on, at }));
      expect([...early, ...late].flatMap(nonsense)).toEqual([]);
      expect([...wentBack(early, late), ...aheadOfPrimary(late)]).toEqual([]);
      for (const database of ['StackOverflow', 'Sites']) {
        expect(logBytes(estate, on, now + 5 * SECOND, database)).toBeGreaterThanOrEqual(logBytes(estate, on, now, database));
      }
      expect(() => ask(estate, 'sys.dm_os_performance_counters', { on, at: now })).not.toThrow();
    }
  }
  expect(done).toBeGreaterThan(12);
});
