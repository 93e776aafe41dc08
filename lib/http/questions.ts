import { z } from 'zod';
import { may } from '../access/rights.ts';
import type { SeenLines } from '../act/seen-lines.ts';
import { actorOf } from '../act/sink.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const name = z.string().max(100);
const askQuery = z.strictObject({ system: name, group: name, node: name, question: name, input: z.string().max(4_000).optional() });
type AskQuery = z.output<typeof askQuery>;

const postBody = z.strictObject({ system: name, group: name, node: name, question: name, input: z.unknown().optional() });
type Asked = z.output<typeof postBody>;

export const questionRoutes: readonly Route[] = [
  defineRoute<AskQuery>({
    ...{ method: 'GET', path: '/live/v1/ask', need: { is: 'view', of: ({ system }) => system }, origin: 'any', rate: 'ask' },
    ...{ input: askQuery, usage: 'say what of whom: ?system=…&group=…&node=…&question=…&input={…}', handle: answerGet },
  }),
  defineRoute<Asked>({
    ...{ method: 'POST', path: '/live/v1/ask', need: { is: 'view', of: ({ system }) => system }, origin: 'own', rate: 'ask' },
    ...{
      input: postBody,
      usage: 'say what of whom: { system, group, node, question, input }',
      handle: (call) => answerAsk(call, call.input),
    },
  }),
];

async function answerGet(call: Call<AskQuery>): Promise<void> {
  const { input: text, ...asking } = call.input;
  await answerAsk(call, text === undefined ? asking : { ...asking, input: readInput(text) });
}

/**
 * Asks a node one question now. That the node fails to answer is an answer: 200 with the failure as data. What is marked sensitive needs the right to see details; what stands
 * in the audit when it is shown is asked by POST alone, from a page of ours or with a token.
 */
async function answerAsk(call: Call<unknown>, { input, ...asking }: Asked): Promise<void> {
  const { engine, caller, request, response } = call;
  const found = engine.questions.find(asking);
  if (found.is === 'not found') throw new HttpProblem(404, found.words);
  if (found.isSensitive && !may(caller.grants, 'details', asking.system)) {
    throw new HttpProblem(403, `${caller.name} may not: this needs the right "details" on ${asking.system}`, { code: 'right' });
  }
  if (found.is === 'unavailable') throw new HttpProblem(409, found.words, { code: 'unavailable' });
  const sent = input ?? null;
  const what = found.audited(sent);
  if (what !== null) {
    // A page elsewhere can make a browser ask by GET, and would write lines in the name of who sits before it.
    if (request.method !== 'POST')
      throw new HttpProblem(405, 'who is shown this stands in the audit: ask for it by POST', {
        code: 'audited',
        headers: { allow: 'POST' },
      });
    await writeDown(call, { system: asking.system, group: asking.group, node: asking.node, what });
  }
  const asked = found.ask(sent);
  if ('words' in asked) throw new HttpProblem(400, asked.words);
  answerJson(response, 200, await asked);
}

/** Before something is shown, a line of who looks is on disk; without it nothing is. */
async function writeDown({ audit, seen, caller }: Call<unknown>, looked: Parameters<SeenLines['note']>[1]): Promise<void> {
  try {
    await seen.note(actorOf(caller), looked);
  } catch (error) {
    const why = audit.trouble() ?? (error instanceof Error ? error.message : String(error));
    throw new HttpProblem(503, `not shown: who looks at it could not be written to the audit: ${why}`, { code: 'unwritten' });
  }
}

function readInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem(400, 'the input is not JSON');
  }
}
