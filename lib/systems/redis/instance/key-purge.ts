import * as z from 'zod';
import type { Sent } from '../../../acting.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatSpan } from '../../../format/time.ts';
import type { RedisActor } from '../actor.ts';
import { KEY_OF_NODE, type KeyAnswer } from './key.ts';
import { type Found, onOne } from './on-one.ts';
import { tell } from './send.ts';

const schema = z.strictObject(KEY_OF_NODE);
type Input = z.output<typeof schema>;
type Detail = { db: number; name: string };

/** Removes one key by its exact name (UNLINK): on a master alone, the name typed. Proved by asking for it again. */
export const keyPurge = onOne<Input, KeyAnswer, Detail>({
  name: 'key-purge',
  schema,
  example: '{ "group": "sessions", "node": "cache1", "db": 0, "name": "session:1234" }',
  question: { name: 'key', input: ({ db, name }) => ({ db, name }) },
  // A key may be named by whose it is: titles, commands and proofs stand in the audit, which viewers read.
  names: ({ node, db }) => ({ title: `Purge a key in database ${db} of ${node}`, button: 'Purge the key' }),
  preview(found) {
    const { input, info, answer, step } = found;
    const { db, name, node } = input;
    if (info.role === 'replica')
      return { refusal: `${node} is a replica: purge it on its master, ${masterOf(found)}, and it goes here too` };
    if (answer.key === null) return { isDone: true, refusal: `there is no such key in database ${db} of ${node}` };
    const many = info.replicas.length;
    return {
      summary: `Removes the key ${quoted(name)} from database ${db} of ${node}${many > 0 ? ` and its ${many === 1 ? 'replica' : `${many} replicas`}` : ''}${factWords(found)}. What it holds is lost.`,
      ...{ friction: 'type' as const, typed: name },
      steps: [
        step({
          ...{
            target: `a key in database ${db}`,
            commands: [`UNLINK (the key), in database ${db}`],
          },
          ...{ before: 'there', wanted: 'gone', detail: { db, name } },
        }),
      ],
    };
  },
  send: sendPurge,
  prove: (_detail, { answer }) =>
    answer.key === null
      ? { is: 'proved', words: 'the key is gone' }
      : { is: 'not proved', words: 'the key is there: it was not removed, or a client has written it again' },
});

async function sendPurge(actor: RedisActor, { db, name }: Detail, signal: AbortSignal): Promise<Sent> {
  const first = db === 0 ? [] : ([['SELECT', String(db)]] as const);
  const told = await tell(actor, { first, commands: [['UNLINK', name]] }, signal);
  if (told.is === 'ended') return told.sent;
  return told.replies[0] === 0
    ? { is: 'refused', answer: 'the key was gone already: nothing was removed' }
    : { is: 'taken', answer: 'Redis removed 1 key' };
}

function masterOf({ info: { link }, nodes, input }: Found<Input, KeyAnswer>): string {
  if (link === null) return 'which it does not name';
  const { host, port } = link;
  const known = nodes.find(
    ({ settings, group }) => group === input.group && settings.address.host === host && settings.address.port === port,
  );
  return known ? known.node : `${host}:${port}`;
}

// What somebody may not look up he is not told here either.
function factWords({ answer: { key }, seesDetails }: Found<Input, KeyAnswer>): string {
  if (key === null || !seesDetails) return '';
  const bytes = key.bytes === null ? 'size not told' : formatBytes(key.bytes);
  const ttl = key.leavesInMs === null ? 'no time to live' : `gone by itself in ${formatSpan(key.leavesInMs)}`;
  return `: a ${key.type}, ${bytes}, ${ttl}`;
}

function quoted(name: string): string {
  const printed = JSON.stringify(name);
  return printed.length > 80 ? `${printed.slice(0, 78)}…"` : printed;
}
