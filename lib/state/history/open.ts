import { join } from 'node:path';
import { HISTORY_FILE } from './database.ts';
import type { History } from './history.ts';
import { HistoryKeeper, type KeeperOptions } from './keeper.ts';
import type { HistoryLimits } from './messages.ts';
import { type HistoryPace, PACE } from './pace.ts';

export type HistoryOptions = {
  folder: string;
  limits: HistoryLimits;
  /** Names this run of Vigil. */
  boot: string;
  pace?: Partial<HistoryPace>;
} & Pick<KeeperOptions, 'clock' | 'onError'>;

/**
 * Opens the history in the folder of what survives a restart, and makes it where it is not there. Never rejects: where it cannot be opened or written, `state().trouble` says why in words, what
 * is seen is held in memory up to a limit, and it is tried again with every flush.
 */
export async function openHistory({ folder, limits, boot, clock, onError, pace = {} }: HistoryOptions): Promise<History> {
  const data = { file: join(folder, HISTORY_FILE), boot, startedAt: clock.now(), limits };
  const keeper = new HistoryKeeper({ data, clock, onError, pace: { ...PACE, ...pace } });
  await keeper.start();
  return keeper;
}
