import { expect, test } from 'vitest';
import { Pace } from '#lib/systems/redis/keys/pace.ts';

const IDLE = [0.2, 0.2, 0.3, 0.2, 0.4];

function observe(pace: Pace, pingMs: number, times: number): void {
  for (let n = 0; n < times; n += 1) pace.observe(pingMs, 80_000);
}

test('a budget is held over time, however batches come', () => {
  const pace = new Pace(5_000, IDLE);
  expect(pace.batch).toBe(50);
  let now = 1_000;
  for (let batch = 0; batch < 100; batch += 1) now += pace.delayMs(50, now);
  expect(now).toBeCloseTo(1_990, 3);
});

test('one slow PING changes nothing; several in a row halve the speed, and it comes back when they are over', () => {
  const pace = new Pace(5_000, IDLE);
  observe(pace, 0.2, 4);
  observe(pace, 30, 1);
  observe(pace, 0.2, 4);
  expect(pace.isHeldBack).toBe(false);
  observe(pace, 30, 5);
  expect([pace.isHeldBack, pace.batch]).toEqual([true, 25]);
  observe(pace, 0.2, 30);
  expect([pace.isHeldBack, pace.batch]).toEqual([false, 50]);
});

test('without a budget there is no pause until others are answered later, and it never stands still', () => {
  const pace = new Pace(null, IDLE);
  expect([pace.delayMs(250, 0), pace.batch]).toEqual([0, 250]);
  observe(pace, 30, 5);
  expect(pace.delayMs(250, 0)).toBe(0);
  expect(pace.delayMs(250, 0)).toBeCloseTo(6.25, 3);
  observe(pace, 30, 500);
  expect([pace.batch, pace.isHeldBack]).toEqual([10, true]);
  observe(pace, 0.2, 100);
  expect(pace.isHeldBack).toBe(false);
});
