import type { Lsn } from './model.ts';

/** numeric(25,0): ten digits of virtual log file, ten of log block, five of slot. */
const MOST_DIGITS = 25;
const BLOCK_DIGITS = 10;
const SLOT_DIGITS = 5;

/** Whether a text is a position as SQL Server writes it: 1 to 25 decimal digits and nothing else. */
export function isLsn(text: string): text is Lsn {
  return text.length <= MOST_DIGITS && /^\d+$/.test(text);
}

/** Which of two positions comes first, as numbers: below 0, 0, above 0. Throws RangeError on what is no position: garbage has no order. */
export function compareLsn(a: Lsn, b: Lsn): number {
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (left === right) return 0;
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  return left < right ? -1 : 1;
}

/**
 * A position for people: virtual log file, block and slot in decimal, "27841:302118:4", or in hexadecimal as fn_dblog writes them, "00006cc1:00049c26:0004". Throws RangeError.
 */
export function lsnWords(lsn: Lsn, base: 'decimal' | 'hexadecimal' = 'decimal'): string {
  const digits = digitsOf(lsn).padStart(MOST_DIGITS, '0');
  const [blockAt, slotAt] = [MOST_DIGITS - SLOT_DIGITS - BLOCK_DIGITS, MOST_DIGITS - SLOT_DIGITS];
  // Ten digits at most: each part is far below 2^53.
  const parts = [digits.slice(0, blockAt), digits.slice(blockAt, slotAt), digits.slice(slotAt)].map(Number);
  if (base === 'decimal') return parts.join(':');
  return parts.map((part, index) => part.toString(16).padStart(index === 2 ? 4 : 8, '0')).join(':');
}

/** Without leading zeros. */
function digitsOf(lsn: Lsn): string {
  if (!isLsn(lsn)) throw new RangeError(`not a position in a log: ${JSON.stringify(String(lsn).slice(0, 40))}`);
  return lsn.startsWith('0') ? lsn.replace(/^0+/, '') : lsn;
}
