import type { Sent } from '../../../acting.ts';
import type { RedisCommand } from '../../../io/redis.ts';
import { RedisRefusal, type RedisReply } from '../../../io/redis-replies.ts';
import type { RedisActor } from '../actor.ts';

/** What became of commands: the reply to each, or how it ended before that, `done` of them having been taken. */
type Told = { is: 'told'; replies: RedisReply[] } | { is: 'ended'; sent: Sent; done: number };

/** Commands that go out together; the answers to them come together too. */
const AT_ONCE = 200;

/**
 * Sends commands over a connection of their own, which is closed again. `first` are carried out one by one before the others, which are sent only where each was taken: a
 * database is chosen so. Nothing is ever sent twice. Never throws.
 */
export async function tell(
  actor: RedisActor,
  { first = [], commands }: { first?: readonly RedisCommand[]; commands: readonly RedisCommand[] },
  signal: AbortSignal,
): Promise<Told> {
  const connection = actor.openAside();
  const replies: RedisReply[] = [];
  let isOpen = false;
  try {
    // Signs in: as long as that is not answered nothing was sent.
    await connection.ask([], signal);
    for (const command of first) await connection.ask([command], signal);
    isOpen = true;
    for (let at = 0; at < commands.length; at += AT_ONCE) {
      const answers = await connection.askEach(commands.slice(at, at + AT_ONCE), signal);
      replies.push(...answers.flatMap((answer) => ('reply' in answer ? [answer.reply] : [])));
      for (const answer of answers) if ('error' in answer) throw answer.error;
    }
    return { is: 'told', replies };
  } catch (error) {
    return { is: 'ended', sent: endOf(error, isOpen), done: replies.length };
  } finally {
    connection.close();
  }
}

/** One command; `taken` reads its reply. Never throws. */
export async function tellOne(
  actor: RedisActor,
  command: RedisCommand,
  { signal, taken }: { signal: AbortSignal; taken: (reply: RedisReply) => Sent },
): Promise<Sent> {
  const told = await tell(actor, { commands: [command] }, signal);
  return told.is === 'ended' ? told.sent : taken(told.replies[0] ?? null);
}

/** Redis takes it and says so. */
export function saysSo(reply: RedisReply): Sent {
  return {
    is: 'taken',
    answer: `Redis says ${typeof reply === 'string' ? reply.slice(0, 200) : String(reply)}: the next reading proves it`,
  };
}

function endOf(error: unknown, isOpen: boolean): Sent {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof RedisRefusal) return { is: 'refused', answer: saidWords(error) };
  if (!isOpen) return { is: 'not sent', answer: words };
  return { is: 'no answer', answer: `${words}: whether it was taken, or will be once it goes on, only readings tell` };
}

function saidWords({ message, received }: RedisRefusal): string {
  return received === null || message.includes(received.slice(0, 60)) ? message : `${message} (${received})`;
}
