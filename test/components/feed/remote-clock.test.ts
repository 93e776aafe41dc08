import { describe, expect, test } from 'vitest';
import { hasJumped, hear, type LocalTicks, type RemoteClock, serverNow, setClock, silentMs } from '#components/feed/remote-clock.ts';

const SERVER = Date.UTC(2026, 0, 5, 14, 2);
/** The browser's wall clock is an hour wrong: nothing may depend on it. */
const START: LocalTicks = { wallMs: SERVER - 3_600_000, steadyMs: 50_000 };
const SET = setClock(SERVER, START);

const later = (wall: number, steady = wall): LocalTicks => ({ wallMs: START.wallMs + wall, steadyMs: START.steadyMs + steady });

describe('the time of the server', () => {
  test.each([
    ['at once', later(0), 0],
    ['as both local clocks go', later(5_000), 5_000],
    ['when the wall clock was set forward', later(3_605_000, 5_000), 3_605_000],
    ['when the wall clock was set back', later(-3_600_000, 5_000), 5_000],
    ['when the machine slept and the steady clock stood', later(28_800_000, 400), 28_800_000],
    ['when both ran backwards, which none may', later(-5_000, -5_000), 0],
  ])('%s', (_name, ticks, expected) => {
    expect(serverNow(SET, ticks)).toBe(SERVER + expected);
  });
});

describe('a jump', () => {
  test.each([
    ['no time at all', later(0), false],
    ['a long quiet time', later(36e5), false],
    ['a small slew', later(10_000, 8_000), false],
    ['one millisecond more', later(10_001, 8_000), true],
    ['set forward', later(3_600_000, 0), true],
    ['set back', later(-3_600_000, 0), true],
    ['a sleep', later(28_800_000, 400), true],
  ])('%s', (_name, ticks, expected) => {
    expect(hasJumped(SET, ticks)).toBe(expected);
  });
});

describe('hearing the server', () => {
  test('in time keeps the clock right', () => {
    let clock = SET;
    for (let beat = 1; beat <= 100; beat += 1) clock = hear(clock, SERVER + beat * 2_000, later(beat * 2_000 + 30));
    expect(serverNow(clock, later(200_030)) - (SERVER + 200_000)).toBeLessThanOrEqual(30);
    expect(silentMs(clock, later(200_030))).toBeLessThanOrEqual(30);
  });

  test('that is ahead of the estimate moves it forward at once', () => {
    const clock = hear(SET, SERVER + 3_000, later(2_000));
    expect(serverNow(clock, later(2_000))).toBe(SERVER + 3_000);
  });

  test('corrects a browser whose clocks run fast, by at most a hundredth of the time', () => {
    const clock = hear(SET, SERVER + 1_900, later(2_000));
    expect(serverNow(clock, later(2_000))).toBe(SERVER + 2_000 - 20);
  });

  test('follows a browser whose clocks drift by half a percent, in either direction', () => {
    for (const rate of [1.005, 0.995]) {
      let clock = SET;
      for (let beat = 1; beat <= 2_000; beat += 1) clock = hear(clock, SERVER + beat * 2_000, later(beat * 2_000 * rate));
      const end = SERVER + 4_000_000;
      expect(Math.abs(serverNow(clock, later(4_000_000 * rate)) - end)).toBeLessThan(50);
      expect(silentMs(clock, later(4_000_000 * rate))).toBeLessThan(50);
    }
  });

  test('too late is no proof that it is there, and changes nothing', () => {
    const ticks = later(60_000);
    expect(hear(SET, SERVER + 2_000, ticks)).toBe(SET);
    expect(silentMs(SET, ticks)).toBe(60_000);
  });

  test('a burst of events that were held up makes nothing younger, and no silence shorter than it is', () => {
    const ticks = later(60_000);
    let clock: RemoteClock = SET;
    for (let beat = 1; beat <= 29; beat += 1) {
      clock = hear(clock, SERVER + beat * 2_000, ticks);
      expect(serverNow(clock, ticks)).toBeGreaterThanOrEqual(SERVER + 60_000 - 600);
      expect(silentMs(clock, ticks)).toBeGreaterThanOrEqual(Math.min(60_000 - beat * 2_000, 4_000) - 1_000);
    }
    expect(serverNow(clock, ticks)).toBeGreaterThanOrEqual(SERVER + 60_000 - 600);
  });

  test('events that each come a little late pull the clock back by no more than a hundredth', () => {
    let clock = SET;
    for (let beat = 1; beat <= 10; beat += 1) clock = hear(clock, SERVER + beat * 2_000 - 3_500, later(beat * 2_000));
    expect(serverNow(clock, later(20_000))).toBeGreaterThanOrEqual(SERVER + 20_000 - 200);
  });

  test('an old event after a new one does not make the server heard longer ago', () => {
    const clock = hear(hear(SET, SERVER + 3_000, later(3_000)), SERVER + 1_000, later(3_100));
    expect(silentMs(clock, later(3_100))).toBeLessThanOrEqual(100);
  });
});
