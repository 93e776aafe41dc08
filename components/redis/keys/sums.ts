import { formatBytes } from '#lib/format/bytes.ts';
import type { KeyPrefix, KeySum, KeyTally, SizeBand } from '#lib/systems/redis/keys/model.ts';

/** A line of a table of sums: its part of all bytes, 0 to 1, null where there are none; `meanBytes` of a key. `below` are the segments that lead to what it is made of, null where nothing is kept of that. */
export type SumLine = KeyTally & {
  name: string;
  part: number | null;
  meanBytes: number | null;
  isAtLeast: boolean;
  below: readonly string[] | null;
};

/** What is summed up because it is too much or too small to be kept by itself. */
export const OTHERS = 'all others';

export function sumLine(name: string, tally: KeyTally, total: KeyTally): SumLine {
  const { keys, bytes, expiring } = tally;
  const part = total.bytes > 0 ? bytes / total.bytes : null;
  return { name, keys, bytes, expiring, part, meanBytes: keys > 0 ? bytes / keys : null, isAtLeast: false, below: null };
}

export function sumLines(sums: readonly KeySum[], total: KeyTally): SumLine[] {
  return sums.map((sum) => sumLine(sum.name, sum, total));
}

/** "from 1.0 kB to 10 kB". */
export function bandName({ fromBytes, toBytes }: Pick<SizeBand, 'fromBytes' | 'toBytes'>): string {
  return toBytes === null ? `${formatBytes(fromBytes)} and more` : `${formatBytes(fromBytes)} to ${formatBytes(toBytes)}`;
}

/** The prefix that these segments lead to; the nearest above it where there is none any more, as after another run. */
export function prefixAt(root: KeyPrefix, path: readonly string[]): { prefix: KeyPrefix; path: readonly string[] } {
  let prefix = root;
  for (const [depth, segment] of path.entries()) {
    const next = prefix.children.find((child) => child.segment === segment);
    if (!next) return { prefix, path: path.slice(0, depth) };
    prefix = next;
  }
  return { prefix, path };
}

/** What stands right under a prefix, that with the most bytes first, and after it what is not kept by itself. */
export function linesUnder(prefix: KeyPrefix, path: readonly string[], total: KeyTally): SumLine[] {
  const own = prefix.children.map((child): SumLine => {
    const hasMore = child.children.length > 0;
    return { ...sumLine(child.segment, child, total), isAtLeast: child.isAtLeast, below: hasMore ? [...path, child.segment] : null };
  });
  const sorted = own.toSorted((a, b) => b.bytes - a.bytes);
  return prefix.other === null ? sorted : [...sorted, sumLine(OTHERS, prefix.other, total)];
}

/** Segments from the address of the page; none where it holds something else. */
export function readPath(text: string): string[] {
  try {
    const said: unknown = JSON.parse(text);
    return Array.isArray(said) && said.every((segment) => typeof segment === 'string') ? said : [];
  } catch {
    return [];
  }
}

export function writePath(path: readonly string[]): string {
  return path.length === 0 ? '' : JSON.stringify(path);
}
