import { ParseError } from '../../failure.ts';
import type { SessionLine, SessionList } from './model-socket.ts';
import { looksLike } from './other-answers.ts';

/** Of more than these the oldest are told one by one. */
const MOST_LINES = 200;

const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** Reads `show sess` of HAProxy 1.5 to 3.4 (management.txt 9.3) and keeps the sessions of a backend, or of one server of it. Throws ParseError for anything else, and when cut. */
export function parseSessions(text: string, of: { backend: string; server: string | null }): SessionList {
  if (!text.startsWith('0x') && text.trim() !== '')
    throw new ParseError(`not the answer to "show sess": ${looksLike(text)}`, text.slice(0, 400));
  if (!/(^|\n)\n$/.test(text)) throw new ParseError('"show sess" is cut off: the empty line at its end is missing', text.slice(-400));
  const own = text
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine)
    .filter(({ backend, server }) => backend === of.backend && (of.server === null || server === of.server));
  return {
    count: own.length,
    sources: new Set(own.map(({ source }) => hostOf(source))).size,
    sessions: own.sort((a, b) => b.ageSeconds - a.ageSeconds).slice(0, MOST_LINES),
  };
}

function readLine(line: string): SessionLine {
  const said = new Map([...line.matchAll(/(?:^| )([a-z_]+)=(\S*)/g)].map((found) => [found[1] ?? '', found[2] ?? '']));
  const age = said.get('age');
  if (!line.startsWith('0x') || age === undefined) throw new ParseError('a line of "show sess" is not a session with an age', line);
  return {
    id: line.slice(0, line.indexOf(':')),
    source: said.get('src') ?? null,
    protocol: said.get('proto') ?? null,
    frontend: said.get('fe') ?? '',
    backend: said.get('be') ?? '',
    server: said.get('srv') ?? '',
    age,
    ageSeconds: secondsOf(age, line),
  };
}

/** "1h2m", "45s", "3d4h". */
function secondsOf(age: string, line: string): number {
  if (!/^(\d+[dhms])+$/.test(age)) throw new ParseError('a line of "show sess" has an age that is no duration', line);
  return [...age.matchAll(/(\d+)([dhms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}

// The port of a client is another one with each session.
function hostOf(source: string | null): string {
  return source === null ? '' : source.replace(/:\d+$/, '');
}
