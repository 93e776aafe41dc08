import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Board } from '#lib/state/history/board.ts';
import { BoardModel, VIEWS } from './board-model.ts';
import { frameOf, KeptBoards, type Shown, STANDS_MS } from './kept-boards.ts';
import { Random } from './random.ts';
import { asKept, laterBoard, randomBoard } from './random-board.ts';

const T = 1_795_382_400_000;
const SEEDS = Array.from({ length: 5 }, (_, seed) => seed);

let kept: KeptBoards;
beforeEach(() => {
  kept = new KeptBoards();
});
afterEach(() => kept.close());

/** Boards every ten seconds from T on, the first told whole. */
function shown(count: number): Shown[] {
  const random = new Random(7);
  const all: Shown[] = [];
  let board: Board = randomBoard(random);
  for (let i = 0; i < count; i += 1) {
    all.push({ at: T + i * 10_000, board, hasTurned: false });
    board = laterBoard(random, board);
  }
  return all;
}

function write(all: readonly Shown[]): void {
  kept.tables.append(all.map((one, i) => frameOf(all[i - 1] ?? null, one)));
}

test.each(SEEDS)(
  'the board of any moment is the one that was shown then, also after a new start and where the clock was set back (seed %i)',
  (seed) => {
    const random = new Random(seed);
    const model = new BoardModel(random, T);
    for (let i = 0; i < 20; i += 1) {
      model.flush(kept, 10_000);
      if (random.isOnce(10)) model.restart();
      if (random.isOnce(10)) model.setClockBack(random.whole(1, 600_000));
      if (random.isOnce(5)) kept.reopen();
    }
    const views = random.pick([VIEWS, ['redis'], ['haproxy', 'sql'], []]);
    for (const moment of model.moments()) expect(kept.tables.at(moment, views)?.json ?? null, `${moment}`).toBe(model.at(moment, views));
  },
);

test.each(SEEDS)('of what cannot be read nothing is told, and what is whole after it is told again (seed %i)', (seed) => {
  const random = new Random(seed);
  const model = new BoardModel(random, T);
  for (let i = 0; i < 20; i += 1) model.flush(kept, 10_000);
  const spoilt = new Set([random.whole(1, 20), random.whole(1, 20)]);
  for (const flush of spoilt) kept.spoil(flush);
  for (const moment of model.moments())
    expect(kept.tables.at(moment, VIEWS)?.json ?? null, `${moment}`).toBe(model.at(moment, VIEWS, spoilt));
  expect(kept.damage.length).toBeGreaterThan(0);
  expect(new Set(kept.damage).size).toBe(kept.damage.length);
  expect(kept.damage[0]).toMatch(/^Boards that were written at .* cannot be read/);
});

test.each(SEEDS)('what is dropped leaves every board from then on (seed %i)', (seed) => {
  const random = new Random(seed);
  const model = new BoardModel(random, T);
  for (let i = 0; i < 20; i += 1) model.flush(kept, 10_000);
  const before = model.written[random.whole(0, model.written.length - 1)]?.at ?? T;
  kept.tables.dropBefore(before);
  for (const moment of model.moments().filter((one) => one >= before))
    expect(kept.tables.at(moment, VIEWS)?.json ?? null).toBe(model.at(moment, VIEWS));
  const wholes = kept.database.prepare('SELECT isWhole FROM board_frame ORDER BY id LIMIT 1').all();
  expect(wholes).toEqual([{ isWhole: 1 }]);
  const orphans = kept.database.prepare('SELECT id FROM board_flush WHERE id NOT IN (SELECT flush FROM board_frame)').all();
  expect(orphans).toEqual([]);
});

test('all that is older than the oldest day kept is dropped', () => {
  write(shown(20));
  kept.tables.dropBefore(T + 3_600_000);
  expect(kept.tables.oldestAt()).toBeNull();
  expect(kept.database.prepare('SELECT count(*) AS count FROM board_flush').get()).toEqual({ count: 0 });
});

test('nothing is known before the first frame, and so long after the last', () => {
  const [first] = shown(1) as [Shown];
  write([first]);
  expect(kept.tables.at(T - 1, VIEWS)).toBeNull();
  expect(kept.tables.at(T, VIEWS)?.at).toBe(T);
  expect(kept.tables.at(T + STANDS_MS, VIEWS)?.at).toBe(T);
  expect(kept.tables.at(T + STANDS_MS + 1, VIEWS)).toBeNull();
});

test('the last board is told of all systems, however long ago it was', () => {
  const all = shown(5);
  write(all);
  const last = kept.tables.last();
  expect(last?.at).toBe(T + 40_000);
  const { probes, findings, now } = JSON.parse(last?.json ?? '');
  expect(now).toBe(T + 40_000);
  expect(probes).toHaveLength(all[4]?.board.sources.length ?? -1);
  expect(findings).toEqual(JSON.parse(asKept(all[4]?.board as Board)).findings);
});

test('where the last board cannot be read it is the one before', () => {
  const all = shown(5);
  write(all.slice(0, 3));
  kept.tables.append([frameOf(all[2] as Shown, all[3] as Shown)]);
  kept.spoil(2);
  expect(kept.tables.last()?.at).toBe(T + 20_000);
  expect(kept.damage).toHaveLength(1);
});

test('nothing is kept before anything was written', () => {
  expect(kept.tables.last()).toBeNull();
  expect(kept.tables.oldestAt()).toBeNull();
  expect(kept.tables.at(T, VIEWS)).toBeNull();
  expect(kept.tables.moments({ from: 0, to: T })).toEqual([]);
  kept.tables.append([]);
  kept.tables.dropBefore(T);
});

test('the moments of a period are those of its frames, both ends with it', () => {
  write(shown(4));
  expect(kept.tables.moments({ from: T + 10_000, to: T + 20_000 })).toEqual([T + 10_000, T + 20_000]);
});

test('a board of the past says by its names that it is none of now, and draws no points that it has not', () => {
  write(shown(1));
  const snapshot = JSON.parse(kept.tables.at(T, VIEWS)?.json ?? '');
  expect(snapshot).toMatchObject({ boot: 'past', build: 'past', viewer: 'past', seqs: {}, now: T });
  expect(snapshot.probes[0].keyFigures).toEqual([expect.objectContaining({ name: 'Requests', trend: [] })]);
});

test('a lost frame is a hole up to the next whole one, and nothing is made of what does not fit', () => {
  const all = shown(5);
  write(all.slice(0, 2));
  kept.tables.append([frameOf(all[2] as Shown, all[3] as Shown)]);
  expect(kept.tables.at(T + 10_000, VIEWS)?.at).toBe(T + 10_000);
  expect(kept.tables.at(T + 30_000, VIEWS)).toBeNull();
  expect(kept.damage).toHaveLength(1);
  kept.tables.append([frameOf(null, all[4] as Shown)]);
  expect(kept.tables.at(T + 40_000, VIEWS)?.at).toBe(T + 40_000);
});
