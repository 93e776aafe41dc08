const SPECIAL = /[.*+?^${}()|[\]\\/]/g;
const literal = (text: string): string => text.replace(SPECIAL, '\\$&');

/** What [abc], [a-f] and [^x] mean: a class of characters; null where the bracket is never closed. */
function classOf(pattern: string, start: number): { source: string; end: number } | null {
  const end = pattern.indexOf(']', start + 1);
  if (end < 0) return null;
  const inside = pattern.slice(start + 1, end);
  const isNegated = inside.startsWith('^') && inside.length > 1;
  const body = (isNegated ? inside.slice(1) : inside).replace(/[\\[\]^]/g, '\\$&').replace(/^-|-$/g, '\\-');
  if (body === '') return { source: '(?!)', end };
  return { source: `[${isNegated ? '^' : ''}${body}]`, end };
}

function sourceOf(pattern: string, escapedBy: string | null): string {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (escapedBy !== null && character === escapedBy) {
      at += 1;
      source += literal(pattern[at] ?? '');
    } else if (character === '%') source += '[^]*';
    else if (character === '_') source += '[^]';
    else if (character === '[') {
      const found = classOf(pattern, at);
      source += found ? found.source : '(?!)';
      at = found ? found.end : at;
    } else source += literal(character);
  }
  return source;
}

/** A pattern of LIKE as an expression that tells whether a text fits it; neither regards case. Trailing spaces of the text do not count. */
export function likePattern(pattern: string, escapedBy: string | null = null): RegExp {
  return new RegExp(`^${sourceOf(pattern, escapedBy)} *$`, 'i');
}

/** Where a pattern of PATINDEX begins in a text, from 1; 0: nowhere. */
export function patternIndex(pattern: string, text: string): number {
  const isOpen = pattern.startsWith('%');
  const found = new RegExp(`${isOpen ? '' : '^'}(?:${sourceOf(isOpen ? pattern.slice(1) : pattern, null)})$`, 'i').exec(text);
  return found ? found.index + 1 : 0;
}
