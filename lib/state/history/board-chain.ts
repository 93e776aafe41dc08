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

/** A row of the list of frames. */
export function listedOf(row: unknown): Listed {
  return listed.parse(row);
}

/** Reads frames, and the boards that they make. */
export class BoardChain {
  readonly #before: StatementSync;
  readonly #between: StatementSync;
  readonly #flush: StatementSync;
  readonly #detailed: StatementSync;
  readonly #nextWhole: StatementSync;

  constructor(database: DatabaseSync) {
    this.#before = database.prepare('SELECT * FROM board_frame WHERE id <= ? AND isWhole = 1 ORDER BY id DESC LIMIT 1');
    this.#between = database.prepare('SELECT * FROM board_frame WHERE id BETWEEN ? AND ? ORDER BY id');
    this.#flush = database.prepare('SELECT data FROM board_flush WHERE id = ?');
    this.#detailed = database.prepare(
      'SELECT min(id) AS id FROM board_frame WHERE flush = (SELECT min(id) FROM board_flush WHERE isThin = 0)',
    );
    this.#nextWhole = database.prepare('SELECT * FROM board_frame WHERE id > ? AND isWhole = 1 ORDER BY id LIMIT 1');
  }

  /** The frames that make the board of a frame, a whole one first, itself last; none where there is no whole one before it. */
  to(id: number): Listed[] {
    const whole = this.#before.get(id);
    return whole === undefined ? [] : this.#between.all(listed.parse(whole).id, id).map((row) => listed.parse(row));
  }

  /** The first frames that were not thinned, up to the next whole one, and when that is (epoch ms); null where it is not written yet. */
  firstDetailed(): { frames: Listed[]; nextAt: number | null } {
    const id = z.number().nullable().parse(this.#detailed.get()?.id);
    if (id === null) return { frames: [], nextAt: null };
    const found = this.#nextWhole.get(id);
    const next = found === undefined ? null : listed.parse(found);
    const frames = this.#between.all(id, next === null ? Number.MAX_SAFE_INTEGER : next.id - 1).map((row) => listed.parse(row));
    return { frames, nextAt: next?.at ?? null };
  }

  /** The texts of frames, one after another. Throws a DamagedFrame. */
  *texts(frames: readonly Listed[]): Generator<{ frame: Listed; text: string }> {
    let flush: number | null = null;
    let lines: readonly string[] = [];
    for (const frame of frames) {
      if (frame.flush !== flush) lines = this.#lines(frame);
      flush = frame.flush;
      const text = lines[frame.line];
      if (text === undefined) throw new DamagedFrame(frame, `it has no line ${frame.line + 1}`);
      yield { frame, text };
    }
  }

  /** The board that a chain of frames makes. Throws a DamagedFrame. */
  board(frames: readonly Listed[]): Board {
    let now: BoardAt | null = null;
    for (const { frame, text } of this.texts(frames)) now = nextBoard(now, frame, text);
    if (!now) throw new Error('no frames');
    return now.board;
  }

  #lines(frame: Listed): readonly string[] {
    const data = this.#flush.get(frame.flush)?.data;
    if (!(data instanceof Uint8Array)) throw new DamagedFrame(frame, 'it is not there');
    try {
      return unpackText(data).split('\n');
    } catch (error) {
      throw new DamagedFrame(frame, wordsOf(error));
    }
  }
}

/** That a frame cannot be read, and why. */
export class DamagedFrame extends Error {
  override readonly name = 'DamagedFrame';
  readonly frame: Listed;

  constructor(frame: Listed, words: string) {
    super(words);
    this.frame = frame;
  }
}

/** The board of a frame, made of the one before it, which is used up. Throws a DamagedFrame. */
export function nextBoard(before: BoardAt | null, frame: Listed, text: string): BoardAt {
  const { at, isWhole } = frame;
  try {
    if (isWhole) return { at, board: readWhole(text) };
    if (!before) throw new Error('there is no board before it');
    return { at, board: applyDifference(before.board, text, before.at) };
  } catch (error) {
    throw new DamagedFrame(frame, wordsOf(error));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
