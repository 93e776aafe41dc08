import type { AbsentSystem } from '#lib/http/bridge.ts';
import { type Config, SECTIONS } from './schema.ts';

/** The systems that could be watched and are not: why, where somebody wrote that down, and the least that would change it. */
export function absentSystems({ systems, unwatched }: Pick<Config, 'systems' | 'unwatched'>): AbsentSystem[] {
  return SECTIONS.filter(({ name }) => (systems[name] ?? []).length === 0).map(({ name, smallest }) => ({
    ...{ name, smallest },
    why: unwatched[name] ?? null,
  }));
}
