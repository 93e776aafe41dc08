import type { SourceLink } from './settings.ts';

/** More of a line is not held against a configured pattern, which may be slow. */
const MOST_CHARS = 1_000;

/**
 * The address of the source of a frame by the first pattern that is found in its text: `$1` … and `$<name>` of the address are what its groups found, encoded, with slashes as they are and those of
 * Windows turned. Null where none is found, and for an address that is not of http or https.
 */
export function linkOf(raw: string, links: readonly SourceLink[]): string | null {
  const text = raw.trim().slice(0, MOST_CHARS);
  for (const { pattern, url } of links) {
    pattern.lastIndex = 0;
    const found = pattern.exec(text);
    if (found !== null) return webAddress(filled(url, found));
  }
  return null;
}

function filled(url: string, found: RegExpExecArray): string {
  return url.replace(/\$(?:([0-9]{1,2})|<([^>]{1,60})>)/g, (_, place: string | undefined, name: string | undefined) => {
    const group = place === undefined ? found.groups?.[name ?? ''] : found[Number(place)];
    return encodeURIComponent((group ?? '').toWellFormed().replaceAll('\\', '/')).replaceAll('%2F', '/');
  });
}

function webAddress(text: string): string | null {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}
