import type { AnyQuestion } from '../../../system.ts';
import { askOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { clusterQuestion } from './cluster-question.ts';
import { NO_INPUT, nothing } from './inputs.ts';
import { TASKS, TASKS_MASKED, type Task, type TasksAnswer } from './model.ts';

/** What can run long: everything would be tens of thousands of lines on a busy cluster. */
const ACTIONS = [
  '*search',
  '*search/*',
  '*scroll*',
  '*reindex',
  '*byquery',
  '*forcemerge*',
  '*snapshot*',
  '*bulk',
  '*async*',
  '*sql*',
  '*esql*',
  '*rollup*',
  '*xpack*',
  '*shrink*',
  '*resize*',
  '*delete',
  '*create*',
  '*upgrade*',
];

const DESCRIPTION_LENGTH = 1_000;
const NANOS_PER_MS = 1e6;

const common = {
  question: '_tasks that can run long',
  input: nothing,
  usage: NO_INPUT,
};

/** What runs now and can run long. What is searched for stands in it: without the right to details its twin tells the rest. */
export const tasksQuestions: readonly AnyQuestion[] = [false, true].map((isMasked) =>
  clusterQuestion<null, TasksAnswer>({
    ...{ ...common, name: isMasked ? TASKS_MASKED : TASKS, isSensitive: !isMasked },
    fetch: (node, _, signal) =>
      askOf(node, () => ({ method: 'GET', path: '/_tasks', query: { detailed: true, actions: ACTIONS.join(','), timeout: '5s' } }), signal),
    parse: (body) => parseTasks(body, isMasked),
  }),
);

/** Reads `_tasks` by nodes. */
export function parseTasks(body: unknown, isMasked: boolean): TasksAnswer {
  const told = new JsonPart(body, '');
  const all = told
    .neededPart('nodes')
    .entries()
    .flatMap(([id, node]) =>
      node
        .part('tasks')
        .entries()
        .map(([key, task]) => parseTask(task, { key, member: node.text('name') ?? id, isMasked })),
    );
  const tasks = all.filter(({ parent }) => parent === null);
  return {
    tasks: tasks.toSorted((a, b) => (b.runsMs ?? 0) - (a.runsMs ?? 0)),
    parts: all.length - tasks.length,
    unanswered: told.list('node_failures').length,
    isMasked,
  };
}

function parseTask(told: JsonPart, { key, member, isMasked }: { key: string; member: string; isMasked: boolean }): Task {
  const nanos = told.count('running_time_in_nanos');
  const description = told.text('description');
  return {
    ...{ id: key, member, action: told.neededText('action') },
    description: isMasked || description === null ? null : description.slice(0, DESCRIPTION_LENGTH),
    startedAt: told.count('start_time_in_millis'),
    runsMs: nanos === null ? null : Math.round(nanos / NANOS_PER_MS),
    isCancellable: told.flag('cancellable') ?? false,
    isCancelled: told.flag('cancelled') ?? false,
    parent: told.text('parent_task_id'),
  };
}
