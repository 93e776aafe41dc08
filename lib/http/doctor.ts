import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { may } from '../access/rights.ts';
import type { NodeReport } from '../doctor.ts';
import { HttpProblem } from './answer.ts';
import { type Call, checkNeed, defineRoute, type Route } from './route.ts';

/** A line of the answer: how many nodes are asked, each node as it was found, and an end. Without its end an answer was cut off, and is not whole. `at` in epoch ms. */
export type DoctorLine = { is: 'begin'; at: number; nodes: number } | { is: 'node'; report: NodeReport } | { is: 'end'; at: number };

const name = z.string().max(100).optional();
const scope = z.strictObject({ system: name, group: name, node: name });
type ScopeInput = z.output<typeof scope>;

export const doctorRoutes: readonly Route[] = [
  defineRoute<ScopeInput>({
    ...{ method: 'GET', path: '/live/v1/doctor', need: { is: 'some view' }, origin: 'any', rate: 'ask' },
    ...{ input: scope, usage: 'say of what, or nothing for all: ?system=…&group=…&node=…', handle: answerDoctor },
  }),
];

/** Asks every node that is meant, of the systems that the asker may view, which rights Vigil has there. Lines of JSON, each node as soon as it is found. */
async function answerDoctor({ engine, caller, input: { system, group, node }, response }: Call<ScopeInput>): Promise<void> {
  if (system !== undefined) checkNeed({ is: 'view', of: () => system }, caller, null);
  const systems = engine.systems.filter((one) => (system === undefined || one === system) && may(caller.grants, 'view', one));
  const nodes = engine.examiner.nodes({ systems, group, node });
  if (nodes.length === 0) throw new HttpProblem(404, 'no node is configured there');
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  await tell(response, { is: 'begin', at: engine.clock.now(), nodes: nodes.length });
  let told = 0;
  for await (const report of engine.examiner.examine(nodes, gone.signal)) {
    if (response.destroyed) return;
    told += 1;
    await tell(response, { is: 'node', report });
  }
  // Vigil stops: what was not asked must not look as if it had been.
  if (told < nodes.length) response.destroy();
  else response.end(`${JSON.stringify({ is: 'end', at: engine.clock.now() } satisfies DoctorLine)}\n`);
}

async function tell(response: ServerResponse, line: DoctorLine): Promise<void> {
  if (!response.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
}
