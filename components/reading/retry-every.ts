import type { SWRConfiguration } from 'swr';

/** Asks again at this interval after an error. By itself the library waits longer and longer, and keeps no interval while there is an error. */
export function retryEvery(ms: number): NonNullable<SWRConfiguration['onErrorRetry']> {
  return (...[, , , again, { retryCount }]) => void setTimeout(() => again({ retryCount, dedupe: true }), ms);
}
