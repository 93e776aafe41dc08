import type { RoleOf } from '#lib/hosts/host.ts';
import type { SubjectOf } from '#lib/issues/issue.ts';
import { haproxyWords } from '../haproxy/overview-words.ts';
import { redisWords } from '../redis/overview-words.ts';
import type { SystemWords } from './system-words.ts';

/** One line per system. */
const SYSTEMS: Readonly<Record<string, SystemWords>> = { haproxy: haproxyWords, redis: redisWords };

/** How to speak of a system. Throws for one that is not in the list: it would be missing on the overview. */
export function wordsOf(system: string): SystemWords {
  const words = SYSTEMS[system];
  if (!words) throw new Error(`the overview has no words for the system ${system}`);
  return words;
}

export const roleOf: RoleOf = (system, row) => wordsOf(system).role(row);

export const subjectOf: SubjectOf = (system, row) => wordsOf(system).subjectOf(row);
