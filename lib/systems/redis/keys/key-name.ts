const LONGEST_SHOWN = 200;

/** The name of a key as people can read it, of its bytes (one character each): as UTF-8 where it is that, else with what is no plain character written \x7f. Cut after 200. */
export function showName(bytes: string): { name: string; isCut: boolean } {
  const part = bytes.slice(0, LONGEST_SHOWN * 4);
  const text = decode(part, part.length < bytes.length) ?? part;
  const shown = Array.from(text, (char) => (isPlain(char, text !== part) ? char : escapeChar(char)));
  const isCut = part.length < bytes.length || shown.length > LONGEST_SHOWN;
  return { name: shown.slice(0, LONGEST_SHOWN).join(''), isCut };
}

/** The text of bytes that are UTF-8; null for others. Where it `isCut` the last character may be half. */
export function decode(bytes: string, isCut = false): string | null {
  if (/^[\x20-\x7e]*$/.test(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'), { stream: isCut });
  } catch {
    return null;
  }
}

function isPlain(char: string, isText: boolean): boolean {
  return isText ? !/[\p{C}\p{Zl}\p{Zp}]/u.test(char) : /[\x20-\x7e]/.test(char);
}

function escapeChar(char: string): string {
  return [...Buffer.from(char, char.length === 1 && char.charCodeAt(0) < 256 ? 'latin1' : 'utf8')]
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
