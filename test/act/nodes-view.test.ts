import { describe, expect, test } from 'vitest';
import { viewNode } from '#lib/act/nodes-view.ts';
import type { Failure, FailureKind } from '#lib/failure.ts';
import { NOTHING_OBSERVED, type Observed } from '#lib/reading.ts';

const T = 1_000_000;
const source = { system: 'pretend', group: 'web', node: 'lb1', probe: 'stats' };
const readAt = (observedAt: number): Observed<unknown> => ({
  ...NOTHING_OBSERVED,
  window: [{ value: 'fine', observedAt, producedAt: null, source }],
  attempt: { at: observedAt, tookMs: 1, failure: null },
});
const failed = (kind: FailureKind, before: Observed<unknown>): Observed<unknown> => {
  const failure: Failure = { kind, message: 'no stats there', node: 'web/lb1', question: 'stats', received: null };
  return { ...before, attempt: { at: T - 500, tookMs: 1, failure }, failing: { times: 2, since: T - 6_000 } };
};

describe('a node', () => {
  test.each<[string, Observed<unknown>, number, string | null]>([
    ['read a moment ago', readAt(T - 1_000), 0, null],
    ['read as long ago as may be', readAt(T - 9_000), 0, null],
    ['read too long ago', readAt(T - 9_001), 0, 'not read for 9s'],
    ['never read', NOTHING_OBSERVED, 0, 'never read'],
    ['never read, and silent', failed('timeout', NOTHING_OBSERVED), 0, 'never read, no answer for 6s'],
    ['read a moment ago, and silent since', failed('timeout', readAt(T - 7_000)), 0, 'no answer for 6s'],
    ['that refuses', failed('http', readAt(T - 7_000)), 0, 'not read for 6s: no stats there'],
    ['at which we failed by ourselves', failed('internal', readAt(T - 7_000)), 0, 'not read for 6s: no stats there'],
    ['read before the clock jumped', readAt(T - 1_000), T - 500, 'in doubt until it is read again: the clock jumped'],
    ['stamped ahead of our clock', readAt(T + 5_000), 0, "stamped 5s ahead of Vigil's clock"],
  ])('%s is in doubt: %o', (_name, observed, doubtBefore, doubt) => {
    const seen = { group: 'web', groupTitle: 'Web', node: 'lb1', settings: 1, observed, staleAfterMs: 9_000 };
    expect(viewNode(seen, { now: T, doubtBefore })).toEqual({
      ...{ group: 'web', groupTitle: 'Web', node: 'lb1', settings: 1, doubt },
      newest: observed.window[0] ?? null,
    });
  });
});
