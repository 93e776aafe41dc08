import { type FrameName, readFrameName } from './frame-name.ts';

/** A line of a stack that was read. `written` is the name as it stands there; `file` as written; `line` from 1. */
export type FrameLine = FrameName & { written: string; args: string; file: string | null; line: number | null };

/** A line that is longer is no frame. */
const MOST_CHARS = 4_000;

/**
 * "at" as .NET says it in the languages it comes in: English, German, French, Spanish, Italian, Portuguese, Russian, Japanese, Chinese (simplified and traditional), Korean, Polish, Czech, Turkish,
 * Dutch, Danish and Norwegian, Swedish, Finnish, Hungarian, Greek, Arabic.
 */
const AT = new Set([
  ...[
    'at',
    'bei',
    'à',
    'en',
    'in',
    'em',
    'в',
    '場所',
    '在',
    '於',
    '위치:',
    'w',
    'v',
    'konum:',
    'bij',
    'ved',
    'vid',
    'kohteessa',
    'a következő helyen:',
    'σε',
    'في',
  ],
]);
const NAME = /^[ \p{L}\p{N}\p{M}_.<>`+|$@[\],*&?=#~\-\\]+$/u;
const HAS_LETTER = /\p{L}/u;
const PATH_BEGINS = /^(?:[A-Za-z]:[\\/]|\\\\|\/)/;
const ENDS_WITH_NUMBER = /[0-9]{1,9}$/;

/** Reads one line of a stack of .NET in any of its languages; null for any other line. Looks at each character a few times at most. */
export function readFrameLine(text: string): FrameLine | null {
  if (text.length > MOST_CHARS) return null;
  const line = text.trim();
  const open = line.indexOf('(');
  if (open < 1) return null;
  const close = closingOf(line, open);
  if (close < 0) return null;
  const head = line.slice(0, open);
  const rest = line.slice(close + 1).trim();
  // Mono writes a space before the brackets, and so does JavaScript: Mono goes on with an offset.
  if (head.endsWith(' ') && !rest.startsWith('[0x')) return null;
  const nameAt = nameBegins(head.trimEnd());
  const word = head.slice(0, nameAt).trimEnd();
  const written = head.slice(nameAt).trimEnd();
  if (!isAt(word, text, written) || !NAME.test(written) || !HAS_LETTER.test(written)) return null;
  const name = readFrameName(word === 'at new' ? `${written}..ctor` : written);
  const { inner, isLambda, after } = readInner(rest);
  const method = [name.method, ...inner].join('.');
  return { ...name, method, isLambda: name.isLambda || isLambda, written, args: line.slice(open + 1, close).trim(), ...placeOf(after) };
}

/** What Ben.Demystifier writes behind the brackets: "+Check(string name)" for a function within the method, "+(Line line) => { }" for a lambda. */
function readInner(rest: string): { inner: readonly string[]; isLambda: boolean; after: string } {
  const inner: string[] = [];
  let isLambda = false;
  let after = rest;
  while (/^\+[\p{L}_(]/u.test(after)) {
    const open = after.indexOf('(');
    const close = open < 0 ? -1 : closingOf(after, open);
    if (close < 0) break;
    if (open === 1) isLambda = true;
    else inner.push(after.slice(1, open));
    after = after.slice(close + 1).replace(/^ => (?:\{ \}|\{…\})?/, '');
  }
  return { inner, isLambda, after: after.trim() };
}

/** A line of the trace that Exceptional adds: "Load at offset 87 in file:line:column C:\src\Cart.cs:42:13" (StackFrame.ToString). It names no type. */
export function readOffsetLine(text: string): FrameLine | null {
  if (text.length > MOST_CHARS) return null;
  const line = text.trim();
  const at = line.indexOf(' at offset ');
  const where = line.indexOf(' in file:line:column ', at);
  if (at < 1 || where < 0) return null;
  const written = line.slice(0, at);
  const parts = line.slice(where + ' in file:line:column '.length).split(':');
  const column = parts.pop();
  const found = Number(parts.pop());
  const file = parts.join(':');
  const isKnown = column !== undefined && file !== '' && !file.startsWith('<') && found > 0;
  const name = readFrameName(written);
  return { ...name, type: '', written, args: '', file: isKnown ? file : null, line: isKnown ? found : null };
}

// Without its room in front only the English word is known well enough: the others are words of a message too.
function isAt(word: string, text: string, name: string): boolean {
  // With what it gives back, as Ben.Demystifier writes it: "at async Task<int> Shop.Cart.Add(int id)".
  if (word.startsWith('at ')) return name.includes('.');
  if (!AT.has(word)) return false;
  return /^(?:\s{2}|\t)/.test(text) || (word === 'at' && name.includes('.'));
}

/** Where the last word begins, brackets of generics being part of it. */
function nameBegins(head: string): number {
  let depth = 0;
  for (let at = head.length - 1; at >= 0; at -= 1) {
    const char = head.charAt(at);
    if (char === ']' || char === '>') depth += 1;
    else if (char === '[' || char === '<') depth = Math.max(0, depth - 1);
    else if (char === ' ' && depth === 0) return at + 1;
  }
  return 0;
}

function closingOf(line: string, open: number): number {
  let depth = 0;
  for (let at = open; at < line.length; at += 1) {
    if (line[at] === '(') depth += 1;
    else if (line[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** The file and line after the brackets: " in C:\src\Cart.cs:line 42", " в /src/Cart.cs:строка 42", " [0x00012] in /src/Cart.cs:42". */
function placeOf(after: string): { file: string | null; line: number | null } {
  const rest = after.startsWith('[') ? after.slice(after.indexOf(']') + 1).trim() : after;
  if (rest === '' || rest.startsWith('+')) return { file: null, line: null };
  const where = PATH_BEGINS.test(rest) ? rest : rest.slice(rest.indexOf(' ') + 1).trim();
  const token = where.indexOf(':token 0x');
  if (token > 0) return { file: where.slice(0, token), line: null };
  if (where.startsWith('<')) return { file: null, line: null };
  // In German a sentence ends with it.
  const path = where.endsWith('.') ? where.slice(0, -1) : where;
  const digits = ENDS_WITH_NUMBER.exec(path.slice(-10))?.[0];
  if (digits === undefined) return { file: path, line: null };
  const before = path.slice(0, -digits.length);
  const colon = Math.max(before.lastIndexOf(':'), before.lastIndexOf('：'));
  const word = before.slice(colon + 1);
  if (colon < 1 || word.length > 20 || /[\\/]/.test(word)) return { file: path, line: null };
  return { file: before.slice(0, colon), line: Number(digits) || null };
}
