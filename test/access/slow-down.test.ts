import { expect, test } from 'vitest';
import { SlowDown } from '#lib/access/slow-down.ts';
import { handClock } from './by-hand.ts';

test('however many fail, 10000 are remembered, those who failed last', () => {
  const slowDown = new SlowDown(handClock());
  const failThrice = (who: string) => {
    for (let i = 0; i < 3; i += 1) slowDown.noteFailure(who);
  };
  failThrice('first');
  failThrice('second');
  for (let i = 0; i < 9_998; i += 1) failThrice(`stranger ${i}`);
  expect([slowDown.waitMs('first'), slowDown.waitMs('second')]).toEqual([1_000, 1_000]);
  slowDown.noteFailure('first');
  failThrice('one more');
  expect([slowDown.waitMs('first'), slowDown.waitMs('second')]).toEqual([2_000, 0]);
});
