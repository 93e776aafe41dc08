import { describe, expect, test } from 'vitest';
import {
  breakSeeding,
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
import { setIsolated } from '#demo/sqlserver/model/orders-roles.ts';
import type { Row } from '#demo/sqlserver/views/asked.ts';
import { AG, ask, logBytes, SECOND, START, smallEstate, states } from '../small-estate.ts';

const SECONDARY = { group: AG, instance: 'NY-SQL02' };
const FAR = { group: AG, instance: 'CO-SQL01', database: 'StackOverflow' };
const T0 = START + 10 * SECOND;
const LATER = T0 + 60 * SECOND;

function lsn(row: Row | undefined, column: string): bigint {
  const value = row?.[column];
  if (typeof value !== 'bigint') throw new Error(`${column} is ${String(value)}`);
  return value;
}

describe('at rest and in motion', () => {
  test('positions of a written database strictly advance on every replica, by whole blocks, in numbers of up to 25 digits', () => {
    const estate = smallEstate();
    const marks = Array.from({ length: 20 }, (_, index) => T0 + index * 10 * SECOND);
    for (const on of ['NY-SQL01', 'NY-SQL02', 'CO-SQL01']) {
      const seen = marks.map((at) => lsn(states(estate, on, at)[on], 'end_of_log_lsn'));
      for (const [index, each] of seen.entries()) if (index > 0) expect(each).toBeGreaterThan(seen[index - 1] ?? each);
      expect(seen.every((each) => each % 100_000n === 1n && String(each).length <= 25)).toBe(true);
    }
  });

  test('the difference of two positions is not the bytes between them', () => {
    const estate = smallEstate();
    const [early, late] = [T0, T0 + 120 * SECOND].map((at) => lsn(states(estate, 'NY-SQL01', at)['NY-SQL01'], 'end_of_log_lsn'));
    const bytes = logBytes(estate, 'NY-SQL01', T0 + 120 * SECOND) - logBytes(estate, 'NY-SQL01', T0);
    expect(bytes).toBeGreaterThan(300_000_000);
    expect(Number((late ?? 0n) - (early ?? 0n)) / bytes).toBeGreaterThan(1000);
  });

  test('the answer at a moment does not depend on what was asked before', () => {
    const [asked, fresh] = [smallEstate(), smallEstate()];
    for (let at = T0; at < LATER; at += 7 * SECOND) states(asked, 'NY-SQL01', at);
    expect(states(asked, 'NY-SQL01', LATER)).toEqual(states(fresh, 'NY-SQL01', LATER));
  });

  test('an idle database stands still, healthy, and keeps no rate that it never had', () => {
    const estate = smallEstate();
    expect(states(estate, 'NY-SQL02', LATER, 'Archive')).toEqual(states(estate, 'NY-SQL02', T0, 'Archive'));
    expect(states(estate, 'NY-SQL02', T0, 'Archive')['NY-SQL02']).toMatchObject({
      synchronization_state_desc: 'SYNCHRONIZED',
      log_send_queue_size: 0,
      log_send_rate: 0,
    });
    expect(logBytes(estate, 'NY-SQL01', LATER, 'Archive')).toBe(logBytes(estate, 'NY-SQL01', T0, 'Archive'));
  });

  test('a database that falls silent keeps its last rate and its last times', () => {
    const estate = smallEstate();
    setWriteRate(estate, { group: AG, database: 'StackOverflow' }, 0, T0);
    const [soon, late] = [T0 + SECOND, LATER].map((at) => states(estate, 'NY-SQL01', at)['NY-SQL02']);
    expect(soon).toEqual(late);
    expect(late?.log_send_rate).toBe(Math.round(3_000_000 / 1024));
    expect(late?.redo_rate).toBeGreaterThan(0);
  });

  test('the asynchronous replica is a little behind and never calls itself synchronized', () => {
    expect(states(smallEstate(), 'NY-SQL01', T0)['CO-SQL01']).toMatchObject({
      synchronization_state_desc: 'SYNCHRONIZING',
      synchronization_health_desc: 'HEALTHY',
    });
    const estate = smallEstate();
    expect(lsn(states(estate, 'NY-SQL01', T0)['NY-SQL01'], 'end_of_log_lsn')).toBeGreaterThan(
      lsn(states(estate, 'CO-SQL01', T0)['CO-SQL01'], 'end_of_log_lsn'),
    );
  });
});

describe('orders on data', () => {
  test('what falls behind has a queue and a lag that grow, and catches up when released', () => {
    const estate = smallEstate();
    fallBehind(estate, FAR, 1_000_000, T0);
    const behind = states(estate, 'NY-SQL01', LATER)['CO-SQL01'];
    expect(behind?.log_send_queue_size).toBeGreaterThan(100_000);
    expect(behind?.secondary_lag_seconds).toBeGreaterThanOrEqual(38);
    expect(behind?.secondary_lag_seconds).toBeLessThan(42);
    release(estate, FAR, LATER);
    expect(states(estate, 'NY-SQL01', LATER + 60 * SECOND)['CO-SQL01']?.secondary_lag_seconds).toBe(0);
  });

  test('who is slow does not save up speed while there is nothing to take', () => {
    const estate = smallEstate();
    setWriteRate(estate, { group: AG, database: 'StackOverflow' }, 0, T0);
    fallBehind(estate, FAR, 1_000_000, T0);
    setWriteRate(estate, { group: AG, database: 'StackOverflow' }, 3_000_000, T0 + 3_600 * SECOND);
    const queue = states(estate, 'NY-SQL01', T0 + 3_660 * SECOND)['CO-SQL01']?.log_send_queue_size;
    expect(Math.abs(Number(queue) - 120_000_000 / 1024)).toBeLessThan(500);
  });

  test('a synchronous replica that falls behind is partially healthy', () => {
    const estate = smallEstate();
    fallBehind(estate, { ...SECONDARY, database: 'StackOverflow' }, 0, T0);
    expect(states(estate, 'NY-SQL01', LATER)['NY-SQL02']).toMatchObject({
      synchronization_state_desc: 'SYNCHRONIZING',
      synchronization_health_desc: 'PARTIALLY_HEALTHY',
    });
  });

  test('what is stuck silently says healthy, has no queue and no lag, and receives nothing', () => {
    const estate = smallEstate();
    stickSilently(estate, SECONDARY, T0);
    for (const on of ['NY-SQL01', 'NY-SQL02']) {
      const early = states(estate, on, T0 + SECOND)['NY-SQL02'];
      expect(states(estate, on, LATER)['NY-SQL02']).toEqual(early);
      expect(early).toMatchObject({
        synchronization_state_desc: 'SYNCHRONIZED',
        synchronization_health_desc: 'HEALTHY',
        log_send_queue_size: 0,
      });
    }
    expect(logBytes(estate, 'NY-SQL02', LATER)).toBe(logBytes(estate, 'NY-SQL02', T0));
    expect(logBytes(estate, 'NY-SQL01', LATER)).toBeGreaterThan(logBytes(estate, 'NY-SQL01', T0) + 100_000_000);
    release(estate, SECONDARY, LATER);
    expect(logBytes(estate, 'NY-SQL02', LATER + 60 * SECOND)).toBe(logBytes(estate, 'NY-SQL01', LATER + 60 * SECOND));
  });

  test('frozen views answer what they held while log goes on being written, and thaw to the truth', () => {
    const estate = smallEstate();
    freezeHadrViews(estate, 'NY-SQL02', T0);
    const held = states(estate, 'NY-SQL02', T0);
    suspend(estate, { ...SECONDARY, database: 'Sites' }, 'SUSPEND_FROM_USER', T0 + SECOND);
    expect(states(estate, 'NY-SQL02', LATER)).toEqual(held);
    expect(states(estate, 'NY-SQL02', LATER, 'Sites')['NY-SQL02']?.is_suspended).toBe(false);
    expect(logBytes(estate, 'NY-SQL02', LATER)).toBeGreaterThan(logBytes(estate, 'NY-SQL02', T0));
    expect(states(estate, 'NY-SQL01', LATER)['NY-SQL02']?.last_hardened_lsn).not.toBe(held['NY-SQL02']?.last_hardened_lsn);
    thawHadrViews(estate, 'NY-SQL02');
    expect(states(estate, 'NY-SQL02', LATER, 'Sites')['NY-SQL02']?.is_suspended).toBe(true);
  });

  test.each(['SUSPEND_FROM_USER', 'SUSPEND_FROM_PARTNER'] as const)(
    'suspended (%s): no queue is told, the lag is 0, times stand still; resumed it catches up',
    (reason) => {
      const estate = smallEstate();
      suspend(estate, SECONDARY, reason, T0);
      const [early, late] = [T0 + SECOND, LATER].map((at) => states(estate, 'NY-SQL01', at)['NY-SQL02']);
      expect(late).toMatchObject({
        ...{
          is_suspended: true,
          suspend_reason_desc: reason,
          synchronization_state_desc: 'NOT SYNCHRONIZING',
          synchronization_health_desc: 'NOT_HEALTHY',
        },
        ...{ log_send_queue_size: null, secondary_lag_seconds: 0 },
      });
      for (const column of ['last_sent_time', 'last_hardened_time', 'last_redone_time', 'last_commit_time', 'last_hardened_lsn'])
        expect(late?.[column]).toEqual(early?.[column]);
      resume(estate, SECONDARY, LATER);
      expect(states(estate, 'NY-SQL01', LATER + 60 * SECOND)['NY-SQL02']).toMatchObject({
        is_suspended: false,
        suspend_reason: null,
        synchronization_state_desc: 'SYNCHRONIZED',
      });
    },
  );

  test('redo that is stuck has a queue that grows while hardening goes on', () => {
    const estate = smallEstate();
    setRedoSpeed(estate, SECONDARY, 0, T0);
    const [early, late] = [T0 + SECOND, LATER].map((at) => states(estate, 'NY-SQL02', at)['NY-SQL02']);
    expect(late?.last_redone_lsn).toBe(early?.last_redone_lsn);
    expect(lsn(late, 'last_hardened_lsn')).toBeGreaterThan(lsn(early, 'last_hardened_lsn'));
    expect(late?.redo_queue_size).toBeGreaterThan(150_000);
  });

  test('a cut link leaves what was heard last: disconnected, not healthy, a queue that grows', () => {
    const estate = smallEstate();
    setIsolated(estate, SECONDARY, true, T0);
    const [early, late] = [T0 + SECOND, LATER].map((at) => states(estate, 'NY-SQL01', at)['NY-SQL02']);
    expect(late).toMatchObject({
      synchronization_state_desc: 'NOT SYNCHRONIZING',
      last_hardened_lsn: early?.last_hardened_lsn,
      last_redone_lsn: early?.last_redone_lsn,
    });
    expect(Number(late?.log_send_queue_size)).toBeGreaterThan(Number(early?.log_send_queue_size) + 100_000);
    setIsolated(estate, SECONDARY, false, LATER);
    expect(states(estate, 'NY-SQL01', LATER + 60 * SECOND)['NY-SQL02']?.synchronization_state_desc).toBe('SYNCHRONIZED');
  });

  test('a seeding tells its progress on the primary; until it is done the secondary has no row, then it catches up', () => {
    const estate = smallEstate();
    seed(estate, { ...FAR, bytes: 6_000_000_000, bytesPerSecond: 100_000_000 }, T0);
    const [progress] = ask(estate, 'sys.dm_hadr_physical_seeding_stats', { on: 'NY-SQL01', at: T0 + 30 * SECOND });
    expect(progress).toMatchObject({ transferred_size_bytes: 3_000_000_000, database_size_bytes: 6_000_000_000, role_desc: 'Source' });
    expect(states(estate, 'CO-SQL01', T0 + 30 * SECOND)).toEqual({});
    expect(states(estate, 'NY-SQL01', T0 + 30 * SECOND)['CO-SQL01']).toMatchObject({ synchronization_state_desc: 'NOT SYNCHRONIZING' });
    expect(ask(estate, 'sys.dm_hadr_automatic_seeding', { on: 'NY-SQL01', at: LATER + 60 * SECOND })[0]).toMatchObject({
      current_state: 'COMPLETED',
    });
    expect(ask(estate, 'sys.dm_hadr_physical_seeding_stats', { on: 'NY-SQL01', at: LATER + 60 * SECOND })).toEqual([]);
    expect(states(estate, 'CO-SQL01', LATER + 60 * SECOND)['CO-SQL01']).toMatchObject({ synchronization_state_desc: 'SYNCHRONIZING' });
  });

  test('a seeding that was broken off says so and makes no database', () => {
    const estate = smallEstate();
    seed(estate, { ...FAR, bytes: 6_000_000_000, bytesPerSecond: 100_000_000 }, T0);
    breakSeeding(estate, FAR, T0 + 10 * SECOND);
    expect(ask(estate, 'sys.dm_hadr_automatic_seeding', { on: 'NY-SQL01', at: LATER + 60 * SECOND })[0]).toMatchObject({
      current_state: 'FAILED',
      failure_state_desc: 'Seeding',
    });
    expect(states(estate, 'CO-SQL01', LATER + 60 * SECOND)).toEqual({});
  });

  test('a restart sets the counters of files back to 0 and loses no position', () => {
    const estate = smallEstate();
    const before = lsn(states(estate, 'NY-SQL02', T0)['NY-SQL02'], 'end_of_log_lsn');
    stopInstance(estate, 'NY-SQL02', T0);
    startInstance(estate, 'NY-SQL02', LATER);
    expect(logBytes(estate, 'NY-SQL02', LATER)).toBe(0);
    expect(lsn(states(estate, 'NY-SQL02', LATER + 60 * SECOND)['NY-SQL02'], 'end_of_log_lsn')).toBeGreaterThan(before);
  });

  test.each([
    [
      'a database that is not there',
      () => suspend(smallEstate(), { ...SECONDARY, database: 'Nope' }, 'SUSPEND_FROM_USER', T0),
      'has no database Nope',
    ],
    [
      'a primary that is to receive nothing',
      () => stickSilently(smallEstate(), { group: AG, instance: 'NY-SQL01' }, T0),
      'receives nothing',
    ],
    ['a primary that is to resume', () => resume(smallEstate(), { group: AG, instance: 'NY-SQL01' }, T0), 'receives nothing'],
    ['a replica that is not there', () => resume(smallEstate(), { group: AG, instance: 'NY-SQL09' }, T0), 'no replica on NY-SQL09'],
    ['a group that is not there', () => fallBehind(smallEstate(), { group: 'X', instance: 'NY-SQL01' }, 0, T0), 'no availability group X'],
  ])('an order about %s is refused', (_, order, words) => {
    expect(order).toThrow(words);
  });
});
