import type { Cluster } from './cluster.ts';
import type { DeciderSays } from './explain-types.ts';

export type Command =
  | { is: 'move'; index: string; shard: number; fromNode: string; toNode: string }
  | { is: 'cancel'; index: string; shard: number; node: string; allowPrimary: boolean };

export type RerouteRequest = { commands: readonly Command[]; retryFailed: boolean; isDryRun: boolean; isExplained: boolean };

/** `result` is the cluster as it is afterwards: of a dry run a copy, with nothing changed in the real one. */
export type Rerouted = { result: Cluster; explanations: { command: Command; says: DeciderSays[] }[] };

/** Carries out commands, and looks at all shards again. A command that deciders refuse throws Refusal (400), but is only explained where the request is `isExplained`. */
export function reroute(_cluster: Cluster, _request: RerouteRequest, _now: number): Rerouted {
  throw new Error('not built yet');
}
