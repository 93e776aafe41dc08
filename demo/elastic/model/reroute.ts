import { allocate } from './allocate.ts';
import { type Cluster, indexOf, type Node, nodeOf, Refusal } from './cluster.ts';
import { allocateSays, decisionOf } from './decide.ts';
import type { DeciderSays } from './explain-types.ts';
import { lookAt } from './look.ts';
import { beginMove, promote, unassign } from './place.ts';
import { commit } from './state-version.ts';
import type { Placed } from './tally.ts';

export type Command =
  | { is: 'move'; index: string; shard: number; fromNode: string; toNode: string }
  | { is: 'cancel'; index: string; shard: number; node: string; allowPrimary: boolean };

export type RerouteRequest = { commands: readonly Command[]; retryFailed: boolean; isDryRun: boolean; isExplained: boolean };

/** `result` is the cluster as it is afterwards: of a dry run a copy, with nothing changed in the real one. */
export type Rerouted = { result: Cluster; explanations: { command: Command; says: DeciderSays[] }[] };

/**
 * Carries out commands, and looks at all shards again; all or none. A command that deciders refuse throws Refusal (400), but is only explained, and changes nothing, where the request is
 * `isExplained`.
 */
export function reroute(cluster: Cluster, request: RerouteRequest, now: number): Rerouted {
  // Without a command nothing can be refused half way.
  const trial = request.isDryRun || request.commands.length > 0 ? structuredClone(cluster) : cluster;
  const explanations = carryOut(trial, request, now);
  if (request.isDryRun || trial === cluster) return { result: trial, explanations };
  return { result: cluster, explanations: carryOut(cluster, request, now) };
}

function carryOut(cluster: Cluster, { commands, retryFailed, isExplained }: RerouteRequest, now: number): Rerouted['explanations'] {
  const explanations = commands.map((command) => ({ command, says: obeyCommand(cluster, command, { isExplained, now }) }));
  if (retryFailed) forgetFailures(cluster);
  commit(cluster);
  allocate(cluster, now);
  return explanations;
}

function forgetFailures(cluster: Cluster): void {
  for (const { shards } of cluster.indices.values()) {
    for (const { copies } of shards) for (const { unassigned } of copies) if (unassigned) unassigned.failedAttempts = 0;
  }
}

function obeyCommand(cluster: Cluster, command: Command, how: { isExplained: boolean; now: number }): DeciderSays[] {
  const index = indexOf(cluster, command.index);
  const shard = index.shards[command.shard];
  if (!shard) throw refused(command.is, `no such shard [${command.index}][${command.shard}]`);
  const nodes = command.is === 'move' ? { from: command.fromNode, to: command.toNode } : { from: command.node, to: command.node };
  const from = knownNode(cluster, nodes.from);
  const to = knownNode(cluster, nodes.to);
  const copy = shard.copies.find(({ nodeId, recovery }) => nodeId === from.id || (command.is === 'cancel' && recovery?.toId === from.id));
  if (!copy) throw refused(command.is, `failed to find [${command.index}][${command.shard}] on node [${from.name}]`);
  if (command.is === 'cancel') return cancel(cluster, { index, shard, copy }, command.allowPrimary);
  return move(cluster, { index, shard, copy }, { from, to, ...how });
}

type Move = { from: Node; to: Node; isExplained: boolean; now: number };

function move(cluster: Cluster, placed: Placed, { from, to, isExplained, now }: Move): DeciderSays[] {
  const { index, shard, copy } = placed;
  const what = `[move_allocation] can't move ${shard.number}, from ${nodeText(from)}, to ${nodeText(to)}`;
  if (copy.state !== 'STARTED') {
    const reason = `shard is not started (state = ${copy.state})`;
    if (isExplained)
      return [{ decider: 'move_allocation_command', decision: 'NO', explanation: `shard [${index.name}][${shard.number}] ${reason}` }];
    throw refusal(`${what}, ${reason}`);
  }
  const says = allocateSays(lookAt(cluster, now), placed, to);
  if (decisionOf(says) !== 'NO') beginMove(cluster, placed, to.id);
  else if (!isExplained) {
    const against = says.filter(({ decision }) => decision === 'NO').map(({ explanation }) => `[NO(${explanation})]`);
    throw refusal(`${what}, since its not allowed, reason: ${against.join('')}`);
  }
  return says;
}

function cancel(cluster: Cluster, placed: Placed, allowPrimary: boolean): DeciderSays[] {
  const { copy, shard, index } = placed;
  const name = `[${index.name}][${shard.number}]`;
  if (copy.isPrimary && copy.state !== 'RELOCATING' && !allowPrimary) {
    throw refused('cancel', `can't cancel ${name}, shard is primary and [allow_primary] is not set`);
  }
  if (copy.state === 'RELOCATING') {
    copy.state = 'STARTED';
    copy.recovery = null;
  } else {
    unassign(cluster, placed, { reason: 'REROUTE_CANCELLED', details: null, isDelayed: false });
    if (copy.isPrimary) promote(shard);
  }
  return [{ decider: 'cancel_allocation_command', decision: 'YES', explanation: `shard ${name} was cancelled` }];
}

function knownNode(cluster: Cluster, name: string): Node {
  const found = [...cluster.nodes.values()].find((node) => node.isMember && (node.name === name || node.id === name));
  if (!found) throw refusal(`failed to resolve [${name}], no matching nodes`);
  return nodeOf(cluster, found.id);
}

function nodeText({ name, id, ip, transportPort }: Node): string {
  return `{${name}}{${id}}{${ip}}{${ip}:${transportPort}}`;
}

function refused(command: Command['is'], reason: string): Refusal {
  return refusal(`[${command === 'move' ? 'move_allocation' : 'cancel_allocation'}] ${reason}`);
}

function refusal(reason: string): Refusal {
  return new Refusal(400, 'illegal_argument_exception', reason);
}
