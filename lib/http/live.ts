import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import type { Selection } from '../poll/poller.ts';
import { boardMoment } from '../roll-up.ts';
import { judgeProbe } from '../status.ts';
import { answerJson, HttpProblem, readJson } from './answer.ts';

/** The stream of snapshot, changes and heartbeats (server-sent events). */
export function openStream(engine: Engine, _request: IncomingMessage, response: ServerResponse): void {
  // no-transform and x-accel-buffering keep proxies from collecting events until they have enough of them.
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  const leave = engine.feed.join({
    send: (bytes) => response.write(bytes),
    unsentBytes: () => response.writableLength,
    end: () => response.destroy(),
  });
  response.on('close', leave);
}

/** Every probe with its verdict as of now, its age included: what a script or a person with curl reads. */
export function answerBoard(engine: Engine, _request: IncomingMessage, response: ServerResponse): void {
  const probes = engine.feed.probes();
  const moment = engine.judge.moment();
  const trusted = boardMoment(probes, moment);
  const judged = probes.map((probe) => ({ ...probe, asOfNow: judgeProbe(probe, probe.scope === 'board' ? moment : trusted) }));
  answerJson(response, 200, { boot: engine.boot, ...moment, streams: engine.feed.subscriberCount(), probes: judged });
}

/** All figures of one row of the newest reading of a source. */
export function answerFigures(engine: Engine, request: IncomingMessage, response: ServerResponse): void {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const source = query.get('source');
  const row = query.get('row');
  if (source === null || row === null) throw new HttpProblem(400, 'say which: ?source=system/group/node/probe&row=id');
  const found = engine.figures(source, row);
  if (found === null) throw new HttpProblem(404, `nothing was read of ${source}, or there is no such source`);
  answerJson(response, 200, found);
}

const selection = z.strictObject({ system: z.string(), group: z.string().optional(), node: z.string().optional() });

/** Asks all probes of a system, a group or a node at once. */
export async function answerPollNow(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wanted = selection.safeParse(await readJson(request));
  if (!wanted.success) throw new HttpProblem(400, 'say whom to ask: {"system": …, "group": …, "node": …}, the last two if wanted');
  const asked = engine.pollNow(wanted.data);
  if (asked === 0) throw new HttpProblem(404, `nothing to ask: ${describe(wanted.data)} is not configured`);
  answerJson(response, 202, { asked });
}

function describe({ system, group, node }: Selection): string {
  return [system, group, node].filter((part) => part !== undefined).join('/');
}
