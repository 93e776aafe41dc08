import { GRID_LENGTH, GRID_MOST } from '#lib/systems/elastic/asked/grid/model.ts';
import { COLORS } from '#lib/systems/elastic/model.ts';
import type { IndexView } from '#lib/systems/elastic/model-data.ts';

/** The indices whose name holds a text, those that are red first, then those that are yellow, by name. */
export function gridIndices(indices: readonly IndexView[], filter: string): string[] {
  const word = filter.trim().toLowerCase();
  return indices
    .filter(({ name }) => name.toLowerCase().includes(word))
    .toSorted((a, b) => COLORS.indexOf(b.color) - COLORS.indexOf(a.color) || a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map(({ name }) => name);
}

/** The names as they can be asked for at a time. */
export function gridPages(names: readonly string[]): string[][] {
  const pages: string[][] = [];
  let length = 0;
  for (const name of names) {
    const page = pages.at(-1);
    if (page && page.length < GRID_MOST && length + name.length + 1 <= GRID_LENGTH) {
      page.push(name);
      length += name.length + 1;
    } else {
      pages.push([name]);
      length = name.length;
    }
  }
  return pages;
}
