import { isOpenFrom, type Release } from './release.ts';
import { illegalArgument, problem } from './wire-error.ts';

/** What every call takes. */
const EVERYWHERE = ['filter_path', 'pretty', 'human', 'error_trace', 'format', 'source', 'source_content_type'];
const CAT = ['h', 's', 'v', 'help', 'bytes', 'time', 'ts'];

/** The parameters of calls that the master answers. */
export function masterParameters(release: Release): string[] {
  return isOpenFrom(release, 2) ? ['master_timeout', 'cluster_manager_timeout'] : ['master_timeout'];
}

export function isCat(path: string): boolean {
  return path.startsWith('/_cat/');
}

/** Throws 400 as the server does where one of them is not known for that path in that version, or two mean the same. */
export function checkParameters(path: string, query: URLSearchParams, known: readonly string[]): void {
  if (query.has('master_timeout') && query.has('cluster_manager_timeout'))
    throw problem(400, 'parse_exception', 'Please only use one of the request parameters [master_timeout, cluster_manager_timeout].');
  const taken = new Set([...EVERYWHERE, ...(isCat(path) ? CAT : []), ...known]);
  const unknown = [...new Set(query.keys())].filter((name) => !taken.has(name)).toSorted();
  if (unknown.length === 0) return;
  const named = unknown.map((name) => `[${name}]`).join(', ');
  throw illegalArgument(`request [${path}] contains unrecognized parameter${unknown.length > 1 ? 's' : ''}: ${named}`);
}

/** One that is given without a value is true. Throws 400 as the server does for anything but true and false. */
export function isOn(query: URLSearchParams, name: string, otherwise = false): boolean {
  const told = query.get(name);
  if (told === null) return otherwise;
  if (told === '' || told === 'true') return true;
  if (told === 'false') return false;
  throw illegalArgument(`Failed to parse value [${told}] as only [true] or [false] are allowed.`);
}

const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time as it is written in a parameter, in ms. */
export function timeOf(query: URLSearchParams, name: string, otherwiseMs: number): number {
  const told = query.get(name);
  if (told === null) return otherwiseMs;
  const [, number = '', unit = ''] = /^(-?\d+)(ms|s|m|h|d)?$/.exec(told) ?? [];
  if (number === '' || (unit === '' && number !== '-1' && number !== '0'))
    throw illegalArgument(`failed to parse setting [${name}] with value [${told}] as a time value: unit is missing or unrecognized`);
  return Number(number) * (UNITS_MS[unit] ?? 1);
}
