import { z } from 'zod';
import { type Grants, isAdmin, type Right } from '../access/rights.ts';
import { actorOf } from '../act/sink.ts';
import { answerJson, HttpProblem } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

const nothing = z.strictObject({});
const ending = z.strictObject({ session: z.string().max(100) });
const revoking = z.strictObject({ name: z.string().max(100) });

type Ending = z.output<typeof ending>;
type Revoking = z.output<typeof revoking>;

export const accessRoutes: readonly Route[] = [
  defineRoute({
    ...{ method: 'GET', path: '/live/v1/sessions', need: { is: 'a session' }, origin: 'any', rate: 'read' },
    ...{ input: nothing, usage: 'it takes no parameters', handle: answerSessions },
  }),
  defineRoute<Ending>({
    ...{ method: 'POST', path: '/live/v1/sessions/end', need: { is: 'a session' }, origin: 'own', rate: 'write' },
    ...{ input: ending, usage: 'say which: {"session": …}', handle: endSession },
  }),
  defineRoute<Revoking>({
    ...{ method: 'POST', path: '/live/v1/tokens/revoke', need: { is: 'admin' }, origin: 'own', rate: 'write' },
    ...{ input: revoking, usage: 'say which: {"name": …}', handle: revokeToken },
  }),
];

/** Everybody sees his own sessions; an admin sees all, and the tokens. */
function answerSessions({ access, caller, response }: Call<object>): void {
  const isSeen = (name: string): boolean => isAdmin(caller.grants) || name === caller.name;
  const own = caller.is === 'user' ? caller.session : null;
  const sessions = access.sessions().filter(({ name }) => isSeen(name));
  answerJson(response, 200, {
    sessions: sessions.map((card) => ({ ...card, isOwn: card.session === own })),
    unkept: access.unkeptSessions()?.words ?? null,
    tokens: isAdmin(caller.grants) ? access.tokens().map(({ grants, ...card }) => ({ ...card, scope: scopeWords(grants) })) : [],
  });
}

/** Ends a session at once and for good, its open streams included. */
async function endSession({ access, notes, caller, input, response }: Call<Ending>): Promise<void> {
  const found = access.sessions().find(({ session }) => session === input.session);
  if (!found || !(isAdmin(caller.grants) || found.name === caller.name))
    throw new HttpProblem(404, 'there is no such session, or it has ended');
  const ending = access.endSession(found.session);
  notes.note(actorOf(caller), 'session ended', `session ${found.session} of ${found.name}, signed in from ${found.address}`);
  await ending;
  answerJson(response, 200, { ended: found.session });
}

/** Revokes a token for good: also after a restart. */
async function revokeToken({ access, notes, caller, input, response }: Call<Revoking>): Promise<void> {
  const revoked = await access.revokeToken(input.name);
  if (!revoked) throw new HttpProblem(404, `there is no token "${input.name}"`);
  notes.note(actorOf(caller), 'token revoked', `token ${revoked.name}`);
  answerJson(response, 200, { revoked: revoked.name });
}

function scopeWords({ all, systems }: Grants): string {
  return [...(all.length > 0 ? ([['all systems', all]] as const) : []), ...Object.entries(systems)]
    .map(([system, rights]) => `${verbOf(rights)} ${system}`)
    .join(', ');
}

function verbOf(rights: readonly Right[]): string {
  if (rights.includes('mark')) return 'mark deploys of';
  return rights.includes('act') ? 'act on' : 'view';
}
