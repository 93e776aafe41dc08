import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { History } from '#lib/state/history/history.ts';
import { type HistoryOptions, openHistory } from '#lib/state/history/open.ts';

export const START_AT = Date.UTC(2026, 2, 4, 12);
export const LIMITS = { days: 14, stepDays: 400, maxBytes: 2_000_000_000 };

/** A folder that is gone after the test. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-history-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export type TestClock = { at: number; now(): number };

export function testClock(at = START_AT): TestClock {
  const clock = { at, now: () => clock.at };
  return clock;
}

/** A history that writes every 20 ms, and is closed after the test. `errors` are the words that it said. */
export async function openForTest(options: Partial<HistoryOptions> & { folder: string }): Promise<{ history: History; errors: string[] }> {
  const errors: string[] = [];
  const onError = (error: unknown) => void errors.push(error instanceof Error ? error.message : String(error));
  const pace = { firstFlushMs: 20, flushMs: 20, restartMs: 20, mostRestartMs: 50, ...options.pace };
  const history = await openHistory({ ...{ clock: testClock(), limits: LIMITS, boot: 'one', onError }, ...options, pace });
  onTestFinished(() => history.close());
  return { history, errors };
}
