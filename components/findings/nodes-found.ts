import type { Finding } from '#lib/finding.ts';
import { type NodeVerdict, nodeKey } from '#lib/roll-up.ts';
import { isWorse } from '#lib/status.ts';

/**
 * Nodes with what is found of their rows beside their own verdict, never better: a node that answers well is not well while what it answers is proved to be wrong. Only a node whose rows a finding
 * names is made worse, and not those that were witnesses.
 */
export function withFound(nodes: readonly NodeVerdict[], findings: readonly Finding[]): NodeVerdict[] {
  const byNode = new Map<string, Finding>();
  for (const finding of findings)
    for (const node of new Set(finding.rows.map((row) => row.node))) {
      const key = nodeKey({ system: finding.system, group: finding.group, node });
      const known = byNode.get(key);
      if (known === undefined || isWorse(finding.verdict.status, known.verdict.status)) byNode.set(key, finding);
    }
  return nodes.map((one) => {
    const found = byNode.get(nodeKey(one));
    return found !== undefined && isWorse(found.verdict.status, one.verdict.status) ? { ...one, verdict: found.verdict } : one;
  });
}
