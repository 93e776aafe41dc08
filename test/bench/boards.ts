import { DatabaseSync } from 'node:sqlite';
import type { Board } from '#lib/state/history/board.ts';
import { differenceText, wholeText } from '#lib/state/history/board-frame.ts';
import { BOARD_MIGRATIONS, BoardTables } from '#lib/state/history/board-tables.ts';
import type { BoardFrame } from '#lib/state/history/history.ts';
import { Random } from '#test/state/history/random.ts';
import { PretendedBoards } from './boards-estate.ts';

const EVERY_MS = 10_000;
const FLUSH = 3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ASKED = 60;

type Last = { at: number; board: Board; wholeLength: number; differenceLength: number };
type Cost = { ms: number[]; longestStepMs: number };

/** Prints what boards like the demo's cost to write down for an hour, to keep and to read; then what a frame of an estate of twenty times as many rows costs. */
export async function benchBoards(): Promise<void> {
  const database = new DatabaseSync(':memory:');
  for (const { run } of BOARD_MIGRATIONS) if (typeof run === 'string') database.exec(run);
  const tables = new BoardTables(database, (words) => console.log(`  ${words}`));
  const cost: Cost = { ms: [], longestStepMs: 0 };
  const { startAt } = PretendedBoards;
  const boards = new PretendedBoards(new Random(1));
  let last: Last | null = null;
  let waiting: BoardFrame[] = [];
  for (let at = startAt; at < startAt + HOUR_MS; at += EVERY_MS) {
    const made = makeFrame(last, { at, board: boards.at(at) }, cost);
    last = made.last;
    waiting.push(made.frame);
    if (waiting.length === FLUSH) tables.append(waiting.splice(0));
  }
  tables.append(waiting);
  waiting = [];
  tellCost('an hour of the demo', cost);
  tellKept('every 10 s', database, tables);
  while (!tables.compact(startAt + HOUR_MS + DAY_MS + EVERY_MS, 1_000));
  tellKept('thinned', database, tables);
  benchLarge();
}

function benchLarge(): void {
  const cost: Cost = { ms: [], longestStepMs: 0 };
  const boards = new PretendedBoards(new Random(1), 20);
  let last: Last | null = null;
  for (let i = 0; i < 6; i += 1) {
    const at = PretendedBoards.startAt + i * EVERY_MS;
    last = makeFrame(last, { at, board: boards.at(at) }, cost).last;
  }
  const rows = last?.board.sources.reduce((sum, source) => sum + source.rows.length, 0);
  tellCost(`${rows} rows`, cost);
}

/** A frame as the recorder makes it. */
function makeFrame(last: Last | null, { at, board }: { at: number; board: Board }, cost: Cost): { last: Last; frame: BoardFrame } {
  const base = last && last.differenceLength < last.wholeLength / 2 ? last : null;
  const text = stepped(base ? differenceText(base.board, board, base.at) : wholeText(board), cost);
  const lengths = base
    ? { wholeLength: base.wholeLength, differenceLength: base.differenceLength + text.length }
    : { wholeLength: text.length, differenceLength: 0 };
  return { last: { at, board, ...lengths }, frame: { at, doubtBefore: 0, isWhole: base === null, hasTurned: false, text } };
}

function stepped(work: Generator<void, string>, cost: Cost): string {
  const began = performance.now();
  for (;;) {
    const from = performance.now();
    const step = work.next();
    cost.longestStepMs = Math.max(cost.longestStepMs, performance.now() - from);
    if (!step.done) continue;
    cost.ms.push(performance.now() - began);
    return step.value;
  }
}

function tellCost(what: string, { ms, longestStepMs }: Cost): void {
  console.log(`${what}: a frame takes ${at(ms, 0.5)} ms (p95 ${at(ms, 0.95)}), its longest step ${longestStepMs.toFixed(1)} ms`);
}

function tellKept(what: string, database: DatabaseSync, tables: BoardTables): void {
  const bytes = Number(database.prepare('SELECT sum(length(data)) AS bytes FROM board_flush').get()?.bytes);
  const moments = tables.moments({ from: 0, to: Number.MAX_SAFE_INTEGER });
  const random = new Random(2);
  const ms = Array.from({ length: ASKED }, () => {
    const from = performance.now();
    tables.at(moments[random.whole(0, moments.length - 1)] ?? 0, ['sql']);
    return performance.now() - from;
  });
  const ofDay = ((bytes * DAY_MS) / HOUR_MS / 1e6).toFixed(0);
  console.log(
    `  ${what}: ${moments.length} boards, ${(bytes / 1e6).toFixed(1)} MB an hour, ${ofDay} MB a day; a board is read in ${at(ms, 0.5)} ms (p95 ${at(ms, 0.95)})`,
  );
}

function at(values: readonly number[], share: number): string {
  return (values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0).toFixed(1);
}
