import { OVERVIEW, readWall, type WallPage, type WallQuery, type WallSettings } from '#components/tv/wall-settings.ts';
import { NAVIGATION } from '#config/navigation.ts';
import type { Viewer } from '#lib/access/viewer.ts';

/** Everything, and each system that has a page. */
const ALL: readonly WallPage[] = [
  OVERVIEW,
  ...NAVIGATION.flatMap(({ title, system }) => (system === null ? [] : [{ name: system, title, system }])),
];

/** What the address of a wall asks for, as far as this viewer may have it. */
export function wallSettings(query: WallQuery, { systems, wallRefusal }: Viewer): WallSettings {
  const settings = readWall(query, { all: ALL, viewable: systems.view });
  return wallRefusal === undefined ? settings : { ...settings, notices: [wallRefusal, ...settings.notices] };
}
