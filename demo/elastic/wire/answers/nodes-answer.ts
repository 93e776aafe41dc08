import type { Node } from '../../model/cluster.ts';
import type { Ask } from '../ask.ts';
import { isReached } from './names.ts';

/** The answer to a call that every node is asked by itself: those that are known and do not answer are failures. */
export function nodesAnswer(ask: Ask, nodes: readonly Node[], tell: (node: Node) => unknown): Record<string, unknown> {
  const reached = nodes.filter((node) => isReached(ask, node));
  const failures = nodes.filter((node) => !isReached(ask, node)).map((node) => failureOf(node));
  return {
    _nodes: { total: nodes.length, successful: reached.length, failed: failures.length, ...(failures.length === 0 ? {} : { failures }) },
    cluster_name: ask.cluster.name,
    nodes: Object.fromEntries(reached.map((node) => [node.id, tell(node)])),
  };
}

export function failureOf({ id, name, ip, transportPort }: Node): unknown {
  return {
    ...{ type: 'failed_node_exception', reason: `Failed node [${id}]`, node_id: id },
    caused_by: { type: 'node_not_connected_exception', reason: `[${name}][${ip}:${transportPort}] Node not connected` },
  };
}
