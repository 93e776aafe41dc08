import type { Action, Beside, Proof, Step, Told } from '../acting.ts';
import type { Reading, Stamps } from '../reading.ts';

/** A step sent, and what readings made after that have shown so far. `shown` counts the readings in a row that showed the wanted state. */
export type Proving = {
  step: Step;
  /** When its sending ended, epoch ms. */
  sentAt: number;
  shown: number;
  /** How many are needed. */
  needed: number;
  words: string;
  confirmedAt: number | null;
  /** It was as wanted and is not any more: something else undoes it. */
  isUndone: boolean;
};

/** A new reading, and what else is known of the node. */
type Shown = { reading: Reading<unknown>; beside: Beside; answers?: readonly Told[] };
type Prove = Action<unknown, unknown, unknown>['prove'];

/** When a reading was made at the earliest, epoch ms: the older of its two stamps. */
export function madeAt({ observedAt, producedAt }: Stamps): number {
  return Math.min(observedAt, producedAt ?? observedAt);
}

/** Nothing shown yet. */
export function beginProving(step: Step, sentAt: number, proofs: number): Proving {
  return { step, sentAt, shown: 0, needed: 1 + Math.max(0, proofs), words: '', confirmedAt: null, isUndone: false };
}

export function isSettled({ confirmedAt, isUndone }: Proving): boolean {
  return confirmedAt !== null || isUndone;
}

/** What one more reading makes of it, with those beside it. One made before the sending ended proves nothing, whatever it shows. */
export function takeReading(proving: Proving, { reading, beside, answers = [] }: Shown, prove: Prove): Proving {
  if (isSettled(proving) || madeAt(reading) <= proving.sentAt) return proving;
  const since = Object.entries(beside).filter(([, other]) => madeAt(other) > proving.sentAt);
  const told = answers.filter(({ observedAt }) => observedAt > proving.sentAt);
  const proof = proveSafely(() => prove(proving.step, reading, Object.fromEntries(since), told));
  if (proof.is === 'proved') {
    const shown = proving.shown + 1;
    return { ...proving, shown, words: proof.words, confirmedAt: shown >= proving.needed ? reading.observedAt : null };
  }
  const isUndone = proving.shown > 0;
  return { ...proving, shown: 0, words: isUndone ? `was undone: ${proof.words}` : proof.words, isUndone };
}

/** What the read-back came to, in words. `doubt` is what stands against the node's newest reading. */
export function shownWords({ words, shown, needed, confirmedAt }: Proving, doubt: string | null): string {
  if (words === '') return `not read since it was sent${doubt === null ? '' : `: ${doubt}`}`;
  if (confirmedAt === null && shown > 0) return `${words}, shown by ${shown} of ${needed} readings`;
  return words;
}

// A mistake in one system's proof must not cost the answer to what was sent.
function proveSafely(prove: () => Proof): Proof {
  try {
    return prove();
  } catch (error) {
    return { is: 'not proved', words: `Vigil's own error while reading back: ${error instanceof Error ? error.message : String(error)}` };
  }
}
