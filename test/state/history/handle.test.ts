import type { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { openForTest, START_AT, testClock, testFolder } from './open-for-test.ts';
import { BOARD, eventAt, ever, everything, readingAt } from './things.ts';

/** The threads that are started while a test runs. */
function startedWorkers(): Worker[] {
  const workers: Worker[] = [];
  const note = (worker: Worker) => void workers.push(worker);
  process.on('worker', note);
  onTestFinished(() => void process.off('worker', note));
  return workers;
}

const KEY = { source: 'redis/cache/a/info', row: '', figure: 'clients' };
const frameAt = (at: number, isWhole = true) => ({ at, doubtBefore: 0, isWhole, hasTurned: false, text: BOARD });

describe('a history', () => {
  test('tells after a restart what was put in before it', async () => {
    const folder = await testFolder();
    const first = await openForTest({ folder });
    first.history.addEvent(eventAt(START_AT + 1_000, { words: 'one' }));
    first.history.addReading(readingAt(START_AT + 1_000, 7));
    first.history.addFrame(frameAt(START_AT + 1_000));
    expect(await first.history.lastBoard()).toBeNull();
    await first.history.close();
    const { history } = await openForTest({ folder, boot: 'two' });
    expect(await history.events({ ...ever, ...everything })).toEqual([{ id: 1, ...eventAt(START_AT + 1_000, { words: 'one' }) }]);
    const series = await history.series(KEY, { from: START_AT, to: START_AT + 60_000 }, 100);
    expect(series.points).toEqual([[START_AT + 1_000, 7, 7, 7]]);
    expect(await history.board(START_AT + 2_000, [])).toMatchObject({ at: START_AT + 1_000 });
    expect(await history.board(START_AT, [])).toBeNull();
    expect(history.state()).toMatchObject({ waiting: 0, dropped: 0, trouble: null, keptFrom: expect.any(Number) });
    expect(history.state().bytes).toBeGreaterThan(0);
  });

  test('goes on telling the last board from before the start when it has written others', async () => {
    const folder = await testFolder();
    const first = await openForTest({ folder });
    first.history.addFrame(frameAt(START_AT));
    await first.history.close();
    const { history } = await openForTest({ folder, boot: 'two' });
    history.addFrame(frameAt(START_AT + 60_000));
    await until('it is written', () => history.state().waiting === 0);
    expect(await history.lastBoard()).toMatchObject({ at: START_AT });
  });

  test('who asks of what was seen just now is told of it, however long the next flush is away', async () => {
    const HOUR_MS = 3_600_000;
    const clock = testClock();
    const { history } = await openForTest({ folder: await testFolder(), clock, pace: { firstFlushMs: HOUR_MS, flushMs: HOUR_MS } });
    clock.at += 10_000;
    history.addEvent(eventAt(clock.at, { words: 'one' }));
    history.addFrame(frameAt(clock.at));
    expect(await history.events({ ...ever, ...everything })).toMatchObject([{ words: 'one' }]);
    clock.at += 10_000;
    history.addFrame(frameAt(clock.at));
    expect(await history.board(clock.at, [])).toMatchObject({ at: clock.at });
    history.addEvent(eventAt(START_AT, { words: 'of a time that is written' }));
    expect(await history.events({ ...everything, from: START_AT - 1, to: START_AT + 1 })).toEqual([]);
  });

  test('is closed once: then it says so to who asks, and takes in what comes without a word', async () => {
    const { history, errors } = await openForTest({ folder: await testFolder() });
    await Promise.all([history.close(), history.close()]);
    history.addEvent(eventAt(START_AT));
    await expect(history.groups(ever)).rejects.toMatchObject({ kind: 'stopped', message: 'The history is closed: Vigil stops.' });
    expect(errors).toEqual([]);
  });

  test('answers many who ask at once, and tells those that are too many to ask again', async () => {
    const { history } = await openForTest({ folder: await testFolder() });
    const asked = await Promise.allSettled(Array.from({ length: 500 }, () => history.groups(ever)));
    const refused = asked.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ reason: { kind: 'busy', message: expect.stringContaining('ask again in a while') } });
    expect(asked.length - refused.length).toBeGreaterThanOrEqual(200);
  });
});

describe('a worker that dies', () => {
  test('is told, and started again; nothing is lost or written twice', async () => {
    const workers = startedWorkers();
    const { history } = await openForTest({ folder: await testFolder() });
    const told: (string | null)[] = [];
    history.onTrouble((trouble) => void told.push(trouble?.words ?? null));
    let seen = 0;
    for (let death = 0; death < 5; death += 1) {
      for (let i = 0; i < 200; i += 1) {
        seen += 1;
        history.addEvent(eventAt(START_AT + seen, { words: String(seen) }));
      }
      if (death % 2 === 0) await until('it is handed over', () => history.state().waiting < 200);
      const asked = history.groups(ever).then(
        () => 'answered',
        (error: Error) => error.message,
      );
      await workers.at(-1)?.terminate();
      expect(await asked).toMatch(/has ended .*, and is started again|^answered$/);
      await until('it is written', () => history.state().waiting === 0 && history.state().trouble === null);
    }
    const kept = await history.events({ ...ever, ...everything, limit: 10_000 });
    expect(kept.map(({ words }) => Number(words)).reverse()).toEqual(Array.from({ length: seen }, (_, i) => i + 1));
    expect(workers).toHaveLength(6);
    expect(told[0]).toMatch(
      /^The part of Vigil that keeps the history has ended \(.*\), and is started again\. What is seen meanwhile is held in memory/,
    );
    expect(told.at(-1)).toBeNull();
    expect(await history.blanks({ from: START_AT, to: START_AT + 10_000 })).toEqual([]);
  });
});

describe('a clock', () => {
  test('that jumps ahead by years costs nothing at once but an hour of what is oldest', async () => {
    const clock = testClock();
    const { history } = await openForTest({ folder: await testFolder(), clock });
    for (let hour = 0; hour < 48; hour += 1) history.addEvent(eventAt(START_AT + hour * 3_600_000));
    clock.at += 48 * 3_600_000;
    await until('it is written', () => history.state().waiting === 0);
    clock.at += 10 * 365 * 86_400_000;
    history.addEvent(eventAt(clock.at, { words: 'much later' }));
    await until('it is written', () => history.state().waiting === 0);
    const kept = await history.events({ ...ever, ...everything });
    expect(kept[0]?.words).toBe('much later');
    expect(kept.length).toBeGreaterThan(40);
  });

  test('that is set back between two runs makes nothing blank, and what is written later is told as well', async () => {
    const folder = await testFolder();
    const first = await openForTest({ folder, clock: testClock(START_AT + 3_600_000) });
    for (const { history } of [first]) {
      history.addReading(readingAt(START_AT + 3_600_000, 1));
      history.addFrame(frameAt(START_AT + 3_600_000));
      history.addEvent(eventAt(START_AT + 3_600_000, { words: 'before' }));
    }
    await first.history.close();
    const { history } = await openForTest({ folder, boot: 'two', clock: testClock(START_AT) });
    for (const at of [START_AT, START_AT + 3_600_000]) {
      history.addReading(readingAt(at, 2));
      history.addFrame(frameAt(at));
      history.addEvent(eventAt(at, { words: 'after' }));
    }
    await until('it is written', () => history.state().waiting === 0);
    expect((await history.events({ ...ever, ...everything })).map(({ words }) => words)).toEqual(['after', 'before', 'after']);
    const { points } = await history.series(KEY, { from: START_AT, to: START_AT + 4_000_000 }, 100);
    expect(points.map(([at, value]) => [at - START_AT, value])).toEqual([
      [0, 2],
      [3_600_000, 2],
    ]);
    expect(await history.board(START_AT + 1, [])).toMatchObject({ at: START_AT });
    expect(await history.blanks({ from: START_AT, to: START_AT + 8_000_000 })).toEqual([
      { from: START_AT, to: START_AT + 3_600_000, why: 'Nothing is kept of the time before.' },
    ]);
  });
});
