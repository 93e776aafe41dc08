import { notAfter } from '../../../text/changed-clock.ts';
import type { RowReader } from './parse-row.ts';

/** The clock of a server as it is when it answers: how far it is ahead of UTC, the moment, and when it may have been changed before (epoch ms). */
export type Clock = { offsetMinutes: number; saidAt: number; changes: readonly number[] };

/** A local datetime of the past as epoch ms, by the offset that the clock has now; null stays null. One that would be yet to come is of before the clock was set back. */
export function readPast(row: RowReader, column: string, { offsetMinutes, saidAt, changes }: Clock): number | null {
  const at = row.local(column, offsetMinutes);
  return at === null ? null : notAfter(at, saidAt, changes);
}
