import { snapshotOf } from '#lib/state/history/past-board.ts';
import { frameOf, type KeptBoards, type Shown, STANDS_MS } from './kept-boards.ts';
import type { Random } from './random.ts';
import { asKept, laterBoard, randomBoard } from './random-board.ts';

export const VIEWS = ['haproxy', 'redis', 'sql'];

/** A board that was shown, in which flush it was written, and whether its frame was whole. */
type Written = Shown & { flush: number; isWhole: boolean };

/** All boards that were shown, kept whole: what the tables must answer. */
export class BoardModel {
  readonly written: Written[] = [];
  readonly #random: Random;
  #last: Shown | null = null;
  #at: number;
  #flush = 0;

  constructor(random: Random, at: number) {
    this.#random = random;
    this.#at = at;
  }

  /** Shows some boards one after another, and writes them at once. */
  flush({ tables }: KeptBoards, everyMs: number): void {
    this.#flush += 1;
    const frames = Array.from({ length: this.#random.whole(1, 5) }, () => {
      this.#at += this.#random.isOnce(10) ? this.#random.whole(1, 400_000) : everyMs;
      const isWhole = this.#last === null || this.#random.isOnce(12);
      const board = this.#last ? laterBoard(this.#random, this.#last.board) : randomBoard(this.#random);
      const shown: Shown = { at: this.#at, board, hasTurned: this.#random.isOnce(6) };
      const frame = frameOf(isWhole ? null : this.#last, shown);
      this.#last = shown;
      this.written.push({ ...shown, flush: this.#flush, isWhole });
      return frame;
    });
    tables.append(frames);
  }

  /** Vigil is started again: the next board is told whole. */
  restart(): void {
    this.#last = null;
  }

  setClockBack(byMs: number): void {
    this.#at -= byMs;
    this.restart();
  }

  /** What is to be answered for a moment, as text; null where nothing is known. `spoilt` are flushes that cannot be read. */
  at(moment: number, views: readonly string[], spoilt: ReadonlySet<number> = new Set()): string | null {
    const i = this.written.findLastIndex(({ at }) => at <= moment && at >= moment - STANDS_MS);
    const own = this.written[i];
    if (!own || this.#isLost(i, spoilt)) return null;
    return JSON.stringify(snapshotOf(JSON.parse(asKept(own.board)), { at: own.at, doubtBefore: 0 }, views));
  }

  /** Moments around which boards may differ. */
  moments(): number[] {
    return this.written.flatMap(({ at }) => [at - 1, at, at + this.#random.whole(1, 9_999), at + STANDS_MS, at + STANDS_MS + 1]);
  }

  // A frame can be read where all from its whole one on can.
  #isLost(i: number, spoilt: ReadonlySet<number>): boolean {
    const whole = this.written.findLastIndex(({ isWhole }, j) => isWhole && j <= i);
    return this.written.slice(whole, i + 1).some(({ flush }) => spoilt.has(flush));
  }
}
