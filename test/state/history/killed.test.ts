import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { openForTest, START_AT, testClock, testFolder } from './open-for-test.ts';
import { ever, everything } from './things.ts';

const PROCESS = fileURLToPath(new URL('./writing-process.ts', import.meta.url));
const ROUNDS = 6;
/** What a writing process hands over at once. */
const AT_ONCE = 40;

/** Lets a process write from a number on, and kills it in the middle of it. Gives the last number that it was told is on disk. */
async function writeAndKill(folder: string, from: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [PROCESS, folder, String(from), String(START_AT)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let told = '';
  child.stdout.on('data', (data) => {
    told += String(data);
  });
  await until('something is on disk', () => told.includes('\n'));
  await pause(afterMs);
  child.kill('SIGKILL');
  await once(child, 'close');
  return Number(told.split('\n').at(-2));
}

function integrity(folder: string): unknown {
  const database = new DatabaseSync(join(folder, 'history.sqlite'));
  const found = database.prepare('PRAGMA integrity_check').all();
  database.close();
  return found;
}

async function numbersKept(folder: string, boot: string): Promise<{ events: number[]; readings: number[] }> {
  const { history, errors } = await openForTest({ folder, boot });
  const events = await history.events({ ...ever, ...everything, limit: 1_000_000 });
  const key = { source: 'redis/cache/a/info', row: '', figure: 'clients' };
  const { points } = await history.series(key, { from: START_AT, to: START_AT + 86_400_000 }, 10_000_000);
  expect(await history.board(START_AT + events.length * 100, [])).not.toBeNull();
  await history.close();
  expect(errors).toEqual([]);
  return {
    events: events.map(({ words }) => Number(words.split(' ')[1])).reverse(),
    readings: points.map(([, value]) => value ?? Number.NaN),
  };
}

describe('a process that is killed in the middle of writing', () => {
  test(`loses at most what it wrote last, ${ROUNDS} times in a row, and damages nothing`, { timeout: 120_000 }, async () => {
    const folder = await testFolder();
    let last = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const told = await writeAndKill(folder, last, Math.random() * 250);
      expect(integrity(folder)).toEqual([{ integrity_check: 'ok' }]);
      const { events, readings } = await numbersKept(folder, `look-${round}`);
      last = events.length;
      const all = Array.from({ length: last }, (_, i) => i + 1);
      expect(events).toEqual(all);
      expect(readings).toEqual(all);
      expect(last).toBeGreaterThanOrEqual(told);
      expect(last).toBeLessThanOrEqual(told + 2 * AT_ONCE);
    }
  });

  test('is told as a time in which nothing is known, from when it was last seen writing', async () => {
    const folder = await testFolder();
    await writeAndKill(folder, 0, 0);
    const startAt = START_AT + 3_600_000;
    const { history } = await openForTest({ folder, boot: 'two', clock: testClock(startAt) });
    await until('it writes', async () => (await history.blanks({ from: START_AT, to: startAt })).length > 0);
    const [blank, ...rest] = await history.blanks({ from: START_AT, to: startAt });
    expect(rest).toEqual([]);
    expect(blank).toMatchObject({
      to: startAt,
      why: expect.stringMatching(/^Vigil ended without a word: it was last seen writing at 2026-03-04 12:/),
    });
    expect(blank?.from).toBeGreaterThan(START_AT);
  });

  test('and one that is stopped in order is told as not running', async () => {
    const folder = await testFolder();
    const first = await openForTest({ folder, clock: testClock(START_AT) });
    await first.history.close();
    const { history } = await openForTest({ folder, boot: 'two', clock: testClock(START_AT + 60_000) });
    expect(await history.blanks({ from: START_AT - 5_000, to: START_AT + 90_000 })).toEqual([
      { from: START_AT - 5_000, to: START_AT, why: 'Nothing is kept of the time before.' },
      { from: START_AT, to: START_AT + 60_000, why: 'Vigil was not running: it was stopped at 2026-03-04 12:00:00 UTC.' },
    ]);
  });
});
