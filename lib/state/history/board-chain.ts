import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { unpackText } from './blob.ts';
import type { Board } from './board.ts';
import { applyDifference, readWhole } from './board-frame.ts';

/** A frame as it is listed: in which flush it is, and on which line. Frames are numbered as they were written. */
export type Listed = { id: number; flush: number; line: number; at: number; doubtBefore: number; isWhole: number; hasTurned: number };

/** A board and the moment that it is of. */
export type BoardAt = { at: number; board: Board };

const listed: z.ZodType<Listed> = z.object({
  ...{ id: z.number(), flush: z.number(), line: z.number(), at: z.number() },
  ...{ doubtBefore: z.number(), isWhole: z.number(), hasTurned: z.number() },
});

/** Reads frames, and the boards that they make. */
export class BoardChain {
  readonly #before: StatementSync;
  readonly #between: StatementSync;
  readonly #flush: StatementSync;

  constructor(database: DatabaseSync) {
    this.#before = database.prepare('SELECT * FROM board_frame WHERE id <= ? AND isWhole = 1 ORDER BY id DESC LIMIT 1');
    this.#between = database.prepare('SELECT * FROM board_frame WHERE id BETWEEN ? AND ? ORDER BY id');
    this.#flush = database.prepare('SELECT data FROM board_flush WHERE id = ?');
  }

  /** The frames that make the board of a frame, a whole one first, itself last; none where there is no whole one before it. */
  to(id: number): Listed[] {
    const whole = this.#before.get(id);
    return whole === undefined ? [] : this.#between.all(listed.parse(whole).id, id).map((row) => listed.parse(row));
  }

  /** The texts of frames, one after another. Throws where one cannot be read, with the number of its flush. */
  *texts(frames: readonly Listed[]): Generator<{ frame: Listed; text: string }> {
    let flush: number | null = null;
    let lines: readonly string[] = [];
    for (const frame of frames) {
      if (frame.flush !== flush) lines = this.#lines(frame.flush);
      flush = frame.flush;
      const text = lines[frame.line];
      if (text === undefined) throw new DamagedFlush(frame.flush, `it has no line ${frame.line + 1}`);
      yield { frame, text };
    }
  }

  /** The board that a chain of frames makes. Throws as `texts` does. */
  board(frames: readonly Listed[]): Board {
    let now: BoardAt | null = null;
    for (const { frame, text } of this.texts(frames)) now = nextBoard(now, frame, text);
    if (!now) throw new Error('no frames');
    return now.board;
  }

  #lines(flush: number): readonly string[] {
    const data = this.#flush.get(flush)?.data;
    if (!(data instanceof Uint8Array)) throw new DamagedFlush(flush, 'it is not there');
    try {
      return unpackText(data).split('\n');
    } catch (error) {
      throw new DamagedFlush(flush, wordsOf(error));
    }
  }
}

/** That frames which were written at once cannot be read. */
export class DamagedFlush extends Error {
  override readonly name = 'DamagedFlush';
  readonly flush: number;

  constructor(flush: number, words: string) {
    super(words);
    this.flush = flush;
  }
}

/** The board of a frame, made of the one before it, which is used up. Throws a DamagedFlush. */
export function nextBoard(before: BoardAt | null, { at, flush, isWhole }: Listed, text: string): BoardAt {
  try {
    if (isWhole) return { at, board: readWhole(text) };
    if (!before) throw new Error('there is no board before it');
    return { at, board: applyDifference(before.board, text, before.at) };
  } catch (error) {
    throw new DamagedFlush(flush, wordsOf(error));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
