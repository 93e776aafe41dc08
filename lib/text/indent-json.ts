/** Deeper is not indented further: what is nested a hundred thousand times would be white space alone. */
const MOST_INDENTED = 40;
const STEP = '  ';

/**
 * JSON text with line breaks and indents between its parts, which stay as they are: no number is rounded, no name that stands there twice is dropped. Of JSON that is cut or broken what there is.
 * Takes time in proportion to the text. Never throws.
 */
export function indentJson(json: string): string {
  const pieces: string[] = [];
  let depth = 0;
  const breakLine = (): void => void pieces.push('\n', STEP.repeat(Math.min(depth, MOST_INDENTED)));
  let at = 0;
  while (at < json.length) {
    const end = endOfPart(json, at);
    const part = json.slice(at, end);
    at = end;
    if (part.trim() === '') continue;
    if (part === '}' || part === ']') {
      depth = Math.max(0, depth - 1);
      breakLine();
      pieces.push(part);
    } else if (part === '{' || part === '[') {
      const closing = endOfSpace(json, at);
      const isEmpty = json[closing] === (part === '{' ? '}' : ']');
      pieces.push(isEmpty ? `${part}${json[closing]}` : part);
      if (isEmpty) at = closing + 1;
      else {
        depth += 1;
        breakLine();
      }
    } else {
      pieces.push(part === ':' ? ': ' : part);
      if (part === ',') breakLine();
    }
  }
  return pieces.join('');
}

/** Where the part that begins at `at` ends: a mark, a text with its quotes, white space, or whatever else stands between those. */
function endOfPart(json: string, at: number): number {
  const first = json.charAt(at);
  if ('{}[],:'.includes(first)) return at + 1;
  if (first === '"') return endOfText(json, at);
  if (SPACE.includes(first)) return endOfSpace(json, at);
  let end = at + 1;
  while (end < json.length && !'{}[],:"'.includes(json.charAt(end)) && !SPACE.includes(json.charAt(end))) end += 1;
  return end;
}

const SPACE = ' \t\n\r';

function endOfSpace(json: string, at: number): number {
  let end = at;
  while (end < json.length && SPACE.includes(json.charAt(end))) end += 1;
  return end;
}

function endOfText(json: string, at: number): number {
  let end = at + 1;
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
  return Math.min(json.length, end + 1);
}
