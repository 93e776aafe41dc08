import { z } from 'zod';
import type { Performing, Previewed } from '../act/outcome.ts';
import { ActionProblem } from '../act/problem.ts';
import type { Order } from '../acting.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const order: z.ZodType<Order> = z.strictObject({ system: z.string().max(100), action: z.string().max(100), input: z.unknown() });
const previewing = z.strictObject({ order });
const performing: z.ZodType<Performing> = z.strictObject({
  id: z.string().max(100),
  order,
  hash: z.string().max(100),
  typed: z.string().max(500).nullable(),
  reason: z.string().max(500).nullable(),
  until: z.number().nullable(),
});

type Previewing = z.output<typeof previewing>;

export const actionRoutes: readonly Route[] = [
  defineRoute<Previewing>({
    ...{
      method: 'POST',
      path: '/live/v1/actions/preview',
      need: { is: 'act', of: ({ order }) => order.system },
      origin: 'own',
      rate: 'ask',
    },
    ...{ input: previewing, usage: 'send {"order": {"system": …, "action": …, "input": …}}', handle: answerPreview },
  }),
  defineRoute<Performing>({
    ...{
      method: 'POST',
      path: '/live/v1/actions/perform',
      need: { is: 'act', of: ({ order }) => order.system },
      origin: 'own',
      rate: 'write',
    },
    ...{
      input: performing,
      usage:
        'send {"id", "order", "hash", "typed", "reason", "until"}, hash being that of the preview and the last three null where there are none',
      handle: answerPerform,
    },
  }),
];

/** What an order would do now; nodes are asked first what its action wants to know. */
async function answerPreview({ engine, caller, input, response }: Call<Previewing>): Promise<void> {
  await answering(response, async () => shown(await engine.actions.previewAsked(input.order, caller)));
}

/** Performs an order and answers when it is proved, or cannot be. */
async function answerPerform({ engine, caller, input, response }: Call<Performing>): Promise<void> {
  await answering(response, () => engine.actions.perform(input, caller));
}

async function answering(response: Call<unknown>['response'], work: () => Promise<object>): Promise<void> {
  try {
    answerJson(response, 200, await work());
  } catch (error) {
    throw asHttpProblem(error);
  }
}

const STATUSES: Record<ActionProblem['kind'], number> = {
  forbidden: 403,
  invalid: 400,
  'not found': 404,
  changed: 409,
  stale: 409,
  refused: 409,
  typed: 409,
  conflict: 409,
  busy: 423,
  audit: 503,
  stopping: 503,
};

/** An ActionProblem as the answer to a request; anything else as it is. */
export function asHttpProblem(error: unknown): unknown {
  if (!(error instanceof ActionProblem)) return error;
  return new HttpProblem(STATUSES[error.kind], error.message, {
    code: error.kind,
    more: error.preview ? { preview: shown(error.preview) } : {},
  });
}

/** A preview as it is answered: without what only sending, proving and the hash need: it may hold what who asks may not see. */
export function shown(previewed: Previewed): object {
  return { ...previewed, steps: previewed.steps.map(({ detail: _, essence: __, ...step }) => step) };
}
