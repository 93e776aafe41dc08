import { ParseError } from '../../failure.ts';
import type { SlowCommand, SlowlogAnswer } from './model-asked.ts';
import { isSecretSetting, MASK } from './secret-settings.ts';

/** SLOWLOG GET and INFO server in one go, with SLOWLOG LEN and the threshold where they may be asked. */
export type RawSlowlog = { entries: unknown; info: unknown; count: number | null; slowerThanMicros: number | null };

/** Reads SLOWLOG GET (redis/src/slowlog.c). Masked, a command is told without its arguments and without its client. Throws ParseError, which holds nothing of the answer. */
export function parseSlowlog({ entries, info, count, slowerThanMicros }: RawSlowlog, isMasked: boolean): SlowlogAnswer {
  if (!Array.isArray(entries)) throw new ParseError('the answer to SLOWLOG GET is no list');
  const commands = entries.map((entry) => readEntry(entry, isMasked));
  const runId = /^run_id:(\w+)/m.exec(typeof info === 'string' ? info : '')?.[1] ?? null;
  return { isMasked, runId, count, slowerThanMicros, commands, toldCount: commands.length, gaps: [], earlierRunCount: 0 };
}

function readEntry(entry: unknown, isMasked: boolean): SlowCommand {
  const [id, seconds, micros, words, address, name]: unknown[] = Array.isArray(entry) ? entry : [];
  if (typeof id !== 'number' || typeof seconds !== 'number' || typeof micros !== 'number' || !Array.isArray(words))
    throw new ParseError('SLOWLOG GET has an entry that is none');
  const [command = '', ...args] = words.map(String);
  const own = (text: unknown): string | null => (isMasked || typeof text !== 'string' || text === '' ? null : text);
  return {
    id,
    at: seconds * 1_000,
    tookMicros: micros,
    command: command.toUpperCase(),
    args: isMasked ? null : withoutSecrets(command.toUpperCase(), args),
    argCount: args.length,
    address: own(address),
    name: own(name),
  };
}

/** Before 6.2 Redis writes passwords into its slow log: nobody is shown them. */
function withoutSecrets(command: string, args: readonly string[]): string[] {
  const first = args[0]?.toUpperCase();
  if (command === 'AUTH') return args.map(() => MASK);
  if (command === 'ACL' && first === 'SETUSER') return args.map((arg, at) => (at < 2 ? arg : MASK));
  if (command === 'CONFIG' && first === 'SET')
    return args.map((arg, at) => (at > 1 && at % 2 === 0 && isSecretSetting(args[at - 1] ?? '') ? MASK : arg));
  if (command !== 'HELLO' && command !== 'MIGRATE') return [...args];
  // After every such word: the first may be the name of a host or of a key.
  const isAuth = (at: number): boolean => /^auth2?$/i.test(args[at] ?? '');
  return args.map((arg, at) => (isAuth(at - 1) || isAuth(at - 2) ? MASK : arg));
}
