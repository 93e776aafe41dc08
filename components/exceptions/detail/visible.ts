const PICTURES = 0x2400;
const SPACE = 0x20;
const DELETE = 0x7f;
const DELETE_PICTURE = '\u2421';
const UNKNOWN = '\ufffd';

/**
 * A text in which what cannot be seen is: control characters stand as their pictures (U+2400 and on), and those that turn the direction of what comes after them by their names (UAX 9, 2.1 to 2.4). Tabs
 * and ends of lines stay, and so does what is written from right to left.
 */
export function visible(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, pictureOf).replace(/[\u202a-\u202e\u2066-\u2069]/g, nameOf);
}

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < SPACE) return String.fromCharCode(PICTURES + code);
  return code === DELETE ? DELETE_PICTURE : UNKNOWN;
}

function nameOf(turn: string): string {
  return `[U+${turn.charCodeAt(0).toString(16).toUpperCase()}]`;
}

/** The beginning of a text, up to so many characters of JavaScript, that ends in no half of one. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(most - 1));
  return text.slice(0, isHalf ? most - 1 : most);
}
