import { describe, expect, test } from 'vitest';
import { mergeSlowlogs } from '#lib/systems/redis/merge-slowlog.ts';
import type { SlowlogAnswer } from '#lib/systems/redis/model-asked.ts';

/** What a process tells whose log holds these ids; each was written at its id in seconds. */
function told(ids: readonly number[], runId: string | null = 'run1'): SlowlogAnswer {
  const commands = ids.map((id) => ({
    ...{ id, at: id * 1_000, tookMicros: 20_000, command: 'GET' },
    ...{ args: ['k'], argCount: 1, address: null, name: null },
  }));
  const own = { isMasked: false, runId, count: ids.length, slowerThanMicros: 10_000, gaps: [], earlierRunCount: 0 };
  return { ...own, commands, toldCount: ids.length };
}

const ids = ({ commands }: SlowlogAnswer): number[] => commands.map(({ id }) => id);

describe('slow commands that are told again', () => {
  test.each<[what: string, looks: [older: number[], newer: number[]], all: number[], gaps: SlowlogAnswer['gaps']]>([
    [
      'the same twice',
      [
        [3, 2, 1],
        [3, 2, 1],
      ],
      [3, 2, 1],
      [],
    ],
    [
      'some fell out',
      [
        [3, 2, 1],
        [5, 4, 3],
      ],
      [5, 4, 3, 2, 1],
      [],
    ],
    [
      'all fell out, none unseen',
      [
        [2, 1],
        [4, 3],
      ],
      [4, 3, 2, 1],
      [],
    ],
    [
      'some were never seen',
      [
        [2, 1],
        [43, 42, 41, 40],
      ],
      [43, 42, 41, 40, 2, 1],
      [{ count: 37, from: 2_000, to: 40_000 }],
    ],
    ['cleared, nothing since', [[3, 2], []], [3, 2], []],
    ['cleared, the next id goes on', [[3, 2], [4]], [4, 3, 2], []],
    ['cleared, and one was lost', [[3, 2], [5]], [5, 3, 2], [{ count: 1, from: 3_000, to: 5_000 }]],
    [
      'an answer that was late',
      [
        [5, 4],
        [4, 3],
      ],
      [5, 4, 3],
      [],
    ],
    ['nothing before', [[], [2, 1]], [2, 1], []],
  ])('%s: each is there once', (_, [older, newer], all, gaps) => {
    const merged = mergeSlowlogs(told(older), told(newer));
    expect([ids(merged), merged.gaps, merged.toldCount]).toEqual([all, gaps, newer.length]);
  });

  test('a gap is told for as long as both of its sides are remembered', () => {
    const merged = mergeSlowlogs(mergeSlowlogs(told([1]), told([5])), told([6, 5]));
    expect([ids(merged), merged.gaps]).toEqual([[6, 5, 1], [{ count: 3, from: 1_000, to: 5_000 }]]);
  });

  test('of the process before a restart are not mixed with those of the next, and counted', () => {
    const merged = mergeSlowlogs(told([9, 8]), told([1, 0], 'run2'));
    expect([ids(merged), merged.gaps, merged.earlierRunCount]).toEqual([[1, 0], [], 2]);
    expect(mergeSlowlogs(merged, told([2, 1], 'run2'))).toMatchObject({ earlierRunCount: 2, commands: [{ id: 2 }, { id: 1 }, { id: 0 }] });
  });

  test('are not mixed where it is not known whether it is the same process', () => {
    expect(ids(mergeSlowlogs(told([9], null), told([1], null)))).toEqual([1]);
  });

  test('are remembered up to a bound, the newest', () => {
    const many = Array.from({ length: 700 }, (_, at) => 700 - at);
    const merged = mergeSlowlogs(told(many), told([702, 701]));
    expect([merged.commands.length, ids(merged)[0], merged.gaps]).toEqual([500, 702, []]);
  });
});
