import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startJudge } from './running-judge.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 14, 2) }));
afterEach(() => void vi.useRealTimers());

describe('how long a status is held', () => {
  test('begins with the first look and goes on while answers say the same', () => {
    const { says, held, clock } = startJudge();
    expect(held('a')).toBeNull();
    const first = clock.now();
    says('a', { status: 'ok', since: first - 3_600_000 });
    vi.advanceTimersByTime(5_000);
    says('a', { status: 'ok', since: first - 3_600_000 });
    expect(held('a')).toBe(first);
  });

  test('ends with a gap in the readings, though the same is said after it', () => {
    const { says, held, clock } = startJudge();
    says('a', { status: 'ok' });
    vi.advanceTimersByTime(60_000);
    says('a', { status: 'ok' });
    expect(held('a')).toBe(clock.now());
  });

  test('ends with an attempt that fails, and begins anew with the next answer', () => {
    const { says, fails, held, clock } = startJudge();
    says('a', { status: 'ok' });
    vi.advanceTimersByTime(3_000);
    fails('a', 'timeout');
    vi.advanceTimersByTime(3_000);
    says('a', { status: 'ok' });
    expect(held('a')).toBe(clock.now());
  });

  test('moves only with news of the source: what a browser was sent still holds', () => {
    const { says, held, clock } = startJudge(['a', 'b']);
    const first = clock.now();
    says('a', { status: 'ok' });
    vi.advanceTimersByTime(60_000);
    says('b', { status: 'ok' });
    expect(held('a')).toBe(first);
  });
});
