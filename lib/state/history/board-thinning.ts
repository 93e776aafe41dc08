import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { inTransaction } from '../../io/transaction.ts';
import { packText } from './blob.ts';
import { type BoardAt, type BoardChain, DamagedFrame, type Listed, nextBoard } from './board-chain.ts';
import { differenceText } from './board-frame.ts';

/** Of a time longer ago than this one frame a minute is kept, and each in which a status turned. */
const DETAIL_MS = 24 * 3_600_000;
const THIN_MS = 60_000;

/** Of zstd: what is written here is kept for two weeks. */
const LEVEL = 13;

type Left = { frame: Listed; text: string };

/**
 * Thins frames, each whole one with those up to the next. What is left of them takes their place all at once: where that is interrupted, it is as if it had not begun. What cannot be read is
 * dropped and told by `onDamage`.
 */
export class BoardThinning {
  readonly #database: DatabaseSync;
  readonly #chain: BoardChain;
  readonly #onDamage: (error: DamagedFrame) => void;
  #work: Generator<void, void> | null = null;

  constructor(database: DatabaseSync, chain: BoardChain, onDamage: (error: DamagedFrame) => void) {
    this.#database = database;
    this.#chain = chain;
    this.#onDamage = onDamage;
  }

  /** Thins for about so long; true where nothing is left to do at this moment. */
  run(now: number, budgetMs: number): boolean {
    const until = performance.now() + budgetMs;
    do {
      this.#work ??= this.#next(now - DETAIL_MS);
      if (this.#work === null) return true;
      if (this.#work.next().done) this.#work = null;
    } while (performance.now() < until);
    return false;
  }

  /** To be called when frames are dropped: what it is at is begun anew. */
  forget(): void {
    this.#work = null;
  }

  #next(before: number): Generator<void, void> | null {
    const { frames, nextAt } = this.#chain.firstDetailed();
    const isOver = frames.length > 0 && frames.every(({ at }) => at < before);
    return isOver ? this.#thin(frames, nextAt) : null;
  }

  *#thin(frames: readonly Listed[], nextAt: number | null): Generator<void, void> {
    const left: Left[] = [];
    try {
      for (const one of leftOf(this.#chain.texts(frames), frames, nextAt)) {
        if (one) left.push(one);
        yield;
      }
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      this.#onDamage(error);
    }
    yield;
    const data = packText(left.map(({ text }) => text).join('\n'), LEVEL);
    inTransaction(this.#database, () => this.#replace(frames, left, data));
  }

  #replace(frames: readonly Listed[], left: readonly Left[], data: Uint8Array): void {
    const move = this.#database.prepare('UPDATE board_frame SET flush = ?, line = ? WHERE id = ?');
    if (left.length > 0) {
      const { lastInsertRowid } = this.#database.prepare('INSERT INTO board_flush (isThin, data) VALUES (1, ?)').run(data);
      for (const [line, { frame }] of left.entries()) move.run(lastInsertRowid, line, frame.id);
    }
    const drop = this.#database.prepare('DELETE FROM board_frame WHERE id = ?');
    const kept = new Set(left.map(({ frame }) => frame.id));
    for (const { id } of frames) if (!kept.has(id)) drop.run(id);
    dropEmpty(this.#database, new Set(frames.map(({ flush }) => flush)));
  }
}

/** Drops frames by their numbers (both ends with them), and the flushes of which none is left. */
export function dropFrames(database: DatabaseSync, { from, to }: { from: number; to: number }): void {
  const flushes = database.prepare('SELECT DISTINCT flush FROM board_frame WHERE id BETWEEN ? AND ?').all(from, to);
  database.prepare('DELETE FROM board_frame WHERE id BETWEEN ? AND ?').run(from, to);
  dropEmpty(database, new Set(flushes.map(({ flush }) => z.number().parse(flush))));
}

function dropEmpty(database: DatabaseSync, flushes: ReadonlySet<number>): void {
  const drop = database.prepare(
    'DELETE FROM board_flush WHERE id = ? AND NOT EXISTS (SELECT 1 FROM board_frame WHERE flush = board_flush.id)',
  );
  for (const flush of flushes) drop.run(flush);
}

/** What is left of frames, as differences of what is left; null for one that is not. Pauses (yields null) now and then. */
function* leftOf(texts: Iterable<Left>, frames: readonly Listed[], nextAt: number | null): Generator<Left | null, void> {
  let now: BoardAt | null = null;
  let kept: (BoardAt & { place: number }) | null = null;
  let place = 0;
  for (const { frame, text } of texts) {
    now = nextBoard(now, frame, text);
    const next = frames[place + 1]?.at ?? nextAt ?? Number.POSITIVE_INFINITY;
    if (kept && !frame.hasTurned && next - kept.at <= THIN_MS) yield null;
    else if (!kept || kept.place === place - 1) {
      kept = { ...nextBoard(kept, frame, text), place };
      yield { frame, text };
    } else {
      const difference: string = yield* pausing(differenceText(kept.board, now.board, kept.at));
      kept = { ...nextBoard(kept, frame, difference), place };
      yield { frame, text: difference };
    }
    place += 1;
  }
}

function* pausing(work: Generator<void, string>): Generator<null, string> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield null;
  }
}
