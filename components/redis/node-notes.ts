import type { Finding } from '#lib/finding.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { TreeLine } from './tree.ts';

/** Under which node each finding that is not ok is told: the first that is drawn of those that it is about. */
export function notesUnder(
  lines: readonly TreeLine[],
  about: ReadonlyMap<string, readonly Finding[]>,
): ReadonlyMap<string, readonly Finding[]> {
  const told = new Set<Finding>();
  const notes = new Map<string, readonly Finding[]>();
  for (const line of lines) {
    if (line.is !== 'node') continue;
    const key = nodeKey(line.node.probe.source);
    const own = (about.get(key) ?? []).filter((finding) => finding.verdict.status !== 'ok' && !told.has(finding));
    for (const finding of own) told.add(finding);
    notes.set(key, own);
  }
  return notes;
}
