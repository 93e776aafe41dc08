import * as z from 'zod';
import type { Note, Sent } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import type { RedisActor } from '../actor.ts';
import type { Client, ClientsAnswer } from '../model-asked.ts';
import { divide, essenceOf, idRanges, type KillDetail, killDetail, LATER_LISTS, proveKilled, stateNotes, whoWords } from './clients.ts';
import { NODE_INPUT, text } from './input.ts';
import { killCommand } from './kill-command.ts';
import { onOne } from './on-one.ts';
import { tell } from './send.ts';

/** As many ids as a request holds. */
const MOST_IDS = 1_500;
/** As many as are killed in one go within its time. */
const MOST_KILLED = 10_000;
/** From so many on, and for all of them, the name of the node is typed. */
const TYPED_FROM = 50;
const LISTED = 20;

const where = z.strictObject({
  user: text(200).nullable().default(null),
  ip: text(200).nullable().default(null),
  name: text(200).nullable().default(null),
  type: z.enum(['normal', 'pubsub'], { error: 'is neither normal nor pubsub' }).nullable().default(null),
  db: z.int().min(0).nullable().default(null),
  idleOverSeconds: z.int().min(0).nullable().default(null),
});
const schema = z.strictObject({
  ...NODE_INPUT,
  where: where.nullable().default(null),
  ids: z
    .array(z.int().min(1))
    .min(1)
    .max(MOST_IDS, { error: `are more than ${MOST_IDS} ids` })
    .nullable()
    .default(null),
});
type Input = z.output<typeof schema>;
const checked = schema.refine((input) => input.where !== null || input.ids !== null, {
  error: 'say which: where, ids or both',
  path: ['where'],
});

/** Kills the clients of a fresh list that are meant, by id, and nobody else: those by user, address, name, type, database and idleness, among the ids that are listed. */
export const killClients = onOne<Input, ClientsAnswer, KillDetail>({
  name: 'kill-clients',
  schema: checked,
  example: '{ "group": "sessions", "node": "cache1", "where": { "ip": "10.0.0.5" } }',
  question: { name: 'clients', input: () => null },
  names: ({ node }) => ({ title: `Kill clients of ${node}`, button: 'Kill clients' }),
  preview(found) {
    const { input, answer, seesDetails, step } = found;
    if (!seesDetails && isByWho(input)) return { refusal: 'to kill by user, address or name needs the right to details of Redis' };
    const meant = answer.clients.filter((client) => isMeant(client, input));
    const { prey, spared } = divide(meant);
    const many = `${formatCount(prey.length)} ${prey.length === 1 ? 'client' : 'clients'}`;
    const goneCount = input.ids === null ? 0 : input.ids.length - meant.length;
    if (prey.length === 0)
      return {
        refusal: `there is no client on ${input.node} that this means and that may be killed`,
        ...(meant.length === 0 ? { isDone: true as const } : {}),
      };
    if (prey.length > MOST_KILLED) return { refusal: `this means ${many}: narrow it to ${formatCount(MOST_KILLED)}` };
    const isAll = divide(answer.clients).prey.length === prey.length;
    const detail = killDetail(prey, answer);
    const isTyped = prey.length >= TYPED_FROM || isAll;
    return {
      title: `Kill ${many} of ${input.node}`,
      button: `Kill ${many}`,
      summary: `Closes ${many} of the ${formatCount(answer.count)} of ${input.node} at once, in the middle of what they do${seesDetails ? `: ${listWords(prey)}` : ''}.`,
      ...(isTyped ? { friction: 'type' as const, typed: input.node } : {}),
      notes: [...countNotes(goneCount, spared), ...(isAll ? ALL_NOTE : []), ...stateNotes(prey)],
      steps: [
        step({
          ...{ target: many, commands: [`CLIENT KILL ID … ADDR (its address), one each: ${idRanges(prey.map(({ id }) => id)).join(' ')}`] },
          ...{ before: 'connected', wanted: 'gone', detail, essence: essenceOf(detail) },
        }),
      ],
    };
  },
  send: sendAll,
  prove: (detail, { answer }) => proveKilled(detail, answer),
  proofs: LATER_LISTS,
});

const ALL_NOTE: Note[] = [{ status: 'critical', words: 'these are all the clients that it has, besides replicas and Vigil itself' }];

function isByWho({ where }: Input): boolean {
  return where !== null && (where.user !== null || where.ip !== null || where.name !== null);
}

function isMeant({ id, user, ip, name, flags, db, idleSeconds }: Client, { where, ids }: Input): boolean {
  if (ids !== null && !ids.includes(id)) return false;
  if (where === null) return true;
  const type = flags.includes('P') ? 'pubsub' : 'normal';
  return (
    (where.user === null || where.user === user) &&
    (where.ip === null || where.ip === ip) &&
    (where.name === null || where.name === name) &&
    (where.type === null || where.type === type) &&
    (where.db === null || where.db === db) &&
    (where.idleOverSeconds === null || idleSeconds > where.idleOverSeconds)
  );
}

function listWords(prey: readonly Client[]): string {
  const shown = prey.slice(0, LISTED).map((client) => `${client.id} (${whoWords(client)})`);
  return `${shown.join('; ')}${prey.length > LISTED ? `; and ${formatCount(prey.length - LISTED)} more` : ''}`;
}

function countNotes(gone: number, spared: ReadonlyMap<string, readonly Client[]>): Note[] {
  return [
    ...(gone > 0 ? [{ status: 'ok' as const, words: `${formatCount(gone)} of those that were picked are gone already` }] : []),
    ...[...spared].map(([why, clients]) => ({ status: 'ok' as const, words: `${formatCount(clients.length)} not killed: ${why}` })),
  ];
}

async function sendAll(actor: RedisActor, { prey }: KillDetail, signal: AbortSignal): Promise<Sent> {
  const told = await tell(actor, { commands: prey.map(killCommand) }, signal);
  if (told.is === 'told') return { is: 'taken', answer: countWords(told.replies, prey.length) };
  const { sent, done } = told;
  if (done === 0) return sent;
  // Some were killed, so that what says that nothing was changed would be untrue of the whole.
  return { is: 'no answer', answer: `${formatCount(done)} of ${formatCount(prey.length)} were answered; of the others: ${sent.answer}` };
}

function countWords(replies: readonly unknown[], all: number): string {
  const killed = replies.filter((reply) => typeof reply === 'number' && reply > 0).length;
  return killed === all
    ? `Redis killed ${formatCount(killed)}`
    : `Redis killed ${formatCount(killed)}, ${formatCount(all - killed)} were gone already`;
}
