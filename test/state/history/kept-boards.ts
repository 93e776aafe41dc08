import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Board } from '#lib/state/history/board.ts';
import { differenceText, wholeText } from '#lib/state/history/board-frame.ts';
import { BOARD_MIGRATIONS, BoardTables } from '#lib/state/history/board-tables.ts';
import type { BoardFrame } from '#lib/state/history/history.ts';
import { textOf } from './text-of.ts';

/** So long a frame stands at most. */
export const STANDS_MS = 180_000;

/** A board as it was shown, and whether a status turned in it. */
export type Shown = { at: number; board: Board; hasTurned: boolean };

/** The frame of a board after another; a whole one where there is none. */
export function frameOf(before: Shown | null, { at, board, hasTurned }: Shown): BoardFrame {
  const text = before === null ? wholeText(board) : differenceText(before.board, board, before.at);
  return { at, doubtBefore: 0, isWhole: before === null, hasTurned, text: textOf(text) };
}

/** Boards in a file of their own; `damage` are the words of what could not be read. */
export class KeptBoards {
  readonly file = join(mkdtempSync(join(tmpdir(), 'vigil-boards-')), 'history.sqlite');
  readonly damage: string[] = [];
  #database = new DatabaseSync(this.file);
  #tables: BoardTables;

  constructor() {
    for (const { run } of BOARD_MIGRATIONS) typeof run === 'string' ? this.#database.exec(run) : run(this.#database);
    this.#tables = this.#open();
  }

  get tables(): BoardTables {
    return this.#tables;
  }

  get database(): DatabaseSync {
    return this.#database;
  }

  /** As after a new start. */
  reopen(): void {
    this.#database.close();
    this.#database = new DatabaseSync(this.file);
    this.#tables = this.#open();
  }

  /** Turns over a byte in the middle of what was written at once. */
  spoil(flush: number): void {
    const data = this.#database.prepare('SELECT data FROM board_flush WHERE id = ?').get(flush)?.data;
    if (!(data instanceof Uint8Array)) throw new Error(`no flush ${flush}`);
    const middle = data.length >> 1;
    data[middle] = (data[middle] ?? 0) ^ 0xff;
    this.#database.prepare('UPDATE board_flush SET data = ? WHERE id = ?').run(data, flush);
  }

  close(): void {
    this.#database.close();
  }

  #open(): BoardTables {
    this.#database.exec('PRAGMA synchronous = OFF');
    return new BoardTables(this.#database, (words) => void this.damage.push(words));
  }
}
