import { formatAge } from '../../../format/age.ts';
import type { Judged } from '../../../status.ts';
import { lsnWords } from './lsn.ts';
import type { AgDatabase } from './model.ts';
import { formatKb, say } from './status-words.ts';
import { areAllAlike, reachOf } from './witness-track.ts';

/** Fewer readings are chance, and over less time a reader may hold up the redo for good reasons. */
const FEWEST = 3;
const LEAST_MS = 20_000;

/** A reading of one database: the moment it was asked for (epoch ms), and its own row; null where it was not told. */
export type Past = { at: number; own: AgDatabase | null };

/**
 * A copy that has log waiting and redoes none of it, over the readings of one node, newest first: last_redone_lsn stands while redo_queue_size is not empty in each of them. A reader of the
 * copy that holds a schema lock does that (sys.dm_exec_requests, wait type LCK_M_SCH_M of the command DB STARTUP).
 */
export function judgeRedo(past: readonly Past[]): Judged[] {
  const own = past[0]?.own ?? null;
  const redone = own?.positions.lastRedone ?? null;
  if (own === null || redone === null || own.isPrimary === true || own.isSuspended === true) return [];
  const silent = judgeUntold(past, redone);
  if (silent) return [silent];
  const end = past.findIndex((one) => !isWaitingAt(one, redone));
  const held = end < 0 ? past : past.slice(0, end);
  const [newest, oldest] = [held[0], held.at(-1)];
  if (!newest || !oldest || held.length < FEWEST || newest.at - oldest.at < LEAST_MS) return [];
  const words = `redoes nothing: ${formatKb(own.redoQueueKb ?? 0)} wait, and it stands at ${lsnWords(redone)} for at least ${formatAge(LEAST_MS)}`;
  const why = held.slice(0, FEWEST).every((one) => isAllAlike(one, own))
    ? 'no other position that it tells moves either: nothing arrives to be redone, a reader holds it up, or its view is frozen and what it says is old'
    : 'readers of it see old data. Is a reader holding it up?';
  return [say('warning', `${words}; ${why}`)];
}

/**
 * The same where no queue is told, or none is said to wait: more and more log is there from reading to reading, and the redo stands. That all that comes is redone at once where nothing waits is
 * what redo is.
 */
function judgeUntold(past: readonly Past[], redone: string): Judged | null {
  const end = past.findIndex(({ own }) => own === null || own.positions.lastRedone !== redone || (own.redoQueueKb ?? 0) > 0);
  const held = end < 0 ? past : past.slice(0, end);
  const [newest, oldest] = [held[0], held.at(-1)];
  if (!newest || !oldest || newest.at - oldest.at < LEAST_MS) return null;
  const ends = new Set(held.flatMap(({ own }) => (own === null ? [] : (reachOf(own, false) ?? []))));
  if (ends.size < FEWEST) return null;
  const queue = newest.own?.redoQueueKb === 0 ? 'says that none waits' : 'does not tell how much waits';
  return say(
    'warning',
    `redoes nothing: it stands at ${lsnWords(redone)} for at least ${formatAge(LEAST_MS)} while log arrives, and ${queue}; readers of it see old data`,
  );
}

/** Whether a reading tells just the positions that the newest does: a reader holds up the redo alone, and what arrives still moves others. */
function isAllAlike({ own: then }: Past, own: AgDatabase): boolean {
  return then !== null && areAllAlike({ own: then }, { own });
}

function isWaitingAt({ own }: Past, redone: string): boolean {
  return own !== null && own.positions.lastRedone === redone && own.redoQueueKb !== null && own.redoQueueKb > 0;
}
