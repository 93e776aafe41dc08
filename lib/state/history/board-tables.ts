import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { formatUtc } from '../../format/time.ts';
import { inTransaction } from '../../io/transaction.ts';
import { packText } from './blob.ts';
import { BoardChain, DamagedFrame } from './board-chain.ts';
import { checkBoards } from './board-check.ts';
import { BoardThinning, dropFrames } from './board-thinning.ts';
import type { BoardFrame, PastBoard, Period } from './history.ts';
import { snapshotOf } from './past-board.ts';
import type { Checked, Migration, Tables } from './table.ts';

// AUTOINCREMENT: frames are in the order of their numbers also after the last ones were dropped.
export const BOARD_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    run: `CREATE TABLE board_flush (id INTEGER PRIMARY KEY AUTOINCREMENT, isThin INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
      CREATE INDEX board_flush_detailed ON board_flush (id) WHERE isThin = 0;
      CREATE TABLE board_frame (
        id INTEGER PRIMARY KEY AUTOINCREMENT, flush INTEGER NOT NULL, line INTEGER NOT NULL, at INTEGER NOT NULL, doubtBefore INTEGER NOT NULL,
        isWhole INTEGER NOT NULL, hasTurned INTEGER NOT NULL) STRICT;
      CREATE INDEX board_frame_at ON board_frame (at);
      CREATE INDEX board_frame_flush ON board_frame (flush);`,
  },
];

/** A frame stands for so long at most (ms). One is written at least every minute: a longer time without is one of which nothing is known. */
const STANDS_MS = 180_000;

/** Of zstd: a whole board of 3.4 MB takes 40 ms. */
const LEVEL = 9;

const number = z.number();

/** Boards as they were: frames in the order in which they were written. What cannot be read is told once by `onDamage`, in words; nothing is known of that time then. */
export class BoardTables implements Tables {
  readonly #database: DatabaseSync;
  readonly #chain: BoardChain;
  readonly #thinning: BoardThinning;
  readonly #onDamage: (words: string) => void;
  readonly #told = new Set<number>();
  readonly #insertFlush: StatementSync;
  readonly #insertFrame: StatementSync;

  constructor(database: DatabaseSync, onDamage: (words: string) => void = () => {}) {
    this.#database = database;
    this.#chain = new BoardChain(database);
    this.#onDamage = onDamage;
    this.#thinning = new BoardThinning(database, this.#chain, (error) => this.#tellDamage(error));
    this.#insertFlush = database.prepare('INSERT INTO board_flush (isThin, data) VALUES (0, ?)');
    this.#insertFrame = database.prepare(
      'INSERT INTO board_frame (flush, line, at, doubtBefore, isWhole, hasTurned) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  /** Adds frames, oldest first. Times are kept in whole ms. */
  append(frames: readonly BoardFrame[]): void {
    if (frames.length === 0) return;
    const { lastInsertRowid } = this.#insertFlush.run(packText(frames.map(({ text }) => text).join('\n'), LEVEL));
    for (const [line, { at, doubtBefore, isWhole, hasTurned }] of frames.entries())
      this.#insertFrame.run(lastInsertRowid, line, Math.floor(at), Math.floor(doubtBefore), Number(isWhole), Number(hasTurned));
  }

  /** The board at a moment (epoch ms), of the systems in `views`; null where nothing is known of that time. Where a clock was set back, what was written last counts. */
  at(moment: number, views: readonly string[]): PastBoard | null {
    const found = this.#database
      .prepare('SELECT max(id) AS id FROM board_frame WHERE at BETWEEN ? AND ?')
      .get(Math.floor(moment) - STANDS_MS, Math.floor(moment));
    const id = number.nullable().parse(found?.id);
    return id === null ? null : this.#read(id, views);
  }

  /** The last board that was written and can be read, of all systems; null where there is none. */
  last(): PastBoard | null {
    const ids = this.#database.prepare('SELECT id FROM board_frame ORDER BY id DESC').iterate();
    for (const { id } of ids) {
      const board = this.#read(number.parse(id), null);
      if (board) return board;
    }
    return null;
  }

  /** The moments in a period of which there are boards (epoch ms; both ends belong to it), earliest first. */
  moments({ from, to }: Period): number[] {
    const rows = this.#database
      .prepare('SELECT DISTINCT at FROM board_frame WHERE at BETWEEN ? AND ? ORDER BY at')
      .all(Math.ceil(from), Math.floor(to));
    return rows.map(({ at }) => number.parse(at));
  }

  oldestAt(): number | null {
    return number.nullable().parse(this.#database.prepare('SELECT min(at) AS at FROM board_frame').get()?.at);
  }

  /** Drops what no board from that moment (epoch ms) on is made of. */
  dropBefore(at: number): void {
    const first = this.#database.prepare('SELECT min(id) AS id FROM board_frame WHERE at >= ?').get(Math.ceil(at));
    const kept = number.nullable().parse(first?.id);
    // The one before it stands until then.
    const from = kept === null ? Number.MAX_SAFE_INTEGER : (this.#chain.to(kept - 1)[0] ?? this.#chain.to(kept)[0])?.id;
    if (from === undefined) return;
    const drop = () => dropFrames(this.#database, { from: 0, to: from - 1 });
    this.#thinning.forget();
    if (this.#database.isTransaction) drop();
    else inTransaction(this.#database, drop);
  }

  /** Thins what is more than a day old: a frame a minute stays, and each in which a status turned. */
  compact(now: number, budgetMs: number): boolean {
    return this.#thinning.run(now, budgetMs);
  }

  check(): Checked {
    return checkBoards(this.#database, this.#chain);
  }

  #read(id: number, views: readonly string[] | null): PastBoard | null {
    const frames = this.#chain.to(id);
    const own = frames.at(-1);
    if (!own) return null;
    try {
      return { at: own.at, json: JSON.stringify(snapshotOf(this.#chain.board(frames), own, views)) };
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      this.#tellDamage(error);
      return null;
    }
  }

  #tellDamage({ frame: { flush, at }, message }: DamagedFrame): void {
    if (this.#told.has(flush)) return;
    this.#told.add(flush);
    this.#onDamage(
      `Boards that were written at ${formatUtc(at)} cannot be read (${message}): nothing is known of the board from then up to the next whole one.`,
    );
  }
}
