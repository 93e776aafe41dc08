import type { Caller } from '../access/caller.ts';
import { ActionProblem } from '../act/problem.ts';
import type { TimedOrder } from '../act/timed.ts';
import type { Place, Setter } from './kept.ts';
import { TimerProblem } from './problem.ts';

/** More rows than this are not kept with a timer: it is told at its group. */
const MOST_PLACES = 50;

/** Who it is that sets a timer. Throws the problem `forbidden` for those who have no name that could be looked up later. */
export function setterOf(by: Caller): Setter {
  if (by.is === 'user' || by.is === 'token') return { is: by.is, name: by.name, address: by.address };
  throw new ActionProblem('forbidden', 'A timer is set by somebody who is signed in, or by a token.');
}

/** Throws the problem `refused` for an order of which it is known now that no timer can do it, in words that say what to do. */
export function checkTimed({ preview, isStale }: TimedOrder): void {
  const { refusal, isDone, typed } = preview;
  if (typed !== null)
    throw new TimerProblem(
      'refused',
      `${JSON.stringify(typed)} must be typed to confirm this, which no timer can do. Take less at a time.`,
    );
  if (refusal === null || isStale) return;
  if (isDone) throw new TimerProblem('refused', `There would be nothing to do: ${refusal}. Take it out first, then set the timer.`);
  throw new TimerProblem('refused', `It could not be done: ${refusal}`);
}

/** Where the order would do something now. */
export function placesOf({ preview }: TimedOrder): Place[] {
  return preview.steps.length > MOST_PLACES ? [] : preview.steps.map(({ group, node, row }) => ({ group, node, row }));
}
