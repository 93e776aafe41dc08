'use client';
import type { Timer } from '#lib/timers.ts';
import { AskButton } from '../issues/ask-button.tsx';
import { subjectOf } from './timer-words.ts';
import { useTiming } from './timers-context.tsx';

/** Takes back a timer that waits, and dismisses one that did not do what was wanted. */
export function EndTimer({ timer: { id, order, state, title } }: { timer: Timer }) {
  const { client } = useTiming();
  const subject = subjectOf(order) ?? title;
  const isWaiting = state.is === 'waiting';
  return (
    <AskButton
      words={isWaiting ? 'Take back' : 'Dismiss'}
      about={`the timer of ${subject}`}
      off={null}
      ask={() => client.end(id)}
      done={`The timer of ${subject} is ${isWaiting ? 'taken back' : 'dismissed'}.`}
    />
  );
}
