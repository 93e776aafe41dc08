import { FetchError } from '../../failure.ts';
import type { LineSocket } from '../../io/line-socket.ts';

/** The levels of a `stats socket` (HAProxy management.txt 9.3), each with what the one before it may. */
export type Level = 'user' | 'operator' | 'admin';

/**
 * Asks the runtime API one command. The text is latin1. Throws FetchError: `permission` where the level of the socket is too low, `unsupported` where this version
 * does not know the command. Only commands that change nothing belong here.
 */
export async function askRuntime(
  socket: LineSocket | null,
  { line, level }: { line: string; level: Level },
  signal: AbortSignal,
): Promise<string> {
  if (socket === null) throw new Error(`asked "${line}" of a node without a runtime socket`);
  const text = (await socket.ask(line, signal)).toString('latin1');
  // The words of 1.4 to 3.4.
  if (/^Permission denied\b/.test(text)) {
    throw new FetchError('permission', `not permitted: "${line}" needs a stats socket of level ${level} or higher`, text);
  }
  if (/^Unknown command\b/.test(text)) throw new FetchError('unsupported', `this version of HAProxy does not know "${line}"`, text);
  return text;
}
