import { ParseError } from '../../failure.ts';
import type { ProcessInfo } from './model-socket.ts';
import { looksLike } from './other-answers.ts';

/** Reads `show info` of HAProxy 1.4 to 3.4 (management.txt 9.3). What a version does not tell is null. Throws ParseError for anything else, and for an answer that was cut. */
export function parseInfo(text: string): ProcessInfo {
  if (!/^Name: \S/.test(text)) throw new ParseError(`not the answer to "show info": ${looksLike(text)}`, text.slice(0, 400));
  // An empty line ends every answer of the runtime API.
  if (!text.endsWith('\n\n')) throw new ParseError('"show info" is cut off: the empty line at its end is missing', text.slice(-400));
  const said = new Map(text.split('\n').map((line) => split(line)));
  const startSeconds = optional(said, 'Start_time_sec');
  return {
    pid: required(said, 'Pid', text),
    version: said.get('Version') ?? '',
    name: said.get('node') ?? '',
    processes: optional(said, 'Nbproc'),
    uptimeSeconds: required(said, 'Uptime_sec', text),
    startedAt: startSeconds === null ? null : startSeconds * 1_000,
    connections: optional(said, 'CurrConns'),
    maxConnections: optional(said, 'Maxconn'),
    idlePercent: optional(said, 'Idle_pct'),
    isStopping: optional(said, 'Stopping') === 1,
  };
}

function split(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function required(said: ReadonlyMap<string, string>, name: string, text: string): number {
  const value = optional(said, name);
  if (value === null) throw new ParseError(`"show info" has no ${name}`, text.slice(0, 400));
  return value;
}

function optional(said: ReadonlyMap<string, string>, name: string): number | null {
  const value = said.get(name);
  if (value === undefined || value === '') return null;
  if (!/^\d+$/.test(value)) throw new ParseError(`"show info" has ${name} that is no number`, `${name}: ${value}`);
  return Number(value);
}
