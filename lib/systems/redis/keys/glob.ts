/** True for a text that a pattern matches. */
export type Matcher = (text: string) => boolean;

type Token =
  | { is: 'any' }
  | { is: 'one' }
  | { is: 'char'; code: number }
  | { is: 'set'; isNot: boolean; ranges: readonly [number, number][] };

const STAR = 42;
const QUESTION = 63;
const OPEN = 91;
const CLOSE = 93;
const BACKSLASH = 92;
const CARET = 94;
const DASH = 45;

/**
 * A matcher for a glob as MATCH and KEYS of Redis take it, case and all (redis/src/util.c stringmatchlen). Pattern and texts have one character for each byte. Its time grows with
 * the product of the two lengths at worst, whatever the pattern.
 */
export function compileGlob(pattern: string): Matcher {
  const tokens = readTokens(pattern);
  const plain = tokens.slice(0, -1);
  if (tokens.at(-1)?.is === 'any' && plain.every(({ is }) => is === 'char')) {
    const prefix = plain.map((token) => (token.is === 'char' ? String.fromCharCode(token.code) : '')).join('');
    return (text) => text.startsWith(prefix);
  }
  return (text) => matches(tokens, text);
}

/** Goes back to the last star alone: an earlier one could only have taken what this one can take as well. */
function matches(tokens: readonly Token[], text: string): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    const next = tokens[token];
    if (next?.is === 'any') {
      star = token;
      token += 1;
      from = at;
    } else if (next !== undefined && takes(next, text.charCodeAt(at))) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      token = star + 1;
      from += 1;
      at = from;
    } else return false;
  }
  return tokens.slice(token).every(({ is }) => is === 'any');
}

function takes(token: Token, code: number): boolean {
  switch (token.is) {
    case 'any':
      return false;
    case 'one':
      return true;
    case 'char':
      return token.code === code;
    case 'set':
      return token.ranges.some(([from, to]) => signed(code) >= from && signed(code) <= to) !== token.isNot;
  }
}

function readTokens(pattern: string): Token[] {
  const codes = [...pattern].map((char) => char.charCodeAt(0));
  const tokens: Token[] = [];
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === STAR) {
      if (tokens.at(-1)?.is !== 'any') tokens.push({ is: 'any' });
    } else if (code === QUESTION) tokens.push({ is: 'one' });
    else if (code === OPEN) {
      const set = readSet(codes, at + 1);
      tokens.push(set.token);
      at = set.last;
    } else if (code === BACKSLASH && at + 1 < codes.length) {
      at += 1;
      tokens.push({ is: 'char', code: codes[at] ?? 0 });
    } else tokens.push({ is: 'char', code });
  }
  return tokens;
}

/** Redis compares what is in a set as C does chars: where it runs on x86 a byte above 127 is below 0. */
function signed(code: number): number {
  return code > 127 ? code - 256 : code;
}

/** A set that is not closed ends with the pattern, a range may be written backwards, and a bracket closes at once. */
function readSet(codes: readonly number[], begin: number): { token: Token; last: number } {
  const isNot = codes[begin] === CARET;
  const ranges: [number, number][] = [];
  let at = isNot ? begin + 1 : begin;
  for (; at < codes.length && codes[at] !== CLOSE; at += 1) {
    const code = codes[at] ?? 0;
    const [dash, end] = [codes[at + 1], codes[at + 2]];
    if (code === BACKSLASH && at + 1 < codes.length) {
      at += 1;
      ranges.push([signed(codes[at] ?? 0), signed(codes[at] ?? 0)]);
    } else if (dash === DASH && end !== undefined) {
      ranges.push([Math.min(signed(code), signed(end)), Math.max(signed(code), signed(end))]);
      at += 2;
    } else ranges.push([signed(code), signed(code)]);
  }
  return { token: { is: 'set', isNot, ranges }, last: at };
}
