import { realRate } from './estimate.ts';
import type { AgDatabase, DatabaseClaim, ShownDatabase } from './model.ts';

/** What a page is told of a database at its own replica, with rates that are real. What is left out stays in the readings: a group has hundreds of databases, and each of them is sent with every reading that moves it. */
export function shown(one: AgDatabase): ShownDatabase {
  const { endOfLog, lastReceived, lastHardened, lastRedone, lastCommitAt } = one.positions;
  return { ...one, ...realRates(one), positions: { endOfLog, lastReceived, lastHardened, lastRedone, lastCommitAt } };
}

/** What a page is told of the word of a primary on a database at another replica. */
export function claimed(one: AgDatabase): DatabaseClaim {
  const { replicaId, syncState, isSuspended, isFailoverReady, sendQueueKb, redoQueueKb, lagSeconds, positions } = one;
  return {
    ...{ replicaId, syncState, isSuspended, isFailoverReady, sendQueueKb, redoQueueKb, lagSeconds, ...realRates(one) },
    positions: { lastCommitAt: positions.lastCommitAt },
  };
}

function realRates(one: AgDatabase): Pick<AgDatabase, 'sendRateKbPerSecond' | 'redoRateKbPerSecond'> {
  return {
    sendRateKbPerSecond: realRate(one.sendQueueKb, one.sendRateKbPerSecond, one.isSuspended),
    redoRateKbPerSecond: realRate(one.redoQueueKb, one.redoRateKbPerSecond, one.isSuspended),
  };
}
