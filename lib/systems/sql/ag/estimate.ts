import type { AgDatabase, Positions } from './model.ts';

type Rated = Pick<AgDatabase, 'sendQueueKb' | 'sendRateKbPerSecond' | 'redoQueueKb' | 'redoRateKbPerSecond' | 'isSuspended'>;

/**
 * A rate where it is one: log_send_rate and redo_rate are averages of the last active period and stay when nothing is sent or redone. Null where the queue is empty or not known, where
 * the database is suspended, and where the rate is not told. KB/s.
 */
export function realRate(queueKb: number | null, rateKbPerSecond: number | null, isSuspended: boolean | null): number | null {
  return queueKb === null || queueKb <= 0 || isSuspended !== false ? null : rateKbPerSecond;
}

/**
 * How long a database takes until it has redone what it has (redo_queue_size / redo_rate, "Monitor performance for Always On availability groups"), seconds, without the time that finding
 * out and failing over take. Null where that cannot be told: suspended, not told, or nothing is redone.
 */
export function redoSeconds({ redoQueueKb, redoRateKbPerSecond, isSuspended }: Rated): number | null {
  return over(redoQueueKb, redoRateKbPerSecond, isSuspended);
}

/** How long until everything is sent that waits for it, seconds; null as with redoSeconds. While it is suspended that is never. */
export function sendSeconds({ sendQueueKb, sendRateKbPerSecond, isSuspended }: Rated): number | null {
  return over(sendQueueKb, sendRateKbPerSecond, isSuspended);
}

function over(queueKb: number | null, rate: number | null, isSuspended: boolean | null): number | null {
  if (isSuspended !== false || queueKb === null || queueKb < 0) return null;
  if (queueKb === 0) return 0;
  return rate === null || rate <= 0 ? null : queueKb / rate;
}

type Committed = { positions: Pick<Positions, 'lastCommitAt'> };
type Copy = Committed & Pick<AgDatabase, 'sendQueueKb' | 'isFailoverReady' | 'isSuspended' | 'syncState'>;

/**
 * What would be lost if the primary died, in seconds of commits, as the primary itself knows it: both rows are of one reading of it, because the stamps are of its own clock. 0 where the
 * copy is ready for a failover; null where it cannot be told: a stamp is missing, the copy is ahead, or the stamps agree while log waits to be sent. It is a claim and ages with it.
 */
export function dataLossSeconds(primary: Committed, copy: Copy): number | null {
  if (copy.isFailoverReady === true && copy.isSuspended === false && copy.syncState === 'synchronized') return 0;
  const [ours, theirs] = [primary.positions.lastCommitAt, copy.positions.lastCommitAt];
  if (ours === null || theirs === null || theirs > ours) return null;
  // An idle primary makes the difference 0, and a suspended copy tells no queue.
  if (ours === theirs && copy.sendQueueKb !== 0) return null;
  return (ours - theirs) / 1_000;
}

/** The same from what waits to be sent and how fast log is written (bytes/s), for where commits tell nothing; null where one of them is not known or nothing is written. */
export function dataLossByQueueSeconds({ sendQueueKb, isSuspended }: Copy, writtenBytesPerSecond: number | null): number | null {
  if (isSuspended !== false || sendQueueKb === null) return null;
  if (sendQueueKb === 0) return 0;
  return writtenBytesPerSecond === null || writtenBytesPerSecond <= 0 ? null : (sendQueueKb * 1_024) / writtenBytesPerSecond;
}

/** The figure of a group is the worst of its databases: one that is not known makes it unknown, and none is not known. */
export function worstSeconds(seconds: readonly (number | null)[]): number | null {
  const known = seconds.filter((one) => one !== null);
  return known.length === 0 || known.length < seconds.length ? null : Math.max(...known);
}
