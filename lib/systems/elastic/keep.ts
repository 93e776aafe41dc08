import { ALLOCATION, HEALTH, INDICES, LOAD, MEMBERS, OWN, RECOVERIES, REPORT, SHARDS, UPKEEP, VOLUME } from './model.ts';
import { pastLoad, pastVolume } from './past.ts';

/** How many readings of each probe are kept. */
export const KEEP = {
  // A minute where it is asked every second: what lags is compared with what others had before.
  [OWN]: 70,
  [HEALTH]: 3,
  // Three minutes: what was rejected in them is counted, and what was high in all of them is told.
  [LOAD]: 12,
  [MEMBERS]: 2,
  [ALLOCATION]: 2,
  [SHARDS]: 2,
  // A minute: how fast copies are made.
  [RECOVERIES]: 6,
  [INDICES]: 1,
  // Rates are of two.
  [VOLUME]: 2,
  [UPKEEP]: 1,
  [REPORT]: 1,
} as const;

/** What is left of a reading of these probes once there is a newer one; all of it of the others. */
export const PAST = { [LOAD]: pastLoad, [VOLUME]: pastVolume } as const;
