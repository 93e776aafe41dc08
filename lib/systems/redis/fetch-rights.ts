import { type FailureKind, FetchError } from '../../failure.ts';
import type { Meter } from '../../io/meter.ts';
import { openRedis, type RedisAnswer, type RedisConnection } from '../../io/redis.ts';
import type { RedisReply } from '../../io/redis-replies.ts';
import type { RedisSettings, RedisUser } from './config.ts';
import { type Asked, commandsOf, rightOf } from './doctor-needs.ts';

/** What the connection is called in CLIENT LIST. */
const NAME = 'vigil-doctor';

/** Beyond the list of some ten thousand clients. */
const MOST_ANSWER_BYTES = 16 * 2 ** 20;

/** An answer about one right: what ACL DRYRUN said, that the command itself was answered, or an error of either. */
type Said = { right: string; hasKey: boolean } & (
  | { is: 'said'; text: string }
  | { is: 'done' }
  | { is: 'error'; kind: FailureKind; words: string }
);

/** `way` is how it was asked: by ACL DRYRUN (7.0), or where that may not be, by asking what only tells something; `why` it may not. */
export type RawRights = {
  info: RedisReply;
  way: 'dry run' | 'asking';
  why: 'right' | 'version' | null;
  said: readonly Said[];
  unasked: readonly string[];
};

/** As whom it is asked: with the key of the configuration. */
export function userOf({ read, act, analyse }: RedisSettings, as: string): RedisUser | null {
  return as === 'read' ? (read ?? { user: null, password: null }) : as === 'act' ? act : analyse;
}

/**
 * Asks which commands one login may send. ACL DRYRUN tells of each without carrying it out; where a user may not ask that, only commands that change nothing are asked, and the
 * others are left. Throws FetchError.
 */
export async function fetchRights(
  settings: RedisSettings,
  as: string,
  { signal, meter }: { signal: AbortSignal; meter: Meter },
): Promise<RawRights> {
  const connection = openAs(settings, as, meter);
  const commands = commandsOf(settings, as);
  const user = userOf(settings, as)?.user ?? 'default';
  try {
    const [info, first] = await connection.askEach([['INFO', 'server'], dryRun(user, commands[0])], signal);
    const barred = first && 'error' in first ? whyBarred(first.error) : null;
    const common = { info: info && 'reply' in info ? info.reply : null, why: barred };
    if (barred === null) {
      const answers = await connection.askEach(
        commands.map((asked) => dryRun(user, asked)),
        signal,
      );
      return { ...common, way: 'dry run', said: commands.map((asked, n) => saidOf(asked, answers[n], true)), unasked: [] };
    }
    const reads = commands.filter(({ isRead }) => isRead);
    const answers = await askAll(connection, reads, signal);
    const unasked = commands.filter(({ isRead }) => !isRead).map(({ command }) => rightOf(command));
    return { ...common, way: 'asking', said: reads.map((asked, n) => saidOf(asked, answers[n], false)), unasked };
  } finally {
    connection.close();
  }
}

function askAll(connection: RedisConnection, reads: readonly Asked[], signal: AbortSignal): Promise<RedisAnswer[]> {
  return reads.length === 0
    ? Promise.resolve([])
    : connection.askEach(
        reads.map(({ command }) => command),
        signal,
      );
}

/** ACL DRYRUN is known from 7.0 on; a user needs a right to it as to any other command. Null where it was carried out, whatever it says. */
function whyBarred({ kind }: FetchError): 'right' | 'version' | null {
  if (kind === 'permission') return 'right';
  return kind === 'unsupported' ? 'version' : null;
}

function dryRun(user: string, asked: Asked | undefined): ['ACL', ...string[]] {
  return ['ACL', 'DRYRUN', user, ...(asked?.command ?? ['PING'])];
}

function saidOf({ command, hasKey }: Asked, answer: RedisAnswer | undefined, isDryRun: boolean): Said {
  const right = { right: rightOf(command), hasKey };
  if (!answer) throw new FetchError('protocol', 'it answers fewer commands than it was sent');
  if ('error' in answer) return { ...right, is: 'error', kind: answer.error.kind, words: answer.error.received ?? answer.error.message };
  return isDryRun ? { ...right, is: 'said', text: String(answer.reply) } : { ...right, is: 'done' };
}

function openAs(settings: RedisSettings, as: string, meter: Meter): RedisConnection {
  const { address, tls, kind } = settings;
  const login = userOf(settings, as);
  if (login === null) throw new FetchError('auth', `nobody is configured as ${as}:`);
  return openRedis(
    {
      ...{ ...address, user: login.user, password: login.password === null ? null : login.password.reveal() },
      ...{ tls: tls.enabled ? { ca: tls.ca, verify: tls.verify } : null, name: NAME, maxBytes: MOST_ANSWER_BYTES, isOnce: true },
      key: kind === 'sentinel' ? `sentinels.${as}` : as,
    },
    meter,
  );
}
