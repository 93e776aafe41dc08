import { describe, expect, test } from 'vitest';
import type { Reading } from '#lib/reading.ts';
import { KEY_FIGURES, keyValues } from '#lib/systems/haproxy/key-figures.ts';
import type { Stats } from '#lib/systems/haproxy/model.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { CAPTURES } from './capture-facts.ts';
import { AT, backend, type Cells, frontend, readCapture, readingOf } from './hand-made.ts';

const EVERY = 5_000;

/** [requests per second, sessions, 5xx per minute] of what was seen in the order of time. */
function figuresOf(...seen: Cells[][]): (number | null)[] {
  const window = seen.map((rows, index) => readingOf(rows, AT + index * EVERY)).reverse();
  return keyValues(window);
}

const fe = (requests: number, cells: Cells = {}): Cells => frontend({ req_tot: requests, hrsp_5xx: 0, stot: requests, ...cells });

test('there is a value, or null, for each figure that is declared', () => {
  expect(keyValues([])).toHaveLength(KEY_FIGURES.length);
  expect(keyValues([readingOf([fe(1)])])).toHaveLength(KEY_FIGURES.length);
});

describe('what was seen gives', () => {
  test.each<[name: string, seen: Cells[][], figures: (number | null)[]]>([
    ['nothing before the first reading', [], [null, null, null]],
    ['no rates with the first reading', [[fe(100, { scur: 7 })]], [null, 7, null]],
    ['rates over the last two', [[fe(100, { scur: 7 })], [fe(150, { scur: 9, hrsp_5xx: 5 })]], [10, 9, 60]],
    ['true zeros', [[fe(100)], [fe(100)]], [0, 0, 0]],
    [
      'the sum of all frontends, and no backend twice',
      [
        [fe(100), fe(10, { pxname: 'fe2' }), backend({ scur: 5, stot: 1 })],
        [fe(150, { scur: 3 }), fe(20, { pxname: 'fe2', scur: 4 }), backend({ scur: 5, stot: 1 })],
      ],
      [12, 7, 0],
    ],
    [
      'a frontend that counts no requests beside one that does',
      [
        [fe(100), frontend({ pxname: 'tcp', scur: 2 })],
        [fe(150), frontend({ pxname: 'tcp', scur: 2 })],
      ],
      [10, 2, 0],
    ],
    ['only such a frontend', [[frontend({ scur: 2 })], [frontend({ scur: 2 })]], [null, 2, null]],
    ['backends where there is no frontend', [[backend({ scur: 4, stot: 1 })]], [null, 4, null]],
    [
      'no rates over a restart',
      [
        [fe(100, { scur: 7 }), backend({ lastchg: 600 })],
        [fe(3, { scur: 1 }), backend({ lastchg: 2 })],
      ],
      [null, 1, null],
    ],
    ['no rates while one of the frontends is new', [[fe(100)], [fe(150), fe(10, { pxname: 'fe2' })]], [null, 0, null]],
    [
      'nothing of several processes that answer in turn',
      [[fe(100, { pid: 1, scur: 3 })], [fe(90, { pid: 2, scur: 5 })]],
      [null, null, null],
    ],
  ])('%s', (_name, seen, figures) => expect(figuresOf(...seen)).toEqual(figures));
});

/** A capture, read a second time five seconds later. */
function twice(name: string): Reading<Stats>[] {
  const source = { system: 'haproxy', group: 'lb', node: 'lb1', probe: 'stats' };
  const at = (observedAt: number) => ({ value: parseStats(readCapture(name)), observedAt, producedAt: null, source });
  return [at(AT + EVERY), at(AT)];
}

test.each(CAPTURES.map(([name]) => name))('a capture of %s tells all three, and one reading of it only the sessions', (name) => {
  const [requests, sessions, errors] = keyValues(twice(name));
  expect([requests, errors]).toEqual([0, 0]);
  expect(sessions).toBeGreaterThanOrEqual(0);
  expect(keyValues(twice(name).slice(1))).toEqual([null, sessions, null]);
});
