import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../access/caller.ts';
import { networkOf } from '../access/network.ts';
import { HttpProblem } from './answer.ts';

/**
 * Requests of a kind a minute. A poll or an action asks the systems, and is for one person's hand or one script. A stream begins with a snapshot, and a hundred browsers
 * behind one address open theirs again at once when Vigil was restarted. Signing in is slowed by user and address, and its hashes by turns (lib/access): here it is only kept
 * from flooding the process, so that one who floods does not shut out all who share his address. `token` is for those that let nobody in, which nobody guesses: a wall or a
 * script whose token was revoked comes back with it again and again.
 */
export const RATES = { page: 1_200, read: 3_000, stream: 1_200, ask: 120, write: 60, 'sign-in': 6_000, token: 600 } as const;
export type Rate = keyof typeof RATES;

const PER_SECONDS = 60;

export type RateLimits = {
  /** Throws HttpProblem 429, with when to come back, for who has asked too often in this minute. */
  check(rate: Rate, caller: Caller): Promise<void>;
};

/** Limits per minute, each caller for himself: a user, a token, and without either an address. `factor` widens them all. */
export function createRateLimits(factor = 1): RateLimits {
  const limiters = new Map<string, RateLimiterMemory>();
  for (const [rate, points] of Object.entries(RATES)) {
    limiters.set(rate, new RateLimiterMemory({ points: points * factor, duration: PER_SECONDS, keyPrefix: rate }));
  }
  return {
    async check(rate, caller) {
      try {
        await limiters.get(rate)?.consume(keyOf(caller));
      } catch (refusal) {
        if (refusal instanceof Error) throw refusal;
        const seconds = Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1_000));
        throw new HttpProblem(429, `too many requests: at most ${RATES[rate] * factor} a minute of this kind; try again in ${seconds}s`, {
          code: 'rate',
          headers: { 'retry-after': String(seconds) },
        });
      }
    },
  };
}

function keyOf(caller: Caller): string {
  return caller.is === 'anonymous' ? `address ${networkOf(caller.address)}` : `${caller.is} ${caller.name}`;
}
