import { isOneLine } from '../text/one-line.ts';
import { AttentionProblem } from './problem.ts';

const LONGEST_TEXT = 500;
const DAY_MS = 24 * 3_600_000;
const LONGEST_QUIET_DAYS = 30;
const LONGEST_WORK_DAYS = 90;
/** How far ahead planned work may begin. */
const FARTHEST_DAYS = 366;

/** What somebody writes, without the blanks around it. `name` is what it is called: "reason". Throws the problem `invalid` in words. */
export function readText(said: string, name: string): string {
  const text = said.trim();
  if (text === '') throw invalid(`Say why: the ${name} is empty.`);
  if (text.length > LONGEST_TEXT) throw invalid(`The ${name} has ${text.length} characters; ${LONGEST_TEXT} is the most.`);
  if (!isOneLine(text)) throw invalid(`The ${name} must be one line, without control characters.`);
  return text;
}

/** Until when an issue is quiet, epoch ms. Throws the problem `invalid` unless that lies ahead, by 30 days at most. */
export function checkUntil(until: number, now: number): void {
  checkTime(until, 'until');
  if (until <= now) throw invalid('"until" has passed already. Give a time ahead.');
  if (until > now + LONGEST_QUIET_DAYS * DAY_MS)
    throw invalid(`"until" is more than ${LONGEST_QUIET_DAYS} days ahead. Give a nearer time.`);
}

/** When work is planned, epoch ms. Throws the problem `invalid` unless it ends after it begins and after now, and is of at most 90 days within a year. */
export function checkPeriod({ startAt, endAt }: { startAt: number; endAt: number }, now: number): void {
  checkTime(startAt, 'startAt');
  checkTime(endAt, 'endAt');
  if (startAt >= endAt) throw invalid('It ends before it begins. Give an end after the start.');
  if (endAt <= now) throw invalid('Its end has passed already. Give an end ahead.');
  if (endAt - startAt > LONGEST_WORK_DAYS * DAY_MS) throw invalid(`It lasts more than ${LONGEST_WORK_DAYS} days. Plan it in parts.`);
  if (startAt > now + FARTHEST_DAYS * DAY_MS) throw invalid('It begins more than a year ahead. Plan it later.');
}

function checkTime(at: number, name: string): void {
  if (!Number.isSafeInteger(at)) throw invalid(`"${name}" must be a time in whole milliseconds since 1970.`);
}

function invalid(message: string): AttentionProblem {
  return new AttentionProblem('invalid', message);
}
