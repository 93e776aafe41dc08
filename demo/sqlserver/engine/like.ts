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

/** The parts of a pattern between its %, each as the source of an expression of a fixed length. */
function partsOf(pattern: string, escapedBy: string | null): string[] {
  const parts: string[] = [];
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (escapedBy !== null && character === escapedBy) {
      at += 1;
      source += literal(pattern[at] ?? '');
    } else if (character === '%') {
      parts.push(source);
      source = '';
    } else if (character === '_') source += '[^]';
    else if (character === '[') {
      const found = classOf(pattern, at);
      source += found ? found.source : '(?!)';
      at = found ? found.end : at;
    } else source += literal(character);
  }
  return [...parts, source];
}

/**
 * Tells whether a text fits a pattern of LIKE; neither regards case. Trailing spaces of the text do not count. What stands between two % is taken where it comes first: a long text is gone through
 * once, and never again from another place.
 */
export function likePattern(pattern: string, escapedBy: string | null = null): (text: string) => boolean {
  const [first = '', ...others] = partsOf(pattern, escapedBy);
  const last = others.pop();
  if (last === undefined) {
    const whole = new RegExp(`^${first} *$`, 'i');
    return (text) => whole.test(text);
  }
  const steps = [`^${first}`, ...others, `${last} *$`].filter((source) => source !== '^' && source !== '' && source !== ' *$');
  const searches = steps.map((source) => new RegExp(source, 'gi'));
  return (text) => {
    let from = 0;
    for (const search of searches) {
      search.lastIndex = from;
      if (!search.test(text)) return false;
      from = search.lastIndex;
    }
    return true;
  };
}

/** Where a pattern of PATINDEX begins in a text, from 1; 0: nowhere. */
export function patternIndex(pattern: string, text: string): number {
  const isOpen = pattern.startsWith('%');
  const source = partsOf(isOpen ? pattern.slice(1) : pattern, null).join('[^]*');
  const found = new RegExp(`${isOpen ? '' : '^'}(?:${source})$`, 'i').exec(text);
  return found ? found.index + 1 : 0;
}
