import { describe, expect, test } from 'vitest';
import { settleSince } from '#lib/judge/since.ts';
import type { Judged, Since, Status, Verdict } from '#lib/status.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);

const was = (status: Status, since: Since): Verdict => ({ status, reason: 'then', since });
const is = (status: Status, since: number | null = null): Judged => ({ status, reason: 'now', since });

describe('since when', () => {
  test.each<[string, Verdict | 'nothing was read' | 'not in the last reading', Judged, Since]>([
    ['first seen with the first reading', 'nothing was read', is('ok'), { at: T, how: 'before' }],
    ['first seen in a later reading', 'not in the last reading', is('ok'), { at: T, how: 'seen' }],
    ['unchanged since we looked', was('ok', { at: T - 9, how: 'before' }), is('ok'), { at: T - 9, how: 'before' }],
    ['unchanged since we saw it', was('ok', { at: T - 9, how: 'seen' }), is('ok'), { at: T - 9, how: 'seen' }],
    ['changed', was('ok', { at: T - 9, how: 'before' }), is('critical'), { at: T, how: 'seen' }],
    ["the source's word", 'nothing was read', is('critical', T - 60_000), { at: T - 60_000, how: 'source' }],
    [
      "the source's word over ours",
      was('critical', { at: T - 9, how: 'seen' }),
      is('critical', T - 60_000),
      { at: T - 60_000, how: 'source' },
    ],
    ['its rounding', was('ok', { at: T - 60_000, how: 'source' }), is('ok', T - 61_500), { at: T - 60_000, how: 'source' }],
    ['more than its rounding', was('ok', { at: T - 60_000, how: 'source' }), is('ok', T - 61_501), { at: T - 61_501, how: 'source' }],
    ['another status at nearly the same time', was('ok', { at: T - 900, how: 'source' }), is('critical', T), { at: T, how: 'source' }],
    ['a source that says no more', was('ok', { at: T - 60_000, how: 'source' }), is('ok'), { at: T - 60_000, how: 'source' }],
  ])('%s', (_name, before, judged, expected) => {
    const verdict = typeof before === 'string' ? undefined : before;
    expect(settleSince(verdict, judged, T, before === 'nothing was read')).toEqual({
      status: judged.status,
      reason: 'now',
      since: expected,
    });
  });
});
