import * as z from 'zod';
import type { Note, Proof, Sent } from '../../../acting.ts';
import { formatAge } from '../../../format/age.ts';
import type { Client, ClientsAnswer } from '../model-asked.ts';
import { essenceOf, type KillDetail, killDetail, LATER_LISTS, proveKilled, stateNotes, whoWords } from './clients.ts';
import { NODE_INPUT } from './input.ts';
import { killCommand } from './kill-command.ts';
import { whyNotKill } from './model.ts';
import { onOne } from './on-one.ts';
import { tellOne } from './send.ts';

const LIST = { name: 'clients', input: () => null };
const EXAMPLE = '{ "group": "sessions", "node": "cache1", "id": 42 }';
const clientId = z.int({ error: 'is not the id of a client' }).min(1);
const killSchema = z.strictObject({ ...NODE_INPUT, id: clientId });
const unblockSchema = z.strictObject({ ...NODE_INPUT, id: clientId, error: z.boolean().default(false) });

/** Kills one client by its id and its address. A reset and no ban: the proof says under which id it came back. */
export const killClient = onOne<z.output<typeof killSchema>, ClientsAnswer, KillDetail>({
  name: 'kill-client',
  schema: killSchema,
  example: EXAMPLE,
  question: LIST,
  names: ({ id, node }) => ({ title: `Kill client ${id} of ${node}`, button: `Kill client ${id}` }),
  preview({ input, answer, seesDetails, step }) {
    const client = answer.clients.find(({ id }) => id === input.id);
    if (!client) return gone(input);
    const why = whyNotKill(client);
    if (why !== null) return { refusal: `client ${input.id} is not killed from here: ${why}` };
    const detail = killDetail([client], answer);
    const command = `CLIENT KILL ID ${client.id}${client.address === null ? '' : ' ADDR (its address)'}`;
    return {
      summary: `Closes the connection of client ${client.id}${seesDetails ? ` (${whoWords(client)})` : ''} at once, in the middle of what it does: ${stateWords(client)}.`,
      notes: [...stateNotes([client]), ...maskedNote(seesDetails)],
      steps: [
        step({
          ...{ target: `client ${client.id}`, commands: [command] },
          ...{ before: 'connected', wanted: 'gone', detail, essence: essenceOf(detail) },
        }),
      ],
    };
  },
  async send(actor, { prey: [prey] }, signal) {
    if (!prey) return { is: 'not sent', answer: 'nobody is named' };
    const none: Sent = { is: 'refused', answer: `there is no client ${prey.id} from that address any more: nobody was killed` };
    const taken = (reply: unknown): Sent => (reply === 0 ? none : { is: 'taken', answer: `Redis killed ${reply} client` });
    return tellOne(actor, killCommand(prey), { signal, taken });
  },
  prove: (detail, { answer }) => proveKilled(detail, answer),
  proofs: LATER_LISTS,
});

type UnblockDetail = { id: number; isError: boolean; idleSeconds: number };

/** Ends the wait of a client that is blocked by a command, as if its time were up, or by an error. */
export const unblockClient = onOne<z.output<typeof unblockSchema>, ClientsAnswer, UnblockDetail>({
  name: 'unblock-client',
  schema: unblockSchema,
  example: EXAMPLE,
  question: LIST,
  names: ({ id, node }) => ({ title: `Unblock client ${id} of ${node}`, button: `Unblock client ${id}` }),
  preview({ input, answer, seesDetails, step }) {
    const client = answer.clients.find(({ id }) => id === input.id);
    if (!client) return gone(input);
    if (!client.flags.includes('b')) return { isDone: true, refusal: `client ${input.id} waits for nothing: it is not blocked` };
    const how = input.error ? 'by an error (UNBLOCKED)' : 'as if its time were up';
    return {
      summary: `Ends the wait of client ${client.id}${seesDetails ? ` (${whoWords(client)})` : ''} in ${commandWords(client)} ${how}, after ${formatAge(client.idleSeconds * 1_000)}.`,
      notes: [{ status: 'ok', words: 'most libraries wait again at once' }, ...maskedNote(seesDetails)],
      steps: [
        step({
          ...{ target: `client ${client.id}`, commands: [`CLIENT UNBLOCK ${client.id}${input.error ? ' ERROR' : ''}`] },
          ...{ before: 'blocked', wanted: 'not blocked' },
          detail: { id: client.id, isError: input.error, idleSeconds: client.idleSeconds },
        }),
      ],
    };
  },
  send: (actor, { id, isError }, signal) =>
    tellOne(actor, ['CLIENT', 'UNBLOCK', String(id), ...(isError ? ['ERROR'] : [])], {
      signal,
      taken: (reply) =>
        reply === 1
          ? { is: 'taken', answer: `Redis ended the wait of client ${id}` }
          : { is: 'refused', answer: `client ${id} was not blocked any more, or cannot be unblocked: nothing was changed` },
    }),
  prove: proveUnblocked,
});

function proveUnblocked({ id, idleSeconds }: UnblockDetail, { answer }: { answer: ClientsAnswer }): Proof {
  const client = answer.clients.find((one) => one.id === id);
  if (!client) return { is: 'proved', words: `client ${id} is gone, and waits no more` };
  if (!client.flags.includes('b')) return { is: 'proved', words: `client ${id} is not blocked` };
  // What sends another command counts its idleness anew.
  if (client.idleSeconds < idleSeconds) return { is: 'proved', words: `client ${id} went on, and waits again for ${client.idleSeconds} s` };
  return { is: 'not proved', words: `client ${id} is blocked, idle for ${client.idleSeconds} s: that it went on in between does not show` };
}

function gone({ id, node }: { id: number; node: string }) {
  return { isDone: true as const, refusal: `there is no client ${id} on ${node} any more` };
}

function stateWords(client: Client): string {
  return `connected for ${formatAge(client.ageSeconds * 1_000)}, idle for ${formatAge(client.idleSeconds * 1_000)}, database ${client.db}, last ${commandWords(client)}`;
}

function commandWords({ command }: Client): string {
  return command === '' || command === 'NULL' ? 'no command' : command.replace('|', ' ').toUpperCase();
}

/** Who kills without seeing whom is told so. */
function maskedNote(seesDetails: boolean): Note[] {
  return seesDetails
    ? []
    : [{ status: 'warning', words: 'whose it is needs the right to details of Redis: it is known here by its id alone' }];
}
