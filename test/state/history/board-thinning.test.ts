import { afterEach, beforeEach, expect, test } from 'vitest';
import { BoardModel, VIEWS } from './board-model.ts';
import { KeptBoards } from './kept-boards.ts';
import { Random } from './random.ts';

const T = 1_795_382_400_000;
const DAY_MS = 86_400_000;
const SEEDS = Array.from({ length: 5 }, (_, seed) => seed);

let kept: KeptBoards;
beforeEach(() => {
  kept = new KeptBoards();
});
afterEach(() => kept.close());

function filled(seed: number, flushes: number): BoardModel {
  const random = new Random(seed);
  const model = new BoardModel(random, T);
  for (let i = 0; i < flushes; i += 1) {
    model.flush(kept, 10_000);
    if (random.isOnce(10)) model.restart();
  }
  return model;
}

function compactAll(now: number): void {
  while (!kept.tables.compact(now, 0));
}

function atsOf(model: BoardModel): number[] {
  return model.written.map(({ at }) => at);
}

function keptAts(): number[] {
  return kept.tables.moments({ from: 0, to: Number.MAX_SAFE_INTEGER });
}

/** Each moment that is kept is answered with the very board that was shown then. */
function expectBoards(model: BoardModel): void {
  for (const at of keptAts()) expect(kept.tables.at(at, VIEWS)?.json, `${at}`).toBe(model.at(at, VIEWS));
}

test.each(SEEDS)(
  'of what is more than a day old a frame a minute is left and each that turned, and every board that is left is what was shown (seed %i)',
  (seed) => {
    const model = filled(seed, 40);
    const ats = atsOf(model);
    compactAll((ats.at(-1) ?? 0) + DAY_MS + 1);
    const left = keptAts();
    expect(left.length).toBeLessThan(ats.length);
    expectBoards(model);
    for (const { at, hasTurned, isWhole } of model.written) if (hasTurned || isWhole) expect(left).toContain(at);
    // No hole is made where there was none.
    const steps = left.slice(1).map((at, i) => at - (left[i] ?? 0));
    const holes = ats.slice(1).map((at, i) => at - (ats[i] ?? 0));
    for (const step of steps.filter((ms) => ms > 60_000)) expect(holes).toContain(step);
    expect(kept.damage).toEqual([]);
    expect(kept.tables.check().wrong).toEqual([]);
  },
);

test.each(SEEDS)('wherever thinning is interrupted, every board is there, and it goes on after a new start (seed %i)', (seed) => {
  const random = new Random(seed);
  const model = filled(seed, 25);
  const now = (atsOf(model).at(-1) ?? 0) + DAY_MS + 1;
  for (let i = 0; i < 6; i += 1) {
    const steps = random.whole(1, 60);
    for (let step = 0; step < steps; step += 1) kept.tables.compact(now, 0);
    kept.reopen();
    expectBoards(model);
  }
  compactAll(now);
  expectBoards(model);
  expect(kept.tables.compact(now, 0)).toBe(true);
  expect(kept.tables.check().wrong).toEqual([]);
});

test('nothing of the last day is thinned, and what goes on is not either', () => {
  const model = filled(1, 30);
  const before = keptAts();
  compactAll((model.written[0]?.at ?? 0) + DAY_MS);
  expect(keptAts()).toEqual(before);
});

test('what is written while it thins is kept, and thinned when it is its turn', () => {
  const model = filled(2, 10);
  const now = (atsOf(model).at(-1) ?? 0) + DAY_MS + 1;
  kept.tables.compact(now, 0);
  model.flush(kept, 10_000);
  compactAll(now);
  expectBoards(model);
  compactAll(now + 10 * DAY_MS);
  expectBoards(model);
  expect(kept.tables.check().wrong).toEqual([]);
});

test('what is dropped while it thins stays dropped', () => {
  const model = filled(3, 20);
  const ats = atsOf(model);
  const now = (ats.at(-1) ?? 0) + DAY_MS + 1;
  kept.tables.compact(now, 0);
  kept.tables.dropBefore(ats[ats.length >> 1] ?? 0);
  const oldest = kept.tables.oldestAt();
  compactAll(now);
  expect(kept.tables.oldestAt()).toBe(oldest);
  expectBoards(model);
  expect(kept.tables.check().wrong).toEqual([]);
});

test.each(SEEDS)(
  'what cannot be read is dropped when it is thinned, told once, and leaves what is before it and the next whole one (seed %i)',
  (seed) => {
    const model = filled(seed, 30);
    const spoilt = new Set([new Random(seed).whole(5, 25)]);
    for (const flush of spoilt) kept.spoil(flush);
    compactAll((atsOf(model).at(-1) ?? 0) + DAY_MS + 1);
    expect(kept.damage).toHaveLength(1);
    const left = keptAts();
    for (const at of left) expect(kept.tables.at(at, VIEWS)?.json, `${at}`).toBe(model.at(at, VIEWS, spoilt));
    for (const { at, isWhole, flush } of model.written)
      if (isWhole && !spoilt.has(flush) && model.at(at, VIEWS, spoilt)) expect(left).toContain(at);
    expect(kept.tables.check().wrong).toEqual([]);
  },
);

test('the check tells what cannot be read, and what does not follow', () => {
  filled(1, 5);
  expect(kept.tables.check()).toEqual({ counts: [['boards', keptAts().length]], wrong: [] });
  kept.spoil(2);
  kept.database.exec('DELETE FROM board_frame WHERE flush = 4');
  const { wrong } = kept.tables.check();
  expect(wrong[0]).toMatch(/^The boards from .* on that were written at once cannot be read: /);
  expect(wrong).toContainEqual(expect.stringMatching(/^The board of .* does not follow the one before it\.$/));
  expect(wrong.at(-1)).toBe('1 times, boards are kept that are not listed.');
});
