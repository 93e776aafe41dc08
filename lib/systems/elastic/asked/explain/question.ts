import * as z from 'zod';
import type { AnyQuestion } from '../../../../system.ts';
import { askOf } from '../../fetch-asked.ts';
import { clusterQuestion } from '../cluster-question.ts';
import { EXPLAIN, type ExplainInput, type Explanation } from './model.ts';
import { parseExplain } from './parse.ts';

const input = z.strictObject({
  index: z.string().min(1).max(255),
  number: z.int().min(0).max(100_000),
  isPrimary: z.boolean(),
  member: z.string().min(1).max(255).nullable(),
});

/** Why one copy of a shard stands where it does. With a body it is a POST, which every version and what stands between take; it changes nothing. */
export const explainQuestion: AnyQuestion = clusterQuestion<ExplainInput, Explanation>({
  name: EXPLAIN,
  question: '_cluster/allocation/explain',
  input,
  usage: 'which copy: {"index":"logs","number":0,"isPrimary":true,"member":null}',
  fetch: (node, { index, number, isPrimary, member }, signal) => {
    const body = { index, shard: number, primary: isPrimary, ...(member === null ? {} : { current_node: member }) };
    return askOf(node, () => ({ method: 'POST', path: '/_cluster/allocation/explain', body }), signal);
  },
  parse: parseExplain,
});
