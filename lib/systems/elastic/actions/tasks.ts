import * as z from 'zod';
import { formatAge } from '../../../format/age.ts';
import { TASKS_MASKED, type TasksAnswer } from '../asked/model.ts';
import { CLUSTER_ROW } from '../rows.ts';
import { GROUP_INPUT } from './input.ts';
import { onCluster } from './on-cluster.ts';

const schema = z.strictObject({
  ...GROUP_INPUT,
  id: z.string().regex(/^[A-Za-z0-9_-]{10,40}:\d{1,19}$/, { error: 'is no id of a task (node:number)' }),
});

/** Asks a task to end. It does so at the next point at which it can, which may take a while. */
export const cancelTask = onCluster<z.output<typeof schema>, TasksAnswer>({
  name: 'cancel-task',
  schema,
  example: '{ "group": "search", "id": "oTUltX4IQMOUUVeiohTt8A:464" }',
  questions: [{ name: TASKS_MASKED, input: () => null }],
  names: ({ id }) => ({ title: `Cancel task ${id}`, button: 'Cancel task' }),
  preview({ input: { id }, answer, step }) {
    const task = answer.tasks.find((one) => one.id === id);
    if (!task) return { isDone: true, refusal: `there is no task ${id} any more` };
    if (!task.isCancellable) return { refusal: `task ${id} (${task.action}) cannot be cancelled: the product does not allow it` };
    if (task.isCancelled) return { isDone: true, refusal: `task ${id} is cancelled already, and has not ended yet` };
    return {
      summary: `The ${task.action} that runs on ${task.member}${task.runsMs === null ? '' : ` for ${formatAge(task.runsMs)}`} ends at the next point at which it can, with what it has done up to then.`,
      notes: [{ status: 'warning', words: 'whoever waits for it gets an error; what it has written already stays' }],
      steps: [
        step({
          target: `task ${id}`,
          row: CLUSTER_ROW,
          before: 'running',
          wanted: 'cancelled',
          command: { ask: { method: 'POST', path: `/_tasks/${id}/_cancel` } },
          extra: { id },
        }),
      ],
    };
  },
  prove(extra, { tasks, unanswered }) {
    const { id } = extra as { id: string };
    const task = tasks.find((one) => one.id === id);
    if (task)
      return { is: task.isCancelled ? 'proved' : 'not proved', words: task.isCancelled ? 'cancelled, and about to end' : 'it runs on' };
    return unanswered > 0 ? { is: 'not proved', words: 'not every member told of its tasks' } : { is: 'proved', words: 'it is gone' };
  },
});
