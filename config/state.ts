import * as z from 'zod';
import { duration, line, mapping, size, wholeNumber } from '#lib/settings.ts';

/** `history` is how much of what was is kept; null where nothing of it is. `folder` is that of what survives a restart. */
export type StateSettings = { folder: string; history: HistorySettings | null };

/** Readings and boards for `days`, 5-minute steps and events for `stepDays`, all of it in no more than `maxBytes`; a board at least every `boardEveryMs`. */
export type HistorySettings = { days: number; stepDays: number; maxBytes: number; boardEveryMs: number };

const history = mapping({
  days: wholeNumber({ min: 1, max: 400, example: '14' }).default(14),
  stepDays: wholeNumber({ min: 1, max: 4_000, example: '400' }).default(400),
  maxSize: size({ min: 64 * 2 ** 20, max: 1_024 * 2 ** 30, example: '2GiB' }).default(2 * 2 ** 30),
  boardEvery: duration({ minMs: 1_000, maxMs: 600_000, example: '10s' }).default(10_000),
}).refine(({ days, stepDays }) => stepDays >= days, {
  path: ['stepDays'],
  error: 'is less than days: what is kept in steps of 5 minutes is kept at least as long as what is kept whole',
});

/** False keeps nothing. An empty line is no answer to whether anything is to be kept. */
const historyOrOff = z.preprocess((value) => (value === false ? null : (value ?? '')), history.nullable());

export const stateSchema = mapping({ folder: line('state', 1_000).default('state'), history: historyOrOff.prefault({}) });

export function toState({ folder, history: kept }: z.output<typeof stateSchema>): StateSettings {
  if (kept === null) return { folder, history: null };
  const { days, stepDays, maxSize: maxBytes, boardEvery: boardEveryMs } = kept;
  return { folder, history: { days, stepDays, maxBytes, boardEveryMs } };
}
