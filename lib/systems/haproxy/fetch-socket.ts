import { FetchError } from '../../failure.ts';
import type { LineSocket } from '../../io/line-socket.ts';
import { byteWords } from '../../io/network-errors.ts';

/** The levels of a `stats socket` (HAProxy management.txt 9.3), each with what the one before it may. */
export type Level = 'user' | 'operator' | 'admin';

/** A command, the level that it needs, and how its answer begins. */
type Asked = { line: string; level: Level; begins: RegExp };

/**
 * Asks the runtime API one command. The text is latin1. Throws FetchError: `permission` where the level of the socket is too low, `unsupported` where this version
 * does not know the command, `protocol` where its answer was cut. Only commands that change nothing belong here.
 */
export async function askRuntime(socket: LineSocket | null, { line, level, begins }: Asked, signal: AbortSignal): Promise<string> {
  if (socket === null) throw new Error(`asked "${line}" of a node without a runtime socket`);
  const text = (await socket.ask(line, signal)).toString('latin1');
  // The words of 1.4 to 3.4.
  if (/^Permission denied\b/.test(text)) {
    throw new FetchError('permission', `not permitted: "${line}" needs a stats socket of level ${level} or higher`, text);
  }
  if (/^Unknown command\b/.test(text)) throw new FetchError('unsupported', `this version of HAProxy does not know "${line}"`, text);
  // What begins as another product's is told as that by whoever reads it.
  if (begins.test(text) && !isWhole(text)) throw new FetchError('protocol', cutWords(line, text), text.slice(-400));
  return text;
}

/** An empty line ends every answer of the runtime API, that of success being nothing but it (2.6.12: of each command that is sent, and of each refusal). */
export function isWhole(text: string): boolean {
  return text === '\n' || text.endsWith('\n\n');
}

/** "the answer to "show info" was cut after 612 bytes: ...". */
export function cutWords(line: string, text: string): string {
  return `the answer to "${line}" was cut after ${byteWords(text.length)}: the empty line at its end is missing`;
}
