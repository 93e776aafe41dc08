import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { openForTest, START_AT, testClock, testFolder } from './open-for-test.ts';
import { eventAt, ever, everything, readingAt } from './things.ts';

/** Only root may mount: elsewhere these are skipped, and counted as that. */
const mayMount = process.getuid?.() === 0 && mounts();

function mounts(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A disk of its own, of 2 MB. */
async function smallDisk(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Takes all the space that is left. */
function fill(folder: string): string {
  const filler = join(folder, 'filler');
  try {
    for (;;) writeFileSync(filler, Buffer.alloc(4_096), { flag: 'a' });
  } catch {
    return filler;
  }
}

// What zstd cannot make small.
function noise(length: number): string {
  return Array.from({ length }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join('');
}

describe.skipIf(!mayMount)('a disk that is full (a tmpfs of 2 MB)', () => {
  test('is told in words, what is seen meanwhile is held, and written once there is space', async () => {
    const folder = await smallDisk();
    const clock = testClock();
    const { history } = await openForTest({ folder, clock });
    const told: (string | null)[] = [];
    history.onTrouble((trouble) => void told.push(trouble?.words ?? null));
    const filler = fill(folder);
    let seen = 0;
    await until('it is told', () => {
      seen += 1;
      clock.at += 1_000;
      history.addEvent(eventAt(clock.at, { words: `${seen} ${noise(5_000)}` }));
      return history.state().trouble !== null;
    });
    const { trouble, dropped } = history.state();
    expect(trouble).toMatchObject({ since: expect.any(Number), isKeeping: true });
    expect(trouble?.words).toMatch(
      /^No space is left for .*history\.sqlite \(ENOSPC, database or disk is full\): free some there\. What is seen meanwhile is held/,
    );
    expect(dropped).toBe(0);
    const before = await history.events({ ...ever, ...everything });
    rmSync(filler);
    await until('all of it is written', () => history.state().waiting === 0 && history.state().trouble === null);
    expect((await history.events({ ...ever, ...everything, limit: 10_000 })).length).toBe(seen);
    expect(before.length).toBeLessThan(seen);
    expect(told).toEqual([trouble?.words, null]);
    expect(await history.blanks({ from: START_AT, to: clock.at })).toEqual([]);
  });

  test('makes the oldest of what waits be dropped at a limit, and the time of that is told as blank', async () => {
    const folder = await smallDisk();
    const filler = fill(folder);
    const clock = testClock();
    const { history } = await openForTest({ folder, clock, pace: { mostBytes: 100_000 } });
    await until('it is told', () => history.state().trouble !== null);
    for (let i = 0; i < 1_000; i += 1) {
      clock.at += 1_000;
      history.addEvent(eventAt(clock.at, { words: noise(500) }));
      history.addReading(readingAt(clock.at, i));
    }
    expect(history.state().waiting).toBeLessThan(300);
    const { dropped } = history.state();
    expect(dropped + history.state().waiting).toBe(2_000);
    await until('it is told', () => history.state().trouble?.isKeeping === false);
    expect(history.state().trouble?.words).toMatch(/the oldest of it is lost already/);
    await expect(history.events({ ...ever, ...everything })).rejects.toMatchObject({ name: 'HistoryProblem', kind: 'unwritable' });
    rmSync(filler);
    await until('it writes on', () => history.state().trouble === null && history.state().waiting === 0);
    const kept = await history.events({ ...ever, ...everything });
    const [blank, ...rest] = await history.blanks({ from: START_AT, to: clock.at });
    expect(rest).toEqual([]);
    expect(blank).toMatchObject({
      from: START_AT + 1_000,
      why: expect.stringMatching(
        /^Not all that was seen then could be written down \(lost: \d+ readings, 0 boards, \d+ events\)\. No space is left/,
      ),
    });
    expect(blank?.to).toBeLessThanOrEqual(kept.at(-1)?.at ?? 0);
  });

  test('that is read-only says so, and is written once it is not', async () => {
    const folder = await smallDisk();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const { history } = await openForTest({ folder });
    history.addEvent(eventAt(START_AT));
    expect(history.state().trouble?.words).toMatch(/cannot be (opened or )?written \(.*\): /);
    await expect(history.groups(ever)).rejects.toMatchObject({ kind: 'unwritable' });
    execFileSync('mount', ['-o', 'remount,rw', folder]);
    await until('it writes', () => history.state().waiting === 0 && history.state().trouble === null);
    expect(await history.events({ ...ever, ...everything })).toHaveLength(1);
  });
});

test('a folder that cannot be made is told in words, and takes in what comes', async () => {
  const folder = await testFolder();
  writeFileSync(join(folder, 'file'), '');
  const { history, errors } = await openForTest({ folder: join(folder, 'file', 'state') });
  history.addEvent(eventAt(START_AT));
  expect(history.state()).toMatchObject({ waiting: 1, keptFrom: null, trouble: { words: expect.stringContaining('ENOTDIR') } });
  expect(errors).toEqual([]);
});
