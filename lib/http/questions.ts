import { z } from 'zod';
import { may } from '../access/rights.ts';
import { actorOf } from '../act/sink.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const name = z.string().max(100);
const askQuery = z.strictObject({ system: name, group: name, node: name, question: name, input: z.string().max(4_000).optional() });
type AskQuery = z.output<typeof askQuery>;

export const questionRoutes: readonly Route[] = [
  defineRoute<AskQuery>({
    ...{ method: 'GET', path: '/live/v1/ask', need: { is: 'view', of: ({ system }) => system }, origin: 'any', rate: 'ask' },
    ...{ input: askQuery, usage: 'say what of whom: ?system=…&group=…&node=…&question=…&input={…}', handle: answerAsk },
  }),
];

/** Asks a node one question now. That the node fails to answer is an answer: 200 with the failure as data. What is marked sensitive needs the right to see details. */
async function answerAsk(call: Call<AskQuery>): Promise<void> {
  const {
    engine,
    caller,
    input: { input, ...asking },
    response,
  } = call;
  const found = engine.questions.find(asking);
  if (found.is === 'not found') throw new HttpProblem(404, found.words);
  if (found.isSensitive && !may(caller.grants, 'details', asking.system)) {
    throw new HttpProblem(403, `${caller.name} may not: this needs the right "details" on ${asking.system}`, { code: 'right' });
  }
  if (found.is === 'unavailable') throw new HttpProblem(409, found.words, { code: 'unavailable' });
  const sent = input === undefined ? null : readInput(input);
  const shown = found.audited(sent);
  if (shown !== null) await writeDown(call, shown);
  const asked = found.ask(sent);
  if ('words' in asked) throw new HttpProblem(400, asked.words);
  answerJson(response, 200, await asked);
}

/** Before it is shown, a line of who is shown what is on disk; without it nothing is. */
async function writeDown({ audit, caller, request, input: { system, group, node } }: Call<AskQuery>, what: string): Promise<void> {
  // A page elsewhere that makes a browser ask for it would write lines in the name of who sits before it.
  const site = request.headers['sec-fetch-site'];
  if (caller.is !== 'token' && site !== undefined && site !== 'same-origin')
    throw new HttpProblem(403, 'refused: the request comes from another site', { code: 'origin' });
  try {
    await audit.append(actorOf(caller), {
      kind: 'seen',
      system,
      group,
      node,
      what,
      words: `${caller.name} was shown ${what} of ${group}.`,
    });
  } catch {
    throw new HttpProblem(
      503,
      `not shown: that somebody looks at it could not be written to the audit${audit.trouble() === null ? '' : `: ${audit.trouble()}`}`,
      {
        code: 'unwritten',
      },
    );
  }
}

function readInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem(400, 'the input is not JSON');
  }
}
