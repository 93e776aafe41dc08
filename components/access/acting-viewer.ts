import type { Viewer } from '#lib/access/viewer.ts';

/** Who looks. `barred` says why he may do nothing now, whatever his rights are. */
export type ActingViewer = Viewer & { barred?: string };

/** The same viewer, who may look at all that he may look at and do nothing. */
export function barred(viewer: Viewer, why: string): ActingViewer {
  return { ...viewer, isAdmin: false, systems: { ...viewer.systems, act: [] }, barred: why };
}

/** Why this viewer may not act on a system; null where he may. */
export function mayNotAct(viewer: ActingViewer | null, system: string): string | null {
  return viewer?.barred ?? (viewer?.systems.act.includes(system) ? null : 'needs the right to act');
}
