import { ParseError } from '../../failure.ts';
import type { Client, ClientsAnswer } from './model-asked.ts';
import { readNumber } from './parse-info.ts';

/** Connections that are told at once; a page that lists more helps nobody. */
export const MOST_CLIENTS = 20_000;

/** Reads CLIENT LIST (redis/src/networking.c catClientInfoString): pairs without blanks in their values, in any order; unknown ones are skipped. Throws ParseError, which holds nothing of the answer. */
export function parseClients(reply: unknown, isMasked: boolean): ClientsAnswer {
  if (typeof reply !== 'string') throw new ParseError('the answer to CLIENT LIST is no text');
  if (reply !== '' && !reply.endsWith('\n')) throw new ParseError('CLIENT LIST is cut off within a line');
  const lines = reply.split('\n').filter((line) => line !== '');
  return { isMasked, count: lines.length, clients: lines.slice(0, MOST_CLIENTS).map((line) => readClient(line, isMasked)) };
}

function readClient(line: string, isMasked: boolean): Client {
  const said = (name: string): string | undefined => pairOf(line, name);
  const maybe = (name: string): number | null => {
    const value = said(name);
    return value === undefined || value === '' ? null : numberOf(name, value);
  };
  const figure = (name: string): number => {
    const value = maybe(name);
    if (value === null) throw new ParseError(`CLIENT LIST has a line without ${name}`);
    return value;
  };
  const address = said('addr') || null;
  const own = (text: string | null | undefined): string | null => (isMasked ? null : text || null);
  return {
    id: figure('id'),
    address: own(address),
    ip: own(address && ipOf(address)),
    name: own(said('name')),
    user: own(said('user')),
    ageSeconds: figure('age'),
    idleSeconds: figure('idle'),
    flags: said('flags') ?? '',
    db: figure('db'),
    command: said('cmd') ?? '',
    queryBytes: maybe('qbuf'),
    outputBytes: maybe('omem'),
    totalBytes: maybe('tot-mem'),
  };
}

// Looked for by name and not split into all its pairs: of ten thousand clients that takes a quarter of the time, and nothing else runs meanwhile.
function pairOf(line: string, name: string): string | undefined {
  const key = `${name}=`;
  const before = line.startsWith(key) ? 0 : line.indexOf(` ${key}`) + 1;
  if (before === 0 && !line.startsWith(key)) return undefined;
  const end = line.indexOf(' ', before);
  return line.slice(before + key.length, end < 0 ? line.length : end);
}

// readNumber would put the line into what was received.
function numberOf(name: string, value: string): number {
  try {
    return readNumber(name, value);
  } catch {
    throw new ParseError(`CLIENT LIST has ${name} that is no number`);
  }
}

/** Without the port: "10.0.0.1", "[fd00::1]"; of a Unix socket its path. */
function ipOf(address: string): string {
  return address.replace(/:\d+$/, '');
}
