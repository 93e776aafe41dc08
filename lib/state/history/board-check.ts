import type { DatabaseSync } from 'node:sqlite';
import { formatUtc } from '../../format/time.ts';
import { type BoardChain, DamagedFrame, type Listed, listedOf } from './board-chain.ts';
import { afterOf } from './board-frame.ts';
import type { Checked } from './table.ts';

const MOST_WRONG = 100;

/** Unpacks every frame, and sees that each is whole or follows the one before it. */
export function checkBoards(database: DatabaseSync, chain: BoardChain): Checked {
  const wrong: string[] = [];
  const rows = database.prepare('SELECT * FROM board_frame ORDER BY id').iterate();
  let count = 0;
  let before: Listed | null = null;
  for (const flush of byFlush(rows)) {
    count += flush.length;
    try {
      for (const { frame, text } of chain.texts(flush)) {
        if (!frame.isWhole && afterOf(text) !== before?.at)
          wrong.push(`The board of ${formatUtc(frame.at)} does not follow the one before it.`);
        before = frame;
      }
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      wrong.push(`The boards from ${formatUtc(error.frame.at)} on that were written at once cannot be read: ${error.message}.`);
      before = null;
    }
  }
  const empty = database.prepare('SELECT count(*) AS count FROM board_flush WHERE id NOT IN (SELECT flush FROM board_frame)').get()?.count;
  if (empty !== 0) wrong.push(`${empty} times, boards are kept that are not listed.`);
  return { counts: [['boards', count]], wrong: wrong.slice(0, MOST_WRONG) };
}

/** Frames that stand one after another and were written at once. */
function* byFlush(rows: Iterable<Record<string, unknown>>): Generator<Listed[]> {
  let own: Listed[] = [];
  for (const row of rows) {
    const frame = listedOf(row);
    if (own[0] && own[0].flush !== frame.flush) {
      yield own;
      own = [];
    }
    own.push(frame);
  }
  if (own.length > 0) yield own;
}
