import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { doubtOlder } from '../act/fresh-preview.ts';
import type { Outcome, Previewed } from '../act/outcome.ts';
import type { Order } from '../acting.ts';
import { formatCount } from '../format/number.ts';
import { findRotation, type Place, type Rotation } from '../systems/haproxy/rotation.ts';
import { asHttpProblem, shown } from './actions.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Need, type Route } from './route.ts';

/** What deploy scripts use: where a server is in rotation, out, empty, back, in service. The same door as the dialog, and the same audit. */

const SYSTEM = 'haproxy';
const LONGEST_WAIT_SECONDS = 600;
/** While somebody waits the instances are asked this often. */
const LOOK_AGAIN_MS = 2_000;
const READ_WITHIN_MS = 5_000;

const name = z.string().min(1).max(200);
const where = { server: name, group: name.optional(), backend: name.optional() };
const asking = z.strictObject(where);
const waiting = z.strictObject({
  ...where,
  until: z.enum(['empty', 'out', 'in-service']),
  timeout: z.coerce.number().min(1).max(LONGEST_WAIT_SECONDS).default(50),
});
const moving = z.strictObject({
  ...where,
  reason: z.string().max(500).optional(),
  until: z.number().optional(),
  id: z.string().max(100).optional(),
  /** The server's name, where it is the last one taking traffic. */
  confirm: z.string().max(200).optional(),
  /** Go on although some instances cannot be reached. */
  partial: z.boolean().optional(),
});

type Asking = z.output<typeof asking>;
type Waiting = z.output<typeof waiting>;
type Moving = z.output<typeof moving>;

const VIEW: Need<unknown> = { is: 'view', of: () => SYSTEM };
const ACT: Need<unknown> = { is: 'act', of: () => SYSTEM };
const MOVE_USAGE = 'send {"server": …}, and if wanted "group", "backend", "reason", "until" (epoch ms), "id", "confirm", "partial"';

export const rotationRoutes: readonly Route[] = [
  defineRoute<Asking>({
    ...{ method: 'GET', path: '/api/v1/rotation', need: VIEW, origin: 'any', rate: 'read' },
    ...{ input: asking, usage: 'say which: ?server=web03, and if wanted &group= and &backend=', handle: answerWhere },
  }),
  defineRoute<Waiting>({
    ...{ method: 'GET', path: '/api/v1/rotation/wait', need: VIEW, origin: 'any', rate: 'ask' },
    ...{
      input: waiting,
      usage: `say for what: ?server=web03&until=empty, out or in-service, and if wanted &timeout= in seconds (up to ${LONGEST_WAIT_SECONDS})`,
      handle: answerWait,
    },
  }),
  ...(['drain', 'maintenance', 'return'] as const).map((action) =>
    defineRoute<Moving>({
      ...{ method: 'POST', path: `/api/v1/rotation/${action}`, need: ACT, origin: 'own', rate: 'write' },
      ...{ input: moving, usage: MOVE_USAGE, handle: (call) => move(call, action) },
    }),
  ),
];

async function answerWhere({ engine, input, response }: Call<Asking>): Promise<void> {
  answerJson(response, 200, known(findRotation(engine.views(SYSTEM), input)));
}

/** 200 once it is so on every instance, by readings made after the question; 504 with how far it is when time is up. */
async function answerWait(call: Call<Waiting>): Promise<void> {
  const { engine, input, response } = call;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const askedAt = engine.clock.now();
  const deadlineAt = askedAt + input.timeout * 1_000;
  for (;;) {
    const left = deadlineAt - engine.clock.now();
    await engine.readAgain(concerned(call), Math.max(0, Math.min(left, READ_WITHIN_MS)));
    if (gone.signal.aborted) return;
    const rotation = rotationSince(call, askedAt);
    if (isReached(rotation, input.until)) return answerJson(response, 200, { reached: true, ...rotation });
    if (engine.clock.now() >= deadlineAt) throw notReached(rotation, input);
    await pause(Math.max(0, Math.min(LOOK_AGAIN_MS, deadlineAt - engine.clock.now())), undefined, { signal: gone.signal }).catch(
      () => undefined,
    );
  }
}

/** As readings show it that were made after this moment; an instance without one is unread. */
function rotationSince({ engine, input }: Call<Asking>, since: number): Rotation {
  const views = engine.views(SYSTEM).map((view) => doubtOlder(view, since));
  return known(findRotation(views, input));
}

function concerned({ engine, input: { group } }: Call<Asking>): { system: string; group: string; node: string }[] {
  const nodes = engine.views(SYSTEM).filter((node) => group === undefined || node.group === group);
  return nodes.map(({ group, node }) => ({ system: SYSTEM, group, node }));
}

function isReached({ answer, isEmpty }: Rotation, until: Waiting['until']): boolean {
  switch (until) {
    case 'empty':
      return isEmpty === true;
    case 'out':
      return answer === 'out of rotation';
    case 'in-service':
      return answer === 'in rotation';
  }
}

function notReached(rotation: Rotation, { server, until, timeout }: Waiting): HttpProblem {
  const states = rotation.places.map((place) => `${place.backend} on ${place.node}: ${place.state}, ${leftWords(place)}`);
  const unread = rotation.unread.map(({ node, why }) => `${node}: ${why}`);
  return new HttpProblem(504, `${server} is not ${until} after ${timeout}s: ${[...states, ...unread].join('; ')}`, {
    code: 'not reached',
    more: { reached: false, ...rotation },
  });
}

/** What is left on a server, in words. */
function leftWords({ sessions, queue, usedConnections }: Place): string {
  if (sessions === null) return 'how many sessions is not told';
  const counts = [
    [sessions, 'session'],
    [queue ?? 0, 'waiting request'],
    [usedConnections ?? 0, 'used connection'],
  ] as const;
  const left = counts.flatMap(([count, what]) => (count === 0 ? [] : [`${formatCount(count)} ${what}${count === 1 ? '' : 's'}`]));
  return left.length === 0 ? 'empty' : left.join(', ');
}

/** Throws HttpProblem 404 where no instance that was read has the server. */
function known(rotation: Rotation): Rotation {
  if (rotation.places.length > 0 || rotation.unread.length > 0) return rotation;
  throw new HttpProblem(404, `no instance has a server "${rotation.server}" there`, { code: 'not found' });
}

/** Previews and performs at once. 200 when it is confirmed everywhere, or was so before; everything else is an error that carries the outcome. */
async function move(call: Call<Moving>, action: 'drain' | 'maintenance' | 'return'): Promise<void> {
  const { engine, caller, input, response } = call;
  const { server, group, backend, reason = null, until = null, id = randomUUID(), confirm: typed = null } = input;
  const order: Order = { system: SYSTEM, action, input: { server, ...(group ? { group } : {}), ...(backend ? { backend } : {}) } };
  const ask = { id, order, typed, reason, until };
  const askedAt = engine.clock.now();
  try {
    await engine.readAgain(concerned(call), READ_WITHIN_MS);
    // From here to the performing nothing is waited for, so that of two alike only one begins.
    const before = engine.actions.again(ask, caller);
    if (before) return answerOutcome(call, await before);
    const rotation = rotationSince(call, askedAt);
    if (isSoAlready(rotation, action))
      return answerJson(response, 200, { result: 'confirmed', words: `${server}: nothing to do, it is so already`, rotation });
    const preview = engine.actions.preview(order, caller);
    checkConsent(preview, input);
    const outcome = await engine.actions.perform({ ...ask, hash: preview.hash }, caller);
    answerOutcome(call, outcome);
  } catch (error) {
    throw asHttpProblem(error);
  }
}

function isSoAlready({ places, unread }: Rotation, action: 'drain' | 'maintenance' | 'return'): boolean {
  if (unread.length > 0) return false;
  switch (action) {
    case 'drain':
      return places.every(({ isOut }) => isOut);
    case 'maintenance':
      return places.every(({ state }) => state === 'MAINT');
    case 'return':
      return places.every(({ isUp }) => isUp);
  }
}

/** A script agrees beforehand to what a person would be asked in a dialog; the last server and unreachable instances it must name. */
function checkConsent(preview: Previewed, { partial, confirm, server }: Moving): void {
  if (preview.refusal !== null) throw new HttpProblem(409, preview.refusal, { code: 'refused', more: { preview: shown(preview) } });
  if (preview.leftOut.length > 0 && partial !== true) {
    const left = preview.leftOut.map(({ node, why }) => `${node} (${why})`).join(', ');
    throw new HttpProblem(409, `nothing was sent, because it would not reach ${left}; send "partial": true to go on without`, {
      code: 'partial',
      more: { preview: shown(preview) },
    });
  }
  if (preview.friction === 'type' && confirm !== server) {
    const why = preview.notes.filter(({ status }) => status === 'critical').map(({ words }) => words);
    throw new HttpProblem(409, `nothing was sent: ${why.join('; ')}; send "confirm": "${server}" to do it all the same`, {
      code: 'typed',
      more: { preview: shown(preview) },
    });
  }
}

function answerOutcome({ response }: Call<Moving>, outcome: Outcome): void {
  if (outcome.result === 'confirmed') {
    answerJson(response, 200, outcome);
    return;
  }
  throw new HttpProblem(502, `${outcome.title}: ${outcome.result}. ${outcome.words}`, { code: outcome.result, more: { outcome } });
}
