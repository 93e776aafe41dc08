import { setTimeout as wait } from 'node:timers/promises';

/** Ends after `ms`, between two questions; throws the signal's reason as soon as it aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
