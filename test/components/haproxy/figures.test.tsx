import { describe, expect, test } from 'vitest';
import { checkFigures } from '#components/haproxy/figures-answer.ts';
import { FiguresPanel } from '#components/haproxy/figures-row.tsx';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

const GROUPS = [
  {
    title: 'Sessions',
    figures: [
      { name: 'current', value: 0, unit: null },
      { name: 'limit', value: null, unit: null },
      { name: 'in', value: 1_234_567, unit: 'B' },
    ],
  },
];
const panel = (ageMs: number, trouble: string | null = null, groups: typeof GROUPS | null = GROUPS) =>
  draw(<FiguresPanel answer={{ observedAt: NOW - ageMs, groups }} staleAfterMs={10_000} trouble={trouble} />).container;

describe('the figures of a row', () => {
  test('say how old they are, a zero as zero and nothing as a dash', () => {
    expect(words(panel(2_000))).toBe('read 2s agoSessionscurrent0limit–in1,234,567B');
  });

  test('turn stale by their own age', () => {
    expect(words(panel(60_000))).toContain('stale 1m 00s');
    expect(panel(60_000).querySelector('.hatch')).not.toBeNull();
  });

  test('stay when newer ones could not be read, and say so', () => {
    expect(words(panel(2_000, 'Vigil answered 500'))).toContain('The newer ones could not be read: Vigil answered 500.');
  });

  test('say when the row is not in the reading', () =>
    expect(words(panel(2_000, null, null))).toContain('This row is not in that reading.'));
});

describe('an answer is checked', () => {
  test('and taken as it is', () => {
    expect(checkFigures({ observedAt: NOW, figures: { groups: GROUPS } })).toEqual({ observedAt: NOW, groups: GROUPS });
    expect(checkFigures({ observedAt: NOW, figures: null })).toEqual({ observedAt: NOW, groups: null });
  });

  test.each([
    ['without a time', { figures: null }],
    ['a page of something else', '<html>'],
    ['groups that are no list', { observedAt: NOW, figures: { groups: {} } }],
    [
      'a figure that is an object',
      { observedAt: NOW, figures: { groups: [{ title: 'x', figures: [{ name: 'a', value: {}, unit: null }] }] } },
    ],
    ['without figures', { observedAt: NOW }],
  ])('and refused: %s', (_name, answer) => expect(() => checkFigures(answer)).toThrow(/Vigil answered/));
});
