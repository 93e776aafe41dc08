const PICTURES = 0x2400;
const SPACE = 0x20;
const DELETE = 0x7f;
const DELETE_PICTURE = '\u2421';
const UNKNOWN = '\ufffd';

/** A text in which what cannot be seen is: control characters stand as their pictures (U+2400 and on). Tabs and ends of lines stay. */
export function visible(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, (control) => {
    const code = control.charCodeAt(0);
    if (code < SPACE) return String.fromCharCode(PICTURES + code);
    return code === DELETE ? DELETE_PICTURE : UNKNOWN;
  });
}

/** The beginning of a text, up to so many characters of JavaScript, that ends in no half of one. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(most - 1));
  return text.slice(0, isHalf ? most - 1 : most);
}
