import { describe, expect, test } from 'vitest';
import type { Result, StepOutcome } from '#lib/act/outcome.ts';
import { mayHaveChanged, outcomeWords, resultOf } from '#lib/act/results.ts';
import type { Sent } from '#lib/acting.ts';

const sent = (is: Sent['is']): Sent => ({ is, answer: 'said so' });
const step = (node: string, is: Sent['is'], isConfirmed: boolean, group = 'web'): StepOutcome => ({
  ...{ group, node, target: 'be/web01', sent: sent(is), before: 'up', after: isConfirmed ? 'says drain' : 'says up' },
  ...{ isConfirmed, confirmedAt: isConfirmed ? 1 : null },
});
const LEFT = [{ group: 'web', node: 'lb9', why: 'no answer for 6s' }];

describe('what a step may have changed', () => {
  test.each<[Sent['is'], string[], boolean]>([
    ['taken', ['drain'], true],
    ['no answer', ['drain'], true],
    ['refused', ['drain'], false],
    ['refused', ['drain', 'health down'], true],
    ['not sent', ['drain', 'health down'], false],
  ])('%s, of %j: %s', (is, commands, expected) => {
    expect(mayHaveChanged({ commands }, sent(is))).toBe(expected);
  });
});

describe('the result', () => {
  const confirmed = step('lb1', 'taken', true);
  type Case = { steps: StepOutcome[]; leftOut?: typeof LEFT; hasChanged?: boolean; result: Result; words: string };

  test.each<[string, Case]>([
    [
      'of all confirmed',
      {
        steps: [confirmed, step('lb2', 'taken', true)],
        result: 'confirmed',
        words: 'Confirmed by reading back on lb1, lb2, 1.2s: says drain.',
      },
    ],
    [
      'of one refused',
      {
        ...{ steps: [confirmed, step('lb2', 'refused', false)], result: 'partial' },
        words: 'Confirmed by reading back on lb1 alone, 1.2s: says drain. lb2, be/web01: refused: said so.',
      },
    ],
    [
      'of one left out',
      {
        ...{ steps: [confirmed], leftOut: LEFT, result: 'partial' },
        words: 'Confirmed by reading back on lb1 alone, 1.2s: says drain. lb9 was left out: no answer for 6s.',
      },
    ],
    [
      'of one node in part',
      {
        ...{ steps: [confirmed, step('lb1', 'not sent', false)], result: 'partial' },
        words: 'Confirmed in part, 1.2s: says drain. lb1, be/web01: confirmed. lb1, be/web01: not sent: said so.',
      },
    ],
    [
      'of none confirmed',
      {
        ...{ steps: [step('lb1', 'taken', false)], result: 'sent, not confirmed' },
        words: 'Sent, and not confirmed by reading back within 1.2s. lb1, be/web01: taken, and read back: says up.',
      },
    ],
    [
      'of none changed',
      {
        ...{ steps: [step('lb1', 'refused', false)], hasChanged: false, result: 'refused' },
        words: 'Nothing was changed. lb1, be/web01: refused: said so.',
      },
    ],
    [
      'over two groups',
      {
        ...{ steps: [confirmed, step('lb1', 'not sent', false, 'api')], result: 'partial' },
        words: 'Confirmed by reading back on web/lb1 alone, 1.2s: says drain. api/lb1, be/web01: not sent: said so.',
      },
    ],
  ])('%s', (_name, { steps, leftOut = [], hasChanged = true, result, words }) => {
    expect(resultOf(steps, leftOut, hasChanged)).toBe(result);
    expect(outcomeWords(result, steps, leftOut, 1_234)).toBe(words);
  });

  test('says of how many what was read, where it is not the same everywhere', () => {
    const read = (afters: readonly string[]) => afters.map((after, index) => ({ ...step(`lb${index}`, 'taken', true), after }));
    const [three, two] = [read(['DOWN 1/3', 'DOWN', 'DOWN']), read(['a', 'b', 'c', 'd', 'a'])];
    expect(outcomeWords('confirmed', three, [], 1_234)).toContain('lb2, 1.2s: DOWN (2 of 3 steps); DOWN 1/3 (1 of 3 steps).');
    expect(outcomeWords('confirmed', two, [], 1_234)).toContain(
      '1.2s: a (2 of 5 steps); b (1 of 5 steps); c (1 of 5 steps); and 1 more answer.',
    );
  });

  test('with many nodes names some and counts the rest', () => {
    const steps = Array.from({ length: 40 }, (_, index) => step(`lb${index}`, index < 20 ? 'taken' : 'refused', index < 20));
    const words = outcomeWords('partial', steps, [], 1_000);
    expect(words).toContain('lb5 and 14 more alone');
    expect(words).toContain('lb20, lb21, lb22, lb23, lb24, lb25 and 14 more, be/web01: refused: said so.');
  });
});
