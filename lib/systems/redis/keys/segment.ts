import { decode } from './key-name.ts';

const LONGEST_WORD = 40;
const LONG_TOKEN = 16;
const SHORT_HEX = 8;

/** True where a name is cut into segments: "user:17/cart.items". */
export function isSeparator(code: number): boolean {
  return code === 58 || code === 47 || code === 46;
}

/**
 * What a segment of a name is counted as: itself where it is a word, `<id>` where it looks like one of many (digits, hexadecimal, a UUID, a token of letters and digits), with the
 * word before its digits kept ("user12" as "user<id>"), `<long>` above 40 bytes and `<binary>` where it is no text.
 */
export function collapse(segment: string): string {
  const { digits, letters, hex, others } = count(segment);
  const { length } = segment;
  if (length === 0 || (digits === 0 && others === 0 && length <= LONGEST_WORD)) return segment;
  if (digits === length) return '<id>';
  if (others > 0 && decode(segment) === null) return '<binary>';
  if (hex === length && length >= SHORT_HEX && digits > 0) return '<id>';
  if (length >= LONG_TOKEN && digits > 1 && digits + letters + others === length && !/^[A-Za-z_-]+\d+$/.test(segment)) return '<id>';
  if (length > LONGEST_WORD) return '<long>';
  const text = decode(segment) ?? segment;
  if (/[\p{C}]/u.test(text)) return '<binary>';
  return digits > 1 ? text.replace(/\d{2,}/g, '<id>') : text;
}

/** `hex` counts the digits, a to f and the dashes of a UUID; `others` are bytes that are no plain character. */
function count(segment: string): { digits: number; letters: number; hex: number; others: number } {
  const counts = { digits: 0, letters: 0, hex: 0, others: 0 };
  for (let at = 0; at < segment.length; at += 1) {
    const code = segment.charCodeAt(at);
    const lower = code | 32;
    if (code >= 48 && code <= 57) {
      counts.digits += 1;
      counts.hex += 1;
    } else if (lower >= 97 && lower <= 122) {
      counts.letters += 1;
      if (lower <= 102) counts.hex += 1;
    } else if (code === 45 || code === 95) {
      counts.letters += 1;
      if (code === 45) counts.hex += 1;
    } else if (code < 32 || code > 126) counts.others += 1;
  }
  return counts;
}
