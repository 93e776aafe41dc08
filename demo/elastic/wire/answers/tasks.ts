import { nodeOf } from '../../model/cluster.ts';
import { cancelTask } from '../../model/upkeep-actions.ts';
import type { Task } from '../../model/upkeep-types.ts';
import type { Ask, Route } from '../ask.ts';
import { isLike } from '../filter-path.ts';
import { isOn } from '../parameters.ts';
import { isSearch } from '../release.ts';
import { illegalArgument, problem } from '../wire-error.ts';
import { isReached, nodesBy, seenNodes } from './names.ts';
import { identity } from './node-stats.ts';
import { failureOf } from './nodes-answer.ts';

const PARAMETERS = ['detailed', 'group_by', 'actions', 'nodes', 'node_id', 'parent_task_id', 'wait_for_completion', 'timeout'];

export const taskRoutes: Route[] = [
  {
    ...{ methods: ['GET'], path: '/_tasks', action: 'cluster:monitor/tasks/lists', privilege: 'monitor', serve: list },
    parameters: () => PARAMETERS,
  },
  {
    ...{ methods: ['GET'], path: '/_tasks/{task}', action: 'cluster:monitor/task/get', privilege: 'monitor', serve: get },
    parameters: () => ['timeout', 'wait_for_completion'],
  },
  {
    ...{ methods: ['POST'], path: '/_tasks/{task}/_cancel', action: 'cluster:admin/tasks/cancel', privilege: 'manage', serve: cancel },
    parameters: () => ['wait_for_completion', 'nodes', 'actions', 'parent_task_id'],
  },
];

type Shape = { ask: Ask; isDetailed: boolean };

function list(ask: Ask): unknown {
  const { cluster, query } = ask;
  const actions = query.get('actions')?.split(',');
  const nodes = nodesBy(ask, query.get('nodes') ?? query.get('node_id') ?? undefined);
  const reached = new Set(nodes.filter((node) => isReached(ask, node)).map(({ id }) => id));
  const failures = nodes.filter((node) => !isReached(ask, node)).map(failureOf);
  const meant = [...cluster.tasks, ...listing(ask)].filter(
    ({ action, nodeId }) => reached.has(nodeId) && (actions === undefined || actions.some((one) => isLike(action, one))),
  );
  const failed = failures.length === 0 ? {} : { node_failures: failures };
  const shape = { ask, isDetailed: isOn(query, 'detailed') };
  const groupBy = query.get('group_by') ?? 'nodes';
  if (groupBy === 'none') return { ...failed, tasks: meant.map((task) => shown(shape, task)) };
  if (groupBy === 'parents') return { ...failed, tasks: Object.fromEntries(meant.map((task) => [idOf(task), shown(shape, task)])) };
  if (groupBy !== 'nodes') throw illegalArgument(`[group_by] must be one of [nodes], [parents] or [none] but was [${groupBy}]`);
  return { ...failed, nodes: byNode(shape, meant) };
}

/** The question itself: one task at the asked node, and a child of it on every other that answers. */
function listing(ask: Ask): Task[] {
  const { cluster, node, now } = ask;
  const id = cluster.nextTaskId;
  const own: Task = {
    ...{ id, nodeId: node.id, type: 'transport', action: 'cluster:monitor/tasks/lists', description: '', startedAt: now, endsAt: now },
    ...{ isCancellable: false, isCancelled: false, parent: null, status: null },
  };
  const parent = { nodeId: node.id, id };
  const child = { ...own, type: 'direct', action: `${own.action}[n]`, parent };
  const reached = seenNodes(ask).filter((one) => isReached(ask, one));
  return [own, ...reached.map(({ id: nodeId }) => ({ ...child, nodeId, id: id + 1 }))];
}

function byNode(shape: Shape, tasks: readonly Task[]): unknown {
  const { cluster } = shape.ask;
  const nodes: Record<string, { tasks: Record<string, unknown> }> = {};
  for (const task of tasks) {
    const own = nodes[task.nodeId] ?? { ...identity(nodeOf(cluster, task.nodeId)), tasks: {} };
    own.tasks[idOf(task)] = shown(shape, task);
    nodes[task.nodeId] = own;
  }
  return nodes;
}

function idOf({ nodeId, id }: Task): string {
  return `${nodeId}:${id}`;
}

function shown({ ask, isDetailed }: Shape, task: Task): unknown {
  const { status } = task;
  return {
    ...{ node: task.nodeId, id: task.id, type: task.type, action: task.action },
    ...(status === null ? {} : { status: progress(status) }),
    ...(isDetailed ? { description: task.description } : {}),
    ...{
      start_time_in_millis: task.startedAt,
      running_time_in_nanos: (ask.now - task.startedAt) * 1_000_000,
      cancellable: task.isCancellable,
    },
    ...(task.isCancellable ? { cancelled: task.isCancelled } : {}),
    ...(task.parent === null ? {} : { parent_task_id: `${task.parent.nodeId}:${task.parent.id}` }),
    headers: {},
  };
}

function progress({ total, done, batches }: NonNullable<Task['status']>): unknown {
  return {
    ...{ total, updated: 0, created: done, deleted: 0, batches, version_conflicts: 0, noops: 0, retries: { bulk: 0, search: 0 } },
    ...{ throttled_millis: 0, requests_per_second: -1, throttled_until_millis: 0 },
  };
}

function toldId({ parts }: Ask): { nodeId: string; id: number } {
  const [nodeId = '', id = ''] = (parts.task ?? '').split(':');
  if (nodeId === '' || !/^\d+$/.test(id)) throw illegalArgument(`malformed task id ${parts.task}`);
  return { nodeId, id: Number(id) };
}

function get(ask: Ask): unknown {
  const told = toldId(ask);
  const task = ask.cluster.tasks.find(({ nodeId, id }) => nodeId === told.nodeId && id === told.id);
  if (!task) throw problem(404, 'resource_not_found_exception', `task [${ask.parts.task}] isn't running and hasn't stored its results`);
  return { completed: false, task: shown({ ask, isDetailed: true }, task) };
}

/** Of one that is gone: a failure of its node within a 200, and 404 in OpenSearch. */
function cancel(ask: Ask): unknown {
  const told = toldId(ask);
  const task = cancelTask(ask.cluster, told, ask.now);
  if (task !== null) return { nodes: byNode({ ask, isDetailed: true }, [task]) };
  const reason = `task [${ask.parts.task}] is not found`;
  if (!isSearch(ask.release)) throw problem(404, 'resource_not_found_exception', reason);
  const failure = { type: 'failed_node_exception', reason: `Failed node [${told.nodeId}]`, node_id: told.nodeId };
  return { node_failures: [{ ...failure, caused_by: { type: 'resource_not_found_exception', reason } }], nodes: {} };
}
