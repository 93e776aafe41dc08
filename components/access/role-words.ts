import type { Viewer } from '#lib/access/viewer.ts';

/** What somebody is, in a word: "admin", "admin of haproxy", "viewer", "no rights". */
export function roleWords({ isAdmin, systems: { act, view } }: Pick<Viewer, 'isAdmin' | 'systems'>): string {
  if (isAdmin) return 'admin';
  if (act.length > 0) return `admin of ${act.join(', ')}`;
  return view.length > 0 ? 'viewer' : 'no rights';
}

/** What somebody may do with each system: "haproxy: view, act". */
export function rightsLines({ systems: { view, act, details } }: Pick<Viewer, 'systems'>): string[] {
  const names = [...new Set([...view, ...act, ...details])];
  const rights = Object.entries({ view, act, details });
  return names.map((name) => `${name}: ${rights.flatMap(([right, on]) => (on.includes(name) ? [right] : [])).join(', ')}`);
}
