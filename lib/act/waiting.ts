/** Ends when the promise does, with what it gives; after `ms`, throws an error with these words. The promise is left to itself then. */
export async function waitAtMost<T>(promise: Promise<T>, ms: number, words: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(words)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends with the promise, or at once when the signal aborts; the promise is left to itself then. */
export async function endsFirst(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const aborted = Promise.withResolvers<void>();
  const end = (): void => aborted.resolve();
  signal.addEventListener('abort', end, { once: true });
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Ends after `ms`, or at once when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, ms);
  await endsFirst(over.promise, signal);
  clearTimeout(timer);
}

/** What went wrong, in words. */
export function errorWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
