import type { Block } from './series-block.ts';

/** Values in a part at most, about: what is packed, or read to be packed, within 50 ms. */
export const PART_VALUES = 40_000;

/**
 * In which of so many parts (a power of two) the rows of this name are kept. The numbers are on disk and never become others: FNV-1a of the name's UTF-16 units, so that a row which is in
 * part p of 8 is in part p mod 4 of 4.
 */
export function partOf(row: string, parts: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < row.length; index += 1) hash = Math.imul(hash ^ row.charCodeAt(index), 0x01000193);
  // The low bits of FNV-1a alone know little of the high ones.
  return ((hash ^ (hash >>> 16)) >>> 0) % parts;
}

/** In how many parts a block is kept, of so many values each. */
export function partsFor(block: Block, partValues: number): number {
  const values = block.rows.size * block.figures.length * block.times.length;
  return 2 ** Math.max(0, Math.ceil(Math.log2(values / partValues)));
}
