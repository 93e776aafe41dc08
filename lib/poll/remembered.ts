import type { AnyQuestion } from '../system.ts';
import type { Answered } from './questions.ts';

/** Merged answers that are kept at once; beyond it those go first of which nobody asked for the longest time. */
const MOST_REMEMBERED = 100;

/** What was answered, together with all that was answered before to the same question of the same node (`key`). */
export type Remember = (key: string, question: Pick<AnyQuestion, 'merge'>, answered: Answered) => Answered;

/** Remembers the answers to questions that merge them, for as long as the process runs. A failure is given as it is, and takes nothing away. */
export function createMemory(): Remember {
  const memory = new Map<string, unknown>();
  return (key, { merge }, answered) => {
    if (!merge || answered.failure !== null) return answered;
    const answer = memory.has(key) ? merge(memory.get(key), answered.answer) : answered.answer;
    // Taken out and put back, it stands last: the first is the one that was asked for the longest time ago.
    memory.delete(key);
    memory.set(key, answer);
    const [first] = memory.keys();
    if (memory.size > MOST_REMEMBERED && first !== undefined) memory.delete(first);
    return { ...answered, answer };
  };
}
