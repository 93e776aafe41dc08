// Windows-1252 where it differs from Latin-1: 0x80 to 0x9f. The five bytes it leaves open stand for themselves.
const UPPER = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map([...UPPER].map((char, index) => [char, 0x80 + index]));

/** Text of char and varchar, code page 1252, the one of SQL_Latin1_General_CP1_CI_AS; a character it has not becomes a question mark. */
export function toCodePage(text: string): Buffer {
  return Buffer.from(Array.from(text, (char) => BYTE_OF.get(char) ?? (isSame(char.charCodeAt(0)) ? char.charCodeAt(0) : 0x3f)));
}

/** The text that bytes of code page 1252 stand for. */
export function fromCodePage(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (char) => UPPER[char.charCodeAt(0) - 0x80] ?? char);
}

function isSame(code: number): boolean {
  return code < 0x80 || (code >= 0xa0 && code <= 0xff);
}
