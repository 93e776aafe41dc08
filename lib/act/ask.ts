import { isOneLine } from '../text/one-line.ts';
import type { Performing } from './outcome.ts';
import { ActionProblem } from './problem.ts';

const ID = /^[A-Za-z0-9_-]{8,100}$/;
const LONGEST_REASON = 500;
const LONGEST_UNTIL_MS = 30 * 24 * 3_600_000;

/** True for what may be an action id. */
export function isId(id: string): boolean {
  return ID.test(id);
}

/** Throws the problem `invalid` for an action id that is none. */
export function checkId({ id }: Performing): void {
  if (!isId(id)) throw invalid('The action id must have 8 to 100 letters, digits, "_" or "-".');
}

/** The reason as it is kept: without the blanks around it, null where nothing is left. Throws the problem `invalid`. */
export function readReason({ reason }: Pick<Performing, 'reason'>): string | null {
  const text = reason?.trim() ?? '';
  if (text.length > LONGEST_REASON) throw invalid(`The reason has ${text.length} characters; ${LONGEST_REASON} is the most.`);
  if (!isOneLine(text)) throw invalid('The reason must be one line, without control characters.');
  return text === '' ? null : text;
}

/** Until when it is meant to last, epoch ms. Throws the problem `invalid` unless that lies ahead, by 30 days at most. */
export function readUntil({ until }: Performing, now: number): number | null {
  if (until === null) return null;
  if (!Number.isSafeInteger(until)) throw invalid('"until" must be a time in whole milliseconds since 1970.');
  if (until <= now) throw invalid('"until" has passed already. Give a time ahead.');
  if (until > now + LONGEST_UNTIL_MS) throw invalid('"until" is more than 30 days ahead.');
  return until;
}

function invalid(message: string): ActionProblem {
  return new ActionProblem('invalid', message);
}
