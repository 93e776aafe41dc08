import type { Caller } from '../access/caller.ts';
import type { Outcome, Performing } from './outcome.ts';
import { digest } from './preview-hash.ts';
import { ActionProblem } from './problem.ts';

const MOST_KEPT = 1_000;
const KEPT_MS = 24 * 3_600_000;

/** One request, under way or answered. When all who wait for it have gone away before anything was sent, it is abandoned. */
type Asking = {
  /** One more waits for the answer, until his signal aborts. */
  join(signal: AbortSignal | undefined): Promise<Outcome>;
};

/** `wish` is the request without the hash of its preview, which is another one once the request was carried out. */
type Kept = { who: string; body: string; wish: string; at: number; asking: Asking };

/** The requests of the last day, so that one sent twice is performed once. A request that was turned away before anything was sent may be made again. */
export class SameId {
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The asking of this very request, begun now if it is new. Throws the problem `conflict` where the id belongs to another request. */
  find(ask: Performing, by: Caller, begin: (abandoned: AbortSignal) => Promise<Outcome>): Asking {
    this.#forgetOld();
    const who = `${by.is} ${by.name}`;
    const body = digest(ask);
    const kept = this.#kept.get(ask.id);
    if (kept?.who === who && kept.body === body) return kept.asking;
    if (kept) throw conflict(ask.id);
    const asking = openAsking(begin, () => this.#kept.delete(ask.id));
    this.#kept.set(ask.id, { who, body, wish: wishOf(ask), at: this.#now(), asking });
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return asking;
  }

  /** The asking of a request that differs in its preview alone, or null where there is none. Throws the problem `conflict` where the id belongs to another request. */
  again(ask: Omit<Performing, 'hash'>, by: Caller): Asking | null {
    this.#forgetOld();
    const kept = this.#kept.get(ask.id);
    if (kept && (kept.who !== `${by.is} ${by.name}` || kept.wish !== wishOf(ask))) throw conflict(ask.id);
    return kept?.asking ?? null;
  }

  #forgetOld(): void {
    const oldest = this.#now() - KEPT_MS;
    for (const [id, { at }] of this.#kept) {
      if (at > oldest) return;
      this.#kept.delete(id);
    }
  }
}

function wishOf({ id, order, typed, reason, until }: Omit<Performing, 'hash'>): string {
  return digest({ id, order, typed, reason, until });
}

function conflict(id: string): ActionProblem {
  return new ActionProblem('conflict', `The action id ${id} belongs to another request. Send this one with an id of its own.`);
}

function openAsking(begin: (abandoned: AbortSignal) => Promise<Outcome>, onProblem: () => void): Asking {
  const abort = new AbortController();
  const gone = new ActionProblem('busy', 'Nobody waits for the answer any more, so nothing was sent.');
  let waiting = 0;
  const outcome = begin(abort.signal);
  outcome.catch(onProblem);
  return {
    join(signal) {
      waiting += 1;
      const leave = (): void => {
        waiting -= 1;
        if (waiting === 0) abort.abort(gone);
      };
      if (signal?.aborted) leave();
      else signal?.addEventListener('abort', leave, { once: true });
      return outcome;
    },
  };
}
