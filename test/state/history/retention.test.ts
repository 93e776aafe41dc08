import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOnDisk, HISTORY_FILE } from '#lib/state/history/database.ts';
import type { HistoryLimits } from '#lib/state/history/messages.ts';
import { HistoryStore } from '#lib/state/history/store.ts';
import { START_AT, testFolder } from './open-for-test.ts';
import { BOARD, eventAt, ever, everything, readingAt } from './things.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEY = { source: 'redis/cache/a/info', row: '', figure: 'clients' };

async function openStore(limits: Partial<HistoryLimits>): Promise<{ store: HistoryStore; file: string }> {
  const file = join(await testFolder(), HISTORY_FILE);
  const all = { days: 14, stepDays: 400, maxBytes: 1e9, ...limits };
  return { store: new HistoryStore({ file, boot: 'one', startedAt: START_AT, isRestarted: false, limits: all }, START_AT), file };
}

/** An hour of readings every five minutes, a board that nothing makes small, and an event. */
function writeHour(store: HistoryStore, hour: number, boardBytes: number): void {
  const at = START_AT + hour * HOUR_MS;
  const readings = Array.from({ length: 12 }, (_, i) => readingAt(at + i * 300_000, i));
  const text = BOARD.replace('"sources":[]', `"sources":[],"noise":"${randomBytes(boardBytes).toString('hex')}"`);
  const frames = [{ at, doubtBefore: 0, isWhole: true, hasTurned: true, text }];
  store.flush({ readings, frames, events: [eventAt(at)] }, { number: hour + 1, now: at + HOUR_MS, blanks: [] });
}

function tidyAll(store: HistoryStore, now: number): number {
  let steps = 1;
  while (!store.tidy({ now, budgetMs: 1_000, isFirst: steps === 1 }) && steps < 5_000) steps += 1;
  return steps;
}

function pointsOf(store: HistoryStore, period: { from: number; to: number }): number {
  const answer = store.ask({ of: 'series', key: KEY, period, mostPoints: 100_000 });
  return answer !== null && 'points' in answer ? answer.points.length : 0;
}

test('what is older than its limit goes, an hour at a time, and steps and events stay longer', async () => {
  const { store } = await openStore({ days: 2, stepDays: 5 });
  for (let hour = 0; hour < 8 * 24; hour += 1) {
    writeHour(store, hour, 100);
    tidyAll(store, START_AT + (hour + 1) * HOUR_MS);
  }
  const now = START_AT + 8 * DAY_MS;
  for (let more = 0; more < 300; more += 1) tidyAll(store, now);
  const hours = (from: number, to: number) => ({ from: now - from * HOUR_MS, to: now - to * HOUR_MS });
  expect(pointsOf(store, hours(30, 29))).toBeGreaterThan(10);
  expect(store.ask({ of: 'board', at: now - 30 * HOUR_MS, views: [] })).not.toBeNull();
  expect(store.ask({ of: 'board', at: now - 60 * HOUR_MS, views: [] })).toBeNull();
  expect(pointsOf(store, { from: now - 4 * DAY_MS, to: now - 2.5 * DAY_MS })).toBeGreaterThan(100);
  expect(pointsOf(store, { from: START_AT, to: now - 7 * DAY_MS })).toBe(0);
  const events = store.ask({ of: 'events', query: { ...ever, ...everything } });
  expect(Array.isArray(events) ? events.length : 0).toBe(5 * 24);
  store.close();
});

test('what is too much goes, the oldest boards and readings first, the file becomes smaller, and what is newest stays', async () => {
  const maxBytes = 6_000_000;
  const { store, file } = await openStore({ maxBytes });
  let most = 0;
  for (let hour = 0; hour < 96; hour += 1) {
    writeHour(store, hour, 100_000);
    tidyAll(store, START_AT + (hour + 1) * HOUR_MS);
    most = Math.max(most, bytesOnDisk(file));
  }
  const now = START_AT + 96 * HOUR_MS;
  expect(bytesOnDisk(file)).toBeLessThan(2 * maxBytes);
  expect(most).toBeLessThan(3 * maxBytes);
  expect(store.ask({ of: 'board', at: now - HOUR_MS, views: [] })).not.toBeNull();
  expect(store.ask({ of: 'board', at: START_AT + HOUR_MS, views: [] })).toBeNull();
  const events = store.ask({ of: 'events', query: { ...ever, ...everything } });
  expect(Array.isArray(events) ? events.length : 0).toBe(96);
  store.close();
});

test('a limit that is less than the last hours take is not reached, and tidying up comes to its end', async () => {
  const { store } = await openStore({ maxBytes: 1_000 });
  for (let hour = 0; hour < 4; hour += 1) writeHour(store, hour, 10_000);
  expect(tidyAll(store, START_AT + 4 * HOUR_MS)).toBeLessThan(50);
  expect(store.ask({ of: 'board', at: START_AT + 3 * HOUR_MS, views: [] })).not.toBeNull();
  store.close();
});
