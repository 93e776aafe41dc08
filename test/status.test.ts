import { describe, expect, test } from 'vitest';
import type { Failure, FailureKind } from '#lib/failure.ts';
import type { Moment } from '#lib/reading.ts';
import {
  countStatuses,
  isOutOfRollUp,
  isWorse,
  judgeProbe,
  judgeSubject,
  type ProbeState,
  STATUSES,
  type Status,
  type Verdict,
  worst,
  worstVerdict,
} from '#lib/status.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const STALE_AFTER = 9_000;

const verdict = (status: Status, reason: string = `it is ${status}`): Verdict => ({
  status,
  reason,
  since: { at: T - 60_000, how: 'seen' },
});
const failure = (kind: FailureKind): Failure => ({
  kind,
  message: `what ${kind} says`,
  node: 'web/lb1',
  question: 'stats',
  received: null,
});
const at = (now: number, doubtBefore = 0): Moment => ({ now, doubtBefore });

const READ: ProbeState = {
  newest: { observedAt: T, producedAt: null },
  attempt: { at: T, tookMs: 20, failure: null },
  asked: { times: 5, since: T - 60_000 },
  failing: null,
  asking: null,
  verdict: verdict('ok'),
  staleAfterMs: STALE_AFTER,
  vital: true,
};

/** Asked every second since `since` and failed each time. */
const failingSince = (kind: FailureKind, since: number): Partial<ProbeState> => ({
  attempt: { at: since, tookMs: 900, failure: failure(kind) },
  failing: { times: 1, since },
});
const never = (changes: Partial<ProbeState>): ProbeState => ({ ...READ, newest: null, verdict: null, attempt: null, ...changes });
const asked = (times: number) => ({ asked: { times, since: T } });

type Expected = Pick<Verdict, 'status' | 'reason'>;
const said = (status: Status, reason: string): Expected => ({ status, reason });

describe('a probe', () => {
  test.each<[string, ProbeState, Moment, Expected]>([
    ['is what its rules say while it is fresh', READ, at(T + STALE_AFTER), said('ok', 'it is ok')],
    ['is stale one millisecond later', READ, at(T + STALE_AFTER + 1), said('stale', 'stale 9s, was ok')],
    ['says how old and what it was', READ, at(T + 252_000), said('stale', 'stale 4m 12s, was ok')],
    [
      'is stale when maintained and unread',
      { ...READ, verdict: verdict('maintenance') },
      at(T + 60_000),
      said('stale', 'stale 1m 00s, was maintenance'),
    ],
    [
      'is stale when a warning goes unread',
      { ...READ, verdict: verdict('warning') },
      at(T + 60_000),
      said('stale', 'stale 1m 00s, was warning'),
    ],
    [
      'stays critical when it goes unread',
      { ...READ, verdict: verdict('critical', 'web is down') },
      at(T + 240_000),
      said('critical', 'critical, not read for 4m 00s: web is down'),
    ],
    [
      'is stale when our clock was set back',
      READ,
      at(T - 60_000),
      said('stale', "clocks disagree: stamped 1m 00s ahead of Vigil's clock, was ok"),
    ],
    [
      'names the stamp that lies ahead, not the other one',
      { ...READ, newest: { observedAt: T, producedAt: T + 90_000 } },
      at(T + 1_000),
      said('stale', "clocks disagree: stamped 1m 29s ahead of Vigil's clock, was ok"),
    ],
    [
      'stays critical when clocks disagree, in words that make sense',
      { ...READ, verdict: verdict('critical', 'web is down') },
      at(T - 60_000),
      said('critical', "critical, stamped 1m 00s ahead of Vigil's clock: web is down"),
    ],
    ['bears two seconds of disagreement', READ, at(T - 2_000), said('ok', 'it is ok')],
    ['is stale when it was read before a doubt', READ, at(T + 5, T), said('stale', 'in doubt until it is read again, was ok')],
    ['is trusted when it was read after the doubt', READ, at(T + 5, T - 1), said('ok', 'it is ok')],
    ['without a verdict is unknown', { ...READ, verdict: null }, at(T), said('unknown', 'not judged yet')],
    [
      'without a verdict goes stale all the same',
      { ...READ, verdict: null },
      at(T + STALE_AFTER + 1),
      said('stale', 'stale 9s, was unknown'),
    ],
  ])('%s', (_name, state, moment, expected) => {
    expect(judgeProbe(state, moment)).toMatchObject(expected);
  });

  test('goes stale since the moment its time was up', () => {
    expect(judgeProbe(READ, at(T + 60_000)).since).toEqual({ at: T + STALE_AFTER, how: 'seen' });
  });

  test('keeps the since-when of what was critical', () => {
    expect(judgeProbe({ ...READ, verdict: verdict('critical') }, at(T + 60_000)).since).toEqual({ at: T - 60_000, how: 'seen' });
  });
});

describe('a probe that was never read', () => {
  test.each<[string, ProbeState, Moment, Expected]>([
    ['is unknown before it is asked', never({ asked: null }), at(T), said('unknown', 'not asked yet')],
    ['is unknown while the first poll is under way', never(asked(1)), at(T + 1_000), said('unknown', 'first poll under way')],
    ['is unknown up to its limit', never(asked(1)), at(T + STALE_AFTER), said('unknown', 'first poll under way')],
    ['is stale one millisecond later', never(asked(1)), at(T + STALE_AFTER + 1), said('stale', 'never read, asked once in 9s')],
    ['counts how often it was asked', never(asked(4)), at(T + 240_000), said('stale', 'never read, asked 4 times in 4m 00s')],
    [
      'says at once that no answer came',
      never({ ...asked(2), ...failingSince('timeout', T) }),
      at(T + 6_000),
      said('unknown', 'no answer for 6s'),
    ],
    [
      'says our own error without blaming the node',
      never({ ...asked(1), ...failingSince('internal', T) }),
      at(T + 1_000),
      said('unknown', 'not read for 1s: what internal says'),
    ],
    [
      'is critical when it is refused',
      never({ ...asked(1), ...failingSince('refused', T) }),
      at(T + 1),
      said('critical', 'what refused says'),
    ],
  ])('%s', (_name, state, moment, expected) => {
    expect(judgeProbe(state, moment)).toMatchObject(expected);
  });
});

describe('silence', () => {
  const silent = (status: Status): ProbeState => ({ ...READ, verdict: verdict(status), ...failingSince('timeout', T + 1_000) });

  test.each<[Status, Expected]>([
    ['ok', said('warning', 'no answer for 6s')],
    ['maintenance', said('warning', 'no answer for 6s')],
    ['unknown', said('warning', 'no answer for 6s')],
    ['warning', said('warning', 'it is warning; no answer for 6s')],
    ['critical', said('critical', 'it is critical; no answer for 6s')],
  ])('on what was %s says how long, and makes nothing better', (status, expected) => {
    expect(judgeProbe(silent(status), at(T + 7_000))).toMatchObject(expected);
  });

  test('is a warning since it began', () => {
    expect(judgeProbe(silent('ok'), at(T + 7_000)).since).toEqual({ at: T + 1_000, how: 'seen' });
  });

  test('is stale when time is up', () => {
    expect(judgeProbe(silent('ok'), at(T + STALE_AFTER + 1))).toMatchObject(said('stale', 'stale 9s, was ok'));
  });
});

describe('a refusal', () => {
  test.each<FailureKind>(['refused', 'dns', 'tls', 'auth', 'http', 'protocol', 'parse'])(
    '(%s) is critical at once, in its own words',
    (kind) => {
      for (const vital of [true, false]) {
        const state = { ...READ, vital, ...failingSince(kind, T + 500) };
        expect(judgeProbe(state, at(T + 1_000))).toEqual({ ...said('critical', `what ${kind} says`), since: { at: T + 500, how: 'seen' } });
      }
    },
  );

  test.each<FailureKind>(['permission', 'unsupported'])('(%s) is critical on a vital probe only', (kind) => {
    const state = { ...READ, ...failingSince(kind, T) };
    expect(judgeProbe(state, at(T))).toMatchObject(said('critical', `what ${kind} says`));
    expect(judgeProbe({ ...state, vital: false }, at(T))).toMatchObject(said('unknown', `what ${kind} says`));
    expect(isOutOfRollUp(state)).toBe(false);
    expect(isOutOfRollUp({ ...state, vital: false })).toBe(true);
  });

  test.each<FailureKind>(['timeout', 'refused', 'internal', 'parse'])(
    'only a missing right or version is left out of roll-ups, not %s',
    (kind) => {
      expect(isOutOfRollUp({ ...READ, vital: false, ...failingSince(kind, T) })).toBe(false);
    },
  );
});

describe('our own error', () => {
  test('is never the fault of the node: not critical, even on a vital probe', () => {
    const state = { ...READ, ...failingSince('internal', T + 1_000) };
    expect(judgeProbe(state, at(T + 4_000))).toMatchObject(said('warning', 'not read for 3s: what internal says'));
  });

  test('does not keep a reading from going stale', () => {
    const state = { ...READ, ...failingSince('internal', T + 1_000) };
    expect(judgeProbe(state, at(T + STALE_AFTER + 1)).status).toBe('stale');
  });
});

test('whatever it was and however its asking goes, a probe that is too old or in doubt is never ok and never better than before', () => {
  const moments = [at(T + STALE_AFTER + 1), at(T + 864e5), at(T - 60_000), at(T, Number.POSITIVE_INFINITY), at(T + 1, T)];
  const kinds: (FailureKind | null)[] = [null, 'timeout', 'internal', 'refused'];
  for (const moment of moments) {
    for (const status of STATUSES) {
      for (const kind of kinds) {
        const state = { ...READ, verdict: verdict(status), ...(kind ? failingSince(kind, T) : {}) };
        const now = judgeProbe(state, moment).status;
        expect(['critical', 'stale']).toContain(now);
        expect(isWorse(status, now)).toBe(false);
      }
    }
  }
});

describe('a subject inside a reading', () => {
  test('ages with the reading it came in', () => {
    expect(judgeSubject(verdict('ok'), READ, at(T + STALE_AFTER))).toEqual(verdict('ok'));
    expect(judgeSubject(verdict('ok'), READ, at(T + STALE_AFTER + 1))).toMatchObject(said('stale', 'stale 9s, was ok'));
    expect(judgeSubject(verdict('ok'), READ, at(T, T)).status).toBe('stale');
  });

  test('that was critical stays so unread', () => {
    expect(judgeSubject(verdict('critical', 'down'), READ, at(T + 60_000))).toMatchObject(
      said('critical', 'critical, not read for 1m 00s: down'),
    );
  });
});

describe('several', () => {
  test('the worst of nothing is unknown', () => {
    expect(worst([])).toBe('unknown');
    expect(worstVerdict([])).toBeNull();
  });

  test.each<[Status[], Status]>([
    [['ok', 'ok'], 'ok'],
    [['ok', 'unknown'], 'unknown'],
    [['ok', 'maintenance'], 'maintenance'],
    [['warning', 'stale'], 'stale'],
    [['stale', 'critical'], 'critical'],
    [['maintenance', 'unknown', 'warning'], 'warning'],
  ])('the worst of %j is %s, in any order', (statuses, expected) => {
    expect(worst(statuses)).toBe(expected);
    expect(worst(statuses.toReversed())).toBe(expected);
    expect(worstVerdict(statuses.map((status) => verdict(status)))?.status).toBe(expected);
  });

  test('every status has its own count, unknown too', () => {
    expect(countStatuses(['ok', 'unknown', 'ok'])).toEqual({ critical: 0, stale: 0, warning: 0, unknown: 1, maintenance: 0, ok: 2 });
  });
});
