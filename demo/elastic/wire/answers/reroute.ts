import { type Command, type Rerouted, reroute } from '../../model/reroute.ts';
import { type Ask, bodyOf, isRecord, type Route } from '../ask.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, type Release } from '../release.ts';
import { illegalArgument } from '../wire-error.ts';
import { metricsOf, stateOf } from './state.ts';

export const rerouteRoutes: Route[] = [
  {
    ...{ methods: ['POST'], path: '/_cluster/reroute', action: 'cluster:admin/reroute', privilege: 'manage', serve },
    parameters: (release: Release) => ['dry_run', 'explain', 'retry_failed', 'metric', 'timeout', ...masterParameters(release)],
    needsMaster: () => true,
  },
];

/** Without `metric` the whole state but its metadata comes with the answer; from 8.6 `none` leaves it out, and from 9.0 nothing brings it. */
function serve(ask: Ask): unknown {
  const { cluster, query, release, now } = ask;
  const { commands } = bodyOf(ask);
  const isExplained = isOn(query, 'explain');
  const request = {
    ...{ commands: Array.isArray(commands) ? commands.map(commandOf) : [], isExplained },
    ...{ retryFailed: isOn(query, 'retry_failed'), isDryRun: isOn(query, 'dry_run') },
  };
  const { result, explanations } = reroute(cluster, request, now);
  const said = isExplained ? { explanations: explanations.map((one) => explained(one)) } : {};
  const told = query.get('metric');
  if (isElasticFrom(release, 9) || (isElasticFrom(release, 8, 6) && told === 'none')) return { acknowledged: true, ...said };
  const metrics = told === null ? metricsOf(undefined).filter((metric) => metric !== 'metadata') : metricsOf(told);
  return { acknowledged: true, state: stateOf({ ...ask, cluster: result }, metrics, false), ...said };
}

function commandOf(told: unknown): Command {
  const [kind, given] = isRecord(told) ? (Object.entries(told)[0] ?? []) : [];
  if (!isRecord(given)) throw illegalArgument('a command with its parameters is expected');
  const { index, shard, node, from_node: fromNode, to_node: toNode, allow_primary: allowPrimary } = given;
  const common = { index: String(index), shard: Number(shard) };
  if (kind === 'move') return { is: 'move', ...common, fromNode: String(fromNode), toNode: String(toNode) };
  if (kind === 'cancel') return { is: 'cancel', ...common, node: String(node), allowPrimary: allowPrimary === true };
  throw illegalArgument(`[cluster_reroute] unknown command [${kind}]`);
}

function explained({ command, says }: Rerouted['explanations'][number]): unknown {
  const common = { index: command.index, shard: command.shard };
  const parameters =
    command.is === 'move'
      ? { ...common, from_node: command.fromNode, to_node: command.toNode }
      : { ...common, node: command.node, allow_primary: command.allowPrimary };
  return { command: command.is, parameters, decisions: says };
}
