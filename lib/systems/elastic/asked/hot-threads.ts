import * as z from 'zod';
import { ParseError } from '../../../failure.ts';
import { askOf } from '../fetch-asked.ts';
import { isAtLeast } from '../model.ts';
import { clusterQuestion } from './cluster-question.ts';
import { memberId } from './inputs.ts';
import { HOT_THREADS, type HotThreadsAnswer, THREAD_TYPES } from './model.ts';

const input = z.strictObject({ id: memberId, type: z.enum(THREAD_TYPES) });

type Input = z.output<typeof input>;

const NO_MEM = 'threads by what they allocate (mem) can be asked of Elasticsearch 8.0 and later only';

/** What the busiest threads of a member do: it looks at them for half a second. */
export const hotThreadsQuestion = clusterQuestion<Input, HotThreadsAnswer>({
  ...{
    name: HOT_THREADS,
    isSensitive: true,
    question: '_nodes/<id>/hot_threads',
    input,
    usage: `the id of a node and a type (${THREAD_TYPES.join(', ')}): {"id":"xWtLeiUjQoiRf2kpMYdXmA","type":"cpu"}`,
  },
  fetch: (node, { id, type }, signal) =>
    askOf(
      node,
      (product) => ({
        ...{ method: 'GET', path: `/_nodes/${id}/hot_threads`, query: { type, threads: 10 }, isText: true },
        ...(type === 'mem' && !(product.is === 'elasticsearch' && isAtLeast(product, 8))
          ? { unknownBy: { statuses: [400, 500], words: NO_MEM } }
          : {}),
      }),
      signal,
    ),
  parse: (body, { type }) => ({ type, text: parseHotThreads(body) }),
});

/**
 * Every member that answers has a line of its own, ":::" and who it is, even where none of its threads is busy. One that fails, is too slow or has left is left out, and the
 * answer is an empty text with status 200 (elasticsearch issue 15562).
 */
export function parseHotThreads(body: unknown): string {
  if (typeof body !== 'string') throw new ParseError('hot threads are no text', JSON.stringify(body));
  if (!/^:::/m.test(body))
    throw new ParseError('the member told nothing of its threads: it failed to, was too slow, or has left the cluster', body);
  return body;
}
