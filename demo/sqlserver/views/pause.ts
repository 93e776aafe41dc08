/** Waits so many ms, or for ever where it is null. It fails as soon as the client cancels or is gone. */
export function pause(ms: number | null, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = ms === null ? null : setTimeout(done, ms);
    function done(): void {
      signal.removeEventListener('abort', end);
      resolve();
    }
    function end(): void {
      if (timer) clearTimeout(timer);
      reject(signal.reason);
    }
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
