import type { Part } from '#lib/issues/issue.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { count } from './counting-words.ts';
import { wordsOf } from './systems.ts';

/** "2 HAProxy instances"; of several systems "34 nodes of 5 systems". */
export function nodesWords(parts: readonly Part[]): string {
  const systems = new Set(parts.map(({ probe }) => probe.source.system));
  const nodes = new Set(parts.map(({ probe }) => nodeKey(probe.source))).size;
  const first = parts[0]?.probe;
  if (!first || systems.size > 1) return `${count(nodes, 'node')} of ${systems.size} systems`;
  const { one, many } = wordsOf(first.source.system).node;
  return count(nodes, { one: `${first.systemTitle} ${one}`, many: `${first.systemTitle} ${many}` });
}
