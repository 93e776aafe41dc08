import type * as z from 'zod';
import { type AnyQuestion, defineQuestion, type Question } from '../../../system.ts';
import type { ElasticNode } from '../connection.ts';
import type { Teller } from '../model.ts';
import type { ElasticSettings } from '../settings.ts';

/** A cluster with many shards may take longer than a poll; a page waits ten seconds. */
const DEADLINE_MS = { least: 5_000, most: 9_000 };

type Raw = Teller & { body: unknown };

type Asked<Input, Answer> = {
  name: string;
  question: string;
  input: z.ZodType<Input>;
  /** What to send as input. */
  usage: string;
  /** Its answer is shown only to those with the right to details. */
  isSensitive?: boolean;
  fetch(node: ElasticNode, input: Input, signal: AbortSignal): Promise<Raw>;
  parse(body: unknown, input: Input): Answer;
};

/** A question about the cluster as a whole, asked at whichever of its URLs answers. */
export function clusterQuestion<Input, Answer>(asked: Asked<Input, Answer>): AnyQuestion {
  const { name, question, input, usage, isSensitive = false, fetch, parse } = asked;
  const whole: Question<ElasticSettings, ElasticNode, Input, Raw, Answer> = {
    ...{ name, question, isSensitive, cacheMs: 2_000 },
    timeoutMs: ({ timeoutMs }) => Math.min(Math.max(timeoutMs, DEADLINE_MS.least), DEADLINE_MS.most),
    read: (raw) => {
      const read = input.safeParse(raw);
      return read.success ? { ok: true, input: read.data } : { ok: false, message: `send ${usage}` };
    },
    unavailable: ({ kind }) => (kind === 'cluster' ? null : 'this is asked of the cluster as a whole: ask its node "cluster"'),
    fetch,
    parse: ({ body }, input) => ({ value: parse(body, input), producedAt: null }),
  };
  return defineQuestion(whole);
}
