import { z } from 'zod';
import { may } from '../access/rights.ts';
import { viewerOf } from '../access/viewer.ts';
import type { ProbeRow } from '../feed/events.ts';
import type { Selection } from '../poll/poller.ts';
import { boardMoment } from '../roll-up.ts';
import { judgeProbe } from '../status.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

/** What a caller may see of open streams is looked at again this often. */
const LOOK_AGAIN_MS = 60_000;

const nothing = z.strictObject({});
const figuresQuery = z.strictObject({ source: z.string().max(500), row: z.string().max(1_000) });
const sourceQuery = z.strictObject({ source: z.string().max(500) });
const selection = z.strictObject({
  system: z.string().max(100),
  group: z.string().max(100).optional(),
  node: z.string().max(100).optional(),
});

export const liveRoutes: readonly Route[] = [
  defineRoute({
    ...{ method: 'GET', path: '/live/v1/stream', need: { is: 'some view' }, origin: 'any', rate: 'stream' },
    ...{ input: nothing, usage: 'it takes no parameters', handle: openStream },
  }),
  defineRoute({
    ...{ method: 'GET', path: '/live/v1/board', need: { is: 'some view' }, origin: 'any', rate: 'read' },
    ...{ input: nothing, usage: 'it takes no parameters', handle: answerBoard },
  }),
  defineRoute({
    ...{ method: 'GET', path: '/live/v1/me', need: { is: 'nothing' }, origin: 'any', rate: 'read' },
    ...{ input: nothing, usage: 'it takes no parameters', handle: answerMe },
  }),
  defineRoute<z.output<typeof figuresQuery>>({
    ...{ method: 'GET', path: '/live/v1/figures', need: { is: 'view', of: ({ source }) => systemOf(source) }, origin: 'any', rate: 'read' },
    ...{ input: figuresQuery, usage: 'say which: ?source=system/group/node/probe&row=id', handle: answerFigures },
  }),
  defineRoute<z.output<typeof sourceQuery>>({
    ...{
      method: 'GET',
      path: '/live/v1/row-trends',
      need: { is: 'view', of: ({ source }) => systemOf(source) },
      origin: 'any',
      rate: 'read',
    },
    ...{ input: sourceQuery, usage: 'say which: ?source=system/group/node/probe', handle: answerRowTrends },
  }),
  defineRoute<Selection>({
    ...{ method: 'POST', path: '/live/v1/poll', need: { is: 'view', of: ({ system }) => system }, origin: 'own', rate: 'ask' },
    ...{ input: selection, usage: 'say whom to ask: {"system": …, "group": …, "node": …}, the last two if wanted', handle: answerPollNow },
  }),
];

/** The stream of snapshot, changes and heartbeats (server-sent events), of the systems that the caller may view. It ends when that changes, at once when his session does. */
function openStream(call: Call<object>): void {
  const { engine, access, caller, response } = call;
  // no-transform and x-accel-buffering keep proxies from collecting events until they have enough of them.
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  const views = viewsOf(call, caller);
  const leave = engine.feed.join({
    viewer: viewerOf(caller, engine.systems).key,
    views: new Set(views),
    send: (bytes) => response.write(bytes),
    unsentBytes: () => response.writableLength,
    end: () => response.destroy(),
  });
  const lookAgain = (): void => {
    const now = call.lookAgain();
    if (now === null || now.is !== caller.is || now.name !== caller.name || viewsOf(call, now).join() !== views.join()) response.destroy();
  };
  const timer = setInterval(lookAgain, LOOK_AGAIN_MS);
  const stopListening = access.onEnded(lookAgain);
  response.on('close', () => {
    leave();
    clearInterval(timer);
    stopListening();
  });
}

function viewsOf({ engine }: Call<object>, { grants }: Call<object>['caller']): string[] {
  return engine.sources.filter((system) => may(grants, 'view', system));
}

/** Every probe of the systems that the caller may view, with its verdict as of now, its age included: what a script or a person with curl reads. */
function answerBoard({ engine, caller, response }: Call<object>): void {
  const all = engine.feed.probes();
  const moment = engine.judge.moment();
  const trusted = boardMoment(all, moment);
  const isSeen = ({ source }: ProbeRow): boolean => may(caller.grants, 'view', source.system);
  const judged = all.filter(isSeen).map((probe) => ({ ...probe, asOfNow: judgeProbe(probe, probe.scope === 'board' ? moment : trusted) }));
  answerJson(response, 200, { boot: engine.boot, ...moment, streams: engine.feed.subscriberCount(), probes: judged });
}

/** Who the caller is and what he may do. */
function answerMe({ engine, access, caller, response }: Call<object>): void {
  answerJson(response, 200, { ...viewerOf(caller, engine.systems), isDemo: access.isDemo });
}

/** All figures of one row of the newest reading of a source. */
function answerFigures({ engine, input: { source, row }, response }: Call<z.output<typeof figuresQuery>>): void {
  const found = engine.figures(source, row);
  if (found === null) throw new HttpProblem(404, `nothing was read of ${source}, or there is no such source`);
  answerJson(response, 200, found);
}

/** The last values of all rows of a source, in which run of the process they were kept. */
function answerRowTrends({ engine, input: { source }, response }: Call<z.output<typeof sourceQuery>>): void {
  const history = engine.rowHistory(source);
  if (history === null)
    throw new HttpProblem(404, `nothing is kept of the rows of ${source}: nothing was read of it, or there is no such source`);
  answerJson(response, 200, { boot: engine.boot, ...history });
}

/** Asks all probes of a system, a group or a node at once. */
function answerPollNow({ engine, input, response }: Call<Selection>): void {
  const asked = engine.pollNow(input);
  if (asked === 0) throw new HttpProblem(404, `nothing to ask: ${describe(input)} is not configured`);
  answerJson(response, 202, { asked });
}

function systemOf(source: string): string {
  return source.split('/', 1)[0] ?? '';
}

function describe({ system, group, node }: Selection): string {
  return [system, group, node].filter((part) => part !== undefined).join('/');
}
