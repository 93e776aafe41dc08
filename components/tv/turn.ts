import type { WallPage } from './wall-settings.ts';

/** Which page is on the wall: number `index` of `count`, for another `nextInMs`, after which comes `next`. */
export type Turn = { page: WallPage; index: number; count: number; nextInMs: number | null; next: WallPage };

/** Whose turn it is, by the server's time of the last event: walls side by side turn together, and one that hears nothing stands still. */
export function turnAt(pages: readonly WallPage[], everyMs: number, heardAt: number | null): Turn {
  const count = pages.length;
  const index = heardAt === null ? 0 : Math.floor(heardAt / everyMs) % count;
  const [page, next] = [pages[index], pages[(index + 1) % count]];
  if (!page || !next) throw new Error('a wall without a page');
  return { page, index, count, nextInMs: heardAt === null ? null : everyMs - (heardAt % everyMs), next };
}
