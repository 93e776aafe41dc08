import type { Refused } from '../access/access.ts';
import type { Caller } from '../access/caller.ts';
import type { Grants } from '../access/rights.ts';
import type { Door } from '../act/door.ts';
import type { Result } from '../act/outcome.ts';
import { ActionProblem } from '../act/problem.ts';
import { errorWords } from '../act/waiting.ts';
import type { KeptTimer, Setter } from './kept.ts';

/** Who somebody is now, and what he may; refused where he is nobody any more. */
export type LookUp = (who: Pick<Setter, 'is' | 'name'>) => { name: string; grants: Grants } | Refused;

/** How a timer ended; `stopping`: Vigil is, and nothing was sent. `result` is that of the order, null where nothing was to be sent. */
export type Ending = { is: 'done' | 'failed'; words: string; result: Result | null } | { is: 'stopping' };

type Given = { door: Pick<Door, 'preview' | 'perform'>; lookUp: LookUp; onError: (error: unknown) => void };

/** What nobody looked at cannot have changed under his eyes: so often it is previewed anew. */
const MOST_LOOKS = 3;

/** Gives the order of a timer through the one door, as whoever set it, with what he may do now. Never rejects. */
export async function giveOrder({ door, lookUp, onError }: Given, timer: KeptTimer): Promise<Ending> {
  const who = lookUp(timer.setter);
  if ('is' in who) return failed(`Nothing was sent: ${who.message}, and the timer would have run with that right.`);
  const by = callerOf(timer, who);
  for (let looks = 1; ; looks += 1) {
    try {
      return await giveOnce(door, timer, by);
    } catch (error) {
      if (!(error instanceof ActionProblem)) {
        onError(error);
        return failed(`Vigil's own error: ${errorWords(error)}. Look at the target.`);
      }
      if (error.kind === 'stopping') return { is: 'stopping' };
      if (error.kind === 'changed' && looks < MOST_LOOKS) continue;
      if (error.preview?.isDone) return { is: 'done', words: `Nothing was to be sent: ${error.message}.`, result: null };
      return failed(error.message.includes('othing was sent') ? error.message : `Nothing was sent: ${error.message}`);
    }
  }
}

async function giveOnce(door: Given['door'], { id, order, reason }: KeptTimer, by: Caller): Promise<Ending> {
  const { hash, typed } = door.preview(order, by);
  if (typed !== null) return failed(`Nothing was sent: ${JSON.stringify(typed)} must be typed to confirm this, which no timer can do.`);
  const outcome = await door.perform({ id: `timer-${id}`, order, hash, typed: null, reason, until: null }, by);
  const { result, words } = outcome;
  return { is: result === 'confirmed' ? 'done' : 'failed', words, result };
}

function callerOf({ id, setAt, dueAt, setter }: KeptTimer, { name, grants }: { name: string; grants: Grants }): Caller {
  return { is: 'timer', name, grants, address: setter.address, setter: setter.is, timer: { id, setAt, dueAt } };
}

function failed(words: string): Ending {
  return { is: 'failed', words, result: 'refused' };
}
