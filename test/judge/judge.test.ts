import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { STALE_AFTER, source, startJudge } from './running-judge.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 14, 2) }));
afterEach(() => void vi.useRealTimers());

describe('going stale', () => {
  test('is noticed at the very moment, without any news', () => {
    const { says, steps, transitions, clock } = startJudge();
    says('a', { status: 'ok' });
    const at = clock.now();
    vi.advanceTimersByTime(STALE_AFTER);
    expect(steps()).toEqual(['a: new > ok']);
    vi.advanceTimersByTime(2);
    expect(steps()).toEqual(['a: new > ok', 'a: ok > stale']);
    expect(transitions[1]?.to).toMatchObject({ reason: 'stale 9s, was ok', since: { at: at + STALE_AFTER } });
  });

  test('is noticed of each source by itself: news of one freshens no other', () => {
    const { says, steps } = startJudge(['a', 'b']);
    says('a', { status: 'ok' });
    says('b', { status: 'ok' });
    for (let second = 0; second < 12; second += 1) {
      vi.advanceTimersByTime(1_000);
      says('b', { status: 'ok' });
    }
    expect(steps()).toEqual(['a: new > ok', 'b: new > ok', 'a: ok > stale']);
  });

  test('is not lost when news of another source comes at the moment before the timer', () => {
    const { says, steps, setWall } = startJudge(['a', 'b']);
    says('a', { status: 'ok' });
    vi.advanceTimersByTime(8_000);
    says('b', { status: 'ok' });
    // The time is over while the timers are held up, as by a long parse.
    setWall(1_500);
    says('b', { status: 'ok' });
    vi.advanceTimersByTime(5);
    expect(steps()).toContain('a: ok > stale');
  });

  test('is noticed of what was never read', () => {
    const { ask, steps, transitions } = startJudge();
    ask('a');
    vi.advanceTimersByTime(STALE_AFTER + 2);
    expect(steps()).toEqual(['a: new > unknown', 'a: unknown > stale']);
    expect(transitions[1]?.to.reason).toBe('never read, asked once in 9s');
  });

  test('is not put off by attempts that fail', () => {
    const { says, fails, steps } = startJudge();
    says('a', { status: 'ok' });
    for (let second = 0; second < 10; second += 1) {
      vi.advanceTimersByTime(1_000);
      fails('a', 'timeout');
    }
    expect(steps()).toEqual(['a: new > ok', 'a: ok > warning', 'a: warning > stale']);
  });

  test('of everything is noticed when a clock jumped, also of sources of which nothing more is heard', () => {
    const { says, steps, setWall } = startJudge(['a', 'b']);
    says('a', { status: 'ok' });
    says('b', { status: 'ok' });
    setWall(-3_600_000);
    vi.advanceTimersByTime(1_000);
    says('b', { status: 'ok' });
    expect(steps()).toContain('a: ok > stale');
  });

  test('ends with the next reading', () => {
    const { says, steps } = startJudge();
    says('a', { status: 'ok' });
    vi.advanceTimersByTime(60_000);
    says('a', { status: 'ok' });
    vi.advanceTimersByTime(60_000);
    expect(steps()).toEqual(['a: new > ok', 'a: ok > stale', 'a: stale > ok', 'a: ok > stale']);
  });

  test('of what was critical is no transition: it stays critical', () => {
    const { says, steps } = startJudge();
    says('a', { status: 'critical' });
    vi.advanceTimersByTime(600_000);
    expect(steps()).toEqual(['a: new > critical']);
  });

  test('is not looked for after stop', () => {
    const { judge, says, steps } = startJudge();
    says('a', { status: 'ok' });
    judge.stop();
    vi.advanceTimersByTime(60_000);
    says('a', { status: 'critical' });
    expect(steps()).toEqual(['a: new > ok']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('transitions', () => {
  test('are told once, not with every reading', () => {
    const { says, fails, steps } = startJudge();
    for (const status of ['ok', 'ok', 'critical', 'critical', 'ok'] as const) says('a', { status });
    fails('a', 'refused');
    fails('a', 'refused');
    says('a', { status: 'ok' });
    expect(steps()).toEqual(['a: new > ok', 'a: ok > critical', 'a: critical > ok', 'a: ok > critical', 'a: critical > ok']);
  });

  test('reach everybody, whatever one listener does', () => {
    const { judge, says, steps, errors } = startJudge();
    const heard: string[] = [];
    judge.onTransition(() => {
      throw new Error('a bug');
    });
    judge.subscribe(() => {
      throw new Error('another bug');
    });
    judge.subscribe(({ node }) => void heard.push(node));
    says('a', { status: 'ok' });
    vi.advanceTimersByTime(STALE_AFTER + 2);
    expect(steps()).toEqual(['a: new > ok', 'a: ok > stale']);
    expect(heard).toEqual(['a']);
    expect(errors).toHaveLength(3);
  });
});

describe('since', () => {
  test('is before the first look for what was so then, and seen for what changed after', () => {
    const { says, of, clock } = startJudge();
    const first = clock.now();
    says('a', { status: 'ok', rows: { web1: 'critical' } });
    expect(of('a').verdict?.since).toEqual({ at: first, how: 'before' });
    expect(of('a').rows.get('web1')?.verdict.since).toEqual({ at: first, how: 'before' });
    vi.advanceTimersByTime(5_000);
    says('a', { status: 'ok', rows: { web1: 'ok', web2: 'ok' } });
    expect(of('a').verdict?.since).toEqual({ at: first, how: 'before' });
    expect(of('a').rows.get('web1')?.verdict.since).toEqual({ at: first + 5_000, how: 'seen' });
    expect(of('a').rows.get('web2')?.verdict.since).toEqual({ at: first + 5_000, how: 'seen' });
  });

  test('is the word of the source where it has one, and its rounding moves nothing', () => {
    const { says, of, clock } = startJudge();
    const changed = clock.now() - 60_000;
    says('a', { status: 'critical', since: changed });
    for (const rounding of [900, -900, 400, 0]) {
      vi.advanceTimersByTime(1_000);
      says('a', { status: 'critical', since: changed + rounding });
      expect(of('a').verdict?.since).toEqual({ at: changed, how: 'source' });
    }
    says('a', { status: 'critical', since: changed + 30_000 });
    expect(of('a').verdict?.since).toEqual({ at: changed + 30_000, how: 'source' });
  });
});

describe('an error in the rules of a system', () => {
  test('is an unknown verdict in words, takes the old one away, and stops nobody else', () => {
    const { says, of, errors } = startJudge(['a', 'b']);
    says('a', { status: 'ok', rows: { web1: 'ok' } });
    says('a', 'bug');
    says('b', { status: 'ok' });
    expect(of('a').verdict).toMatchObject({
      status: 'unknown',
      reason: "Vigil's own error while judging this reading: TypeError: x is undefined",
    });
    expect(of('a').rows.size).toBe(0);
    expect(of('b').verdict?.status).toBe('ok');
    expect(errors).toEqual([]);
    says('a', { status: 'ok' });
    expect(of('a').verdict?.status).toBe('ok');
  });
});

describe('a judgement', () => {
  test('of what was never read is none', () => {
    expect(startJudge().of('a')).toMatchObject({ verdict: null, counts: { ok: 0, unknown: 0 } });
    expect(startJudge().of('nobody')).toMatchObject({ verdict: null });
  });

  test('stands as it was through attempts that fail', () => {
    const { says, fails, of } = startJudge();
    says('a', { status: 'warning', rows: { web1: 'warning' } });
    const before = of('a');
    fails('a', 'timeout');
    expect(of('a')).toBe(before);
  });

  test('counts its rows', () => {
    const { says, of } = startJudge();
    says('a', { status: 'ok', rows: { web1: 'ok', web2: 'ok', web3: 'maintenance' } });
    expect(of('a').counts).toMatchObject({ ok: 2, maintenance: 1, critical: 0 });
  });

  test('is not made of sources nobody judges', () => {
    const { store, judge } = startJudge(['a']);
    const heard: string[] = [];
    judge.subscribe(({ node }) => void heard.push(node));
    store.begin(source('stranger'), 1, true);
    expect(heard).toEqual([]);
  });
});
