import type { Pin } from '#lib/preferences.ts';
import type { Findable } from '../finding/findable.ts';

/** True for what has no state: a chart shows how something was. */
export function isChart(path: string): boolean {
  return path.startsWith('/charts');
}

/** What can be pinned of what can be found: a place of the board. Null for pages, which stand in the bar, and what is no place. */
export function pinOf({ id, name, about, leads }: Findable): Pin | null {
  return leads.to === 'path' && !id.startsWith('page ') ? { path: leads.path, name, about } : null;
}

/** What is found with the pinned first, and those pins besides that are not on the board: a chart, or a place that is gone. */
export function withPins(findables: readonly Findable[], pins: readonly Pin[]): Findable[] {
  const paths = new Set(pins.map(({ path }) => path));
  const isPinned = (findable: Findable): boolean => paths.has(pinOf(findable)?.path ?? '');
  const found = new Map(findables.filter(isPinned).map((findable) => [pinOf(findable)?.path ?? '', findable]));
  const first = pins.map(({ path, name, about }): Findable => {
    const words = [name, about, 'pinned'].map((word) => word.toLowerCase());
    return (
      found.get(path) ?? {
        id: `pin ${path}`,
        name,
        about,
        names: [name.toLowerCase()],
        words,
        leads: { to: 'path', path },
        look: () => null,
      }
    );
  });
  return [...first, ...findables.filter((findable) => !isPinned(findable))];
}
