import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a condition holds; throws with its name when it does not within `deadlineMs`. */
export async function until(name: string, holds: () => boolean | Promise<boolean>, deadlineMs = 20_000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${deadlineMs} ms: ${name}`);
    await pause(10);
  }
}
