import { describe, expect, test } from 'vitest';
import { createClock, machineTicks, type Ticks } from '#lib/clock.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const HOUR = 3_600_000;

/** A machine whose two clocks move as told. */
function machine() {
  const ticks: Ticks = { wallMs: T, steadyMs: 1_000 };
  return {
    clock: createClock(() => ({ ...ticks })),
    pass(ms: number) {
      ticks.wallMs += ms;
      ticks.steadyMs += ms;
    },
    setWall(byMs: number) {
      ticks.wallMs += byMs;
    },
    ticks,
  };
}

describe('the clock', () => {
  test('begins at the wall clock and goes with it', () => {
    const { clock, pass } = machine();
    expect(clock.now()).toBe(T);
    pass(1_234);
    expect(clock.now()).toBe(T + 1_234);
    expect([clock.jumps(), clock.lastJump(), clock.aheadMs()]).toEqual([0, null, 0]);
  });

  test('does not drift by rounding over 100,000 calls', () => {
    const { clock, ticks } = machine();
    for (let call = 1; call <= 100_000; call += 1) {
      ticks.steadyMs = 1_000 + call * 0.37;
      ticks.wallMs = T + Math.floor(call * 0.37);
      clock.now();
    }
    expect(clock.now() - ticks.wallMs).toBeGreaterThanOrEqual(0);
    expect(clock.now() - ticks.wallMs).toBeLessThan(1.01);
    expect(clock.jumps()).toBe(0);
  });

  test('never runs backwards when the wall clock is set back an hour, and goes on with the steady one', () => {
    const { clock, pass, setWall } = machine();
    pass(10_000);
    const before = clock.now();
    setWall(-HOUR);
    expect(clock.now()).toBe(before);
    expect(clock.lastJump()).toEqual({ at: before, byMs: -HOUR });
    expect(clock.aheadMs()).toBe(HOUR);
    pass(5_000);
    expect(clock.now()).toBe(before + 5_000);
    expect(clock.aheadMs()).toBe(HOUR);
    expect(clock.jumps()).toBe(1);
  });

  test('notices that it was set back even when nobody asked for a day', () => {
    const { clock, pass, setWall } = machine();
    pass(24 * HOUR);
    setWall(-HOUR);
    expect(clock.now()).toBe(T + 24 * HOUR);
    expect(clock.jumps()).toBe(1);
  });

  test('takes an hour as passed when it was set forward or the machine slept, and notes the jump', () => {
    const { clock, pass, setWall } = machine();
    pass(10_000);
    setWall(HOUR);
    expect(clock.now()).toBe(T + 10_000 + HOUR);
    expect(clock.lastJump()).toEqual({ at: T + 10_000 + HOUR, byMs: HOUR });
    expect(clock.aheadMs()).toBe(0);
    pass(1_000);
    expect(clock.now()).toBe(T + 11_000 + HOUR);
    expect(clock.jumps()).toBe(1);
  });

  test('counts time that only the steady clock has seen pass', () => {
    const { clock, ticks } = machine();
    ticks.steadyMs += 60_000;
    expect(clock.now()).toBe(T + 60_000);
    expect(clock.lastJump()?.byMs).toBe(-60_000);
  });

  test.each([2_000, -2_000, 500, -500])('a slew of %d ms is no jump, and time goes on', (slew) => {
    const { clock, pass, setWall } = machine();
    pass(1_000);
    const before = clock.now();
    setWall(slew);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    pass(3_000);
    expect(clock.now()).toBe(T + 4_000 + Math.max(0, slew));
    expect(clock.jumps()).toBe(0);
  });

  test('one millisecond more is a jump', () => {
    const { clock, setWall } = machine();
    setWall(-2_001);
    expect(clock.lastJump()).toEqual({ at: T, byMs: -2_001 });
  });

  test('any question notices a jump, not only the one for the time', () => {
    for (const ask of ['jumps', 'aheadMs', 'lastJump'] as const) {
      const { clock, setWall } = machine();
      setWall(-HOUR);
      expect(clock[ask]()).not.toBe(ask === 'lastJump' ? null : 0);
    }
  });

  test('whatever the two clocks do, it never runs backwards', () => {
    const { clock, ticks } = machine();
    let last = clock.now();
    const moves = [5, -HOUR, 0, HOUR, 17, -1, 3_000, -3_000, HOUR, -2 * HOUR];
    for (const [index, move] of [...moves, ...moves].entries()) {
      ticks.wallMs += move;
      if (index % 3 > 0) ticks.steadyMs += Math.abs(move) / 7;
      expect(clock.now()).toBeGreaterThanOrEqual(last);
      last = clock.now();
    }
  });

  test('of this machine agrees with it', () => {
    expect(Math.abs(createClock(machineTicks).now() - Date.now())).toBeLessThan(1_000);
  });
});
