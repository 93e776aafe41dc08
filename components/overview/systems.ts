import type { RoleOf } from '#lib/hosts/host.ts';
import type { SubjectOf } from '#lib/issues/issue.ts';
import type { Source } from '#lib/reading.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { elasticWords } from '../elastic/overview-words.ts';
import { exceptionsWords } from '../exceptions/overview-words.ts';
import { haproxyWords } from '../haproxy/overview-words.ts';
import { redisWords } from '../redis/overview-words.ts';
import { sqlWords } from '../sql/overview-words.ts';
import type { SystemWords } from './system-words.ts';

/** One line per system. */
const SYSTEMS: Readonly<Record<string, SystemWords>> = {
  haproxy: haproxyWords,
  redis: redisWords,
  sql: sqlWords,
  elastic: elasticWords,
  exceptions: exceptionsWords,
};

/** False for a system that no page shows any more. */
export function hasWords(system: string): boolean {
  return Object.hasOwn(SYSTEMS, system);
}

/** How to speak of a system. Throws for one that is not in the list: it would be missing on the overview. */
export function wordsOf(system: string): SystemWords {
  const words = SYSTEMS[system];
  if (!words) throw new Error(`the overview has no words for the system ${system}`);
  return words;
}

/** Where a node is to be seen: on its own page, or in its place on the page of its system. */
export function pathOfNode(source: Pick<Source, 'system' | 'group' | 'node'>): string {
  const { path, pageOfNode } = wordsOf(source.system);
  return pageOfNode ? pageOfNode(source) : `${path}#${encodeURIComponent(nodeKey(source))}`;
}

/** What a node is called among those of all groups. */
export function nameOfNode({ source, groupTitle }: { source: Pick<Source, 'system' | 'node'>; groupTitle: string }): string {
  return wordsOf(source.system).nameOfNode?.({ node: source.node, groupTitle }) ?? source.node;
}

export const roleOf: RoleOf = (system, row) => wordsOf(system).role(row);

export const subjectOf: SubjectOf = (system, row) => wordsOf(system).subjectOf(row);
