import { askOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { masterTimeout } from '../requests.ts';
import { clusterQuestion } from './cluster-question.ts';
import { NO_INPUT, nothing } from './inputs.ts';
import { PENDING, type PendingAnswer } from './model.ts';

/** What waits for the elected master, in the order in which it will be done. */
export const pendingQuestion = clusterQuestion<null, PendingAnswer>({
  ...{ name: PENDING, question: '_cluster/pending_tasks', input: nothing, usage: NO_INPUT },
  fetch: (node, _, signal) =>
    askOf(node, (product) => ({ method: 'GET', path: '/_cluster/pending_tasks', query: masterTimeout(product) }), signal),
  parse: parsePending,
});

/** Reads `_cluster/pending_tasks`. */
export function parsePending(body: unknown): PendingAnswer {
  const told = new JsonPart(body, '');
  return {
    tasks: told.neededList('tasks').map((task) => ({
      order: task.neededCount('insert_order'),
      priority: task.text('priority') ?? '',
      source: task.text('source') ?? '',
      waitsMs: task.count('time_in_queue_millis'),
      isExecuting: task.flag('executing'),
    })),
  };
}
