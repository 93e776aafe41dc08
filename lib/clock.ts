/** The two clocks a machine has: `wall` may be set by anyone, `steady` only counts (and may stop while the machine sleeps). Both in ms. */
export type Ticks = { wallMs: number; steadyMs: number };

/** A jump of the wall clock against the steady one: positive = set forward, or the machine slept. `at` is on our clock. */
export type ClockJump = { at: number; byMs: number };

/** Differences up to this are slewing and rounding, not a jump. */
const JUMP_MS = 2_000;

export type Clock = {
  /** Epoch ms that never run backwards: the larger of what the wall and the steady clock say has passed. */
  now(): number;
  /** The latest jump, or null. Readings stamped up to it are in doubt. */
  lastJump(): ClockJump | null;
  jumps(): number;
  /** How far our clock is ahead of the machine's wall clock, in ms: above 0 after the wall clock was set back. */
  aheadMs(): number;
};

/** A clock over two sources of ticks; every question asked of it also checks for a jump. */
export function createClock(read: () => Ticks): Clock {
  // Elapsed time counts from an anchor and not from call to call, where the rounding of every call would add up.
  let anchor = { ...read(), now: 0 };
  anchor.now = anchor.wallMs;
  let now = anchor.now;
  let ahead = 0;
  let jump: ClockJump | null = null;
  let jumps = 0;
  const advance = (): number => {
    const ticks = read();
    const wall = ticks.wallMs - anchor.wallMs;
    const steady = ticks.steadyMs - anchor.steadyMs;
    now = Math.max(now, Math.floor(anchor.now + Math.max(wall, steady)));
    ahead = now - ticks.wallMs;
    if (Math.abs(wall - steady) <= JUMP_MS) return now;
    jump = { at: now, byMs: Math.round(wall - steady) };
    jumps += 1;
    anchor = { ...ticks, now };
    return now;
  };
  const after =
    <T>(read: () => T) =>
    (): T => {
      advance();
      return read();
    };
  return { now: advance, lastJump: after(() => jump), jumps: after(() => jumps), aheadMs: after(() => ahead) };
}

/** This machine's clocks. */
export function machineTicks(): Ticks {
  return { wallMs: Date.now(), steadyMs: performance.now() };
}
