import type { Issue } from '#lib/issues/issue.ts';
import type { ActingViewer } from '../access/acting-viewer.ts';

/** Why this viewer may not speak for these systems; null where he may. `titleOf` names a system as people know it. */
export function missingToAct(viewer: ActingViewer, systems: readonly string[], titleOf: (system: string) => string): string | null {
  if (viewer.barred) return viewer.barred;
  const missing = systems.filter((system) => !viewer.systems.act.includes(system));
  return missing.length === 0 ? null : `needs the right to act on ${missing.map(titleOf).join(', ')}`;
}

/** Why this viewer may not acknowledge an issue. What Vigil itself is in trouble with concerns every system. */
export function missingToAttend(viewer: ActingViewer, { symptoms }: Issue): string | null {
  if (viewer.barred) return viewer.barred;
  if (symptoms.some(({ probe }) => probe.scope === 'board') && !viewer.isAdmin) return 'needs the right to act on every system';
  const titles = new Map(
    symptoms.filter(({ probe }) => probe.scope === 'node').map(({ probe }) => [probe.source.system, probe.systemTitle] as const),
  );
  return missingToAct(viewer, [...titles.keys()], (system) => titles.get(system) ?? system);
}
