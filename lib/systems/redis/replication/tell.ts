import type { Sent } from '../../../acting.ts';
import { FetchError } from '../../../failure.ts';
import type { RedisCommand } from '../../../io/redis.ts';
import type { RedisReply } from '../../../io/redis-replies.ts';
import type { RedisActor } from '../actor.ts';
import type { RedisInfo } from '../model.ts';
import { parseRedis } from '../parse.ts';

/**
 * Sends one command, once: a second REPLICAOF NO ONE could promote what has been started anew with older data, and a second FAILOVER is refused because of the first. Never
 * throws; ends when the signal aborts.
 */
export function tell(actor: RedisActor, command: RedisCommand, signal: AbortSignal): Promise<Sent> {
  return toldBy(actor.askOnce([command], signal));
}

/** Sends one command of which a second does nothing more, and again where a kept connection was lost. Never throws; ends when the signal aborts. */
export function tellSurely(actor: RedisActor, command: RedisCommand, signal: AbortSignal): Promise<Sent> {
  return toldBy(actor.ask([command], signal));
}

async function toldBy(asked: Promise<RedisReply[]>): Promise<Sent> {
  try {
    const [answer] = await asked;
    return { is: 'taken', answer: typeof answer === 'string' ? answer : JSON.stringify(answer ?? null) };
  } catch (error) {
    return failed(error);
  }
}

/** What a node says of itself now. Throws FetchError. */
export async function askInfo(actor: RedisActor, signal: AbortSignal): Promise<RedisInfo> {
  const [info, role] = await actor.ask([['INFO'], ['ROLE']], signal);
  return parseRedis({ info, role });
}

/** What it means for a command that asking ended so: an answer that says no, no way to the node, or that nobody knows. */
export function failed(error: unknown): Sent {
  if (!(error instanceof FetchError)) throw error;
  const { kind, message: answer } = error;
  switch (kind) {
    case 'auth':
    case 'permission':
    case 'unsupported':
    case 'busy':
    case 'parse':
      return { is: 'refused', answer };
    case 'refused':
    case 'unreachable':
    case 'dns':
    case 'tls':
      return { is: 'not sent', answer };
    // An answer with an error is of this kind too; a connection that broke says nothing of what was carried out.
    case 'protocol':
      return isErrorAnswer(error) ? { is: 'refused', answer } : { is: 'no answer', answer };
    case 'timeout':
    case 'http':
    case 'internal':
      return { is: 'no answer', answer };
  }
}

/** True where Redis itself answered with an error: io tells that so. */
export function isErrorAnswer({ kind, message }: FetchError): boolean {
  return kind === 'protocol' && message.startsWith('it answers ');
}
