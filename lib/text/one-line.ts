/** Control characters, line ends, and those that turn the direction of writing: with them a line reads as what it is not. */
const NOT_IN_A_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** True for text that reads as one line, and as what it is. */
export function isOneLine(text: string): boolean {
  return !NOT_IN_A_LINE.test(text);
}
