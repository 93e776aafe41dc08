import { formatClock, formatSpan } from '../format/time.ts';
import { ActionProblem } from './problem.ts';

/** A turn on some groups. `who` and `what` are for those who wait: "bob", "Drain web02 everywhere". */
export type Turn = { groups: ReadonlySet<string>; who: string; what: string; since: number | null };

type Waiting = { turn: Turn; begin: () => void };

/**
 * Actions on one group run one after another, in order of arrival. All the groups of an order are taken in one step, when nobody before it in the line shares one
 * of them; so nobody ever holds a group while waiting for another, and wide orders that cross cannot block each other for good.
 */
export class GroupTurns {
  readonly #now: () => number;
  #line: Waiting[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Waits for the turn, for `withinMs` at most. Throws the problem `busy` in words when time is up, and the signal's reason when it aborts. End it with `leave`. */
  async take({ groups, who, what }: Omit<Turn, 'since'>, withinMs: number, signal: AbortSignal): Promise<Turn> {
    signal.throwIfAborted();
    const turn: Turn = { groups, who, what, since: null };
    const begun = Promise.withResolvers<void>();
    const giveUp = (): void => begun.reject(signal.reason);
    const timer = setTimeout(() => begun.reject(this.#busy(turn, withinMs)), withinMs);
    signal.addEventListener('abort', giveUp, { once: true });
    this.#line.push({ turn, begin: begun.resolve });
    this.#advance();
    try {
      await begun.promise;
      return turn;
    } catch (error) {
      this.leave(turn);
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  leave(turn: Turn): void {
    this.#line = this.#line.filter((waiting) => waiting.turn !== turn);
    this.#advance();
  }

  /** Whose action is under way on one of these groups, since when, in words; null when there is none but `own`. */
  underWay(groups: ReadonlySet<string>, own: Turn | null = null): string | null {
    const held = this.#line.find(({ turn }) => turn !== own && turn.since !== null && !turn.groups.isDisjointFrom(groups));
    return held ? turnWords(held.turn) : null;
  }

  #busy(turn: Turn, withinMs: number): ActionProblem {
    const blocking = this.underWay(turn.groups, turn);
    const others = blocking ? `Another action is under way: ${blocking}.` : 'Other actions that wait for their turn come first.';
    return new ActionProblem(
      'busy',
      `${others} This one waited ${formatSpan(withinMs)} and nothing was sent. Try again when that has ended.`,
    );
  }

  #advance(): void {
    this.#line.forEach(({ turn, begin }, place) => {
      const isFree = this.#line.slice(0, place).every((before) => before.turn.groups.isDisjointFrom(turn.groups));
      if (turn.since !== null || !isFree) return;
      turn.since = this.#now();
      begin();
    });
  }
}

function turnWords({ who, what, since }: Turn): string {
  return `${who}: ${what}${since === null ? '' : `, since ${formatClock(since)} UTC`}`;
}
