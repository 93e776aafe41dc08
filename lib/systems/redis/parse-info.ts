import { ParseError } from '../../failure.ts';

/** The fields of INFO by their names. `number` and `text` throw for what is missing, the `maybe` ones give null. */
export type InfoFields = {
  has(name: string): boolean;
  number(name: string): number;
  maybeNumber(name: string): number | null;
  text(name: string): string;
  maybeText(name: string): string | null;
  /** The fields whose names are a word and a number (slave0, db4), in the order of the answer. */
  numbered(word: string): [name: string, value: string][];
};

/** Valkey says server_mode where Redis says redis_mode. */
const SENTINEL_MODE = /^(redis|server)_mode:sentinel/m;

/**
 * Reads the text of INFO of a data node (redis/src/server.c genRedisInfoString; 4.0 to 8), whose last section is Keyspace in every version from 2.4 on. Throws ParseError for anything else, for a Sentinel, for a line cut short, and for an answer
 * without its last section.
 */
export function readFields(text: string): InfoFields {
  if (SENTINEL_MODE.test(text))
    throw new ParseError(
      'this is a Sentinel, not a data node: name it under sentinels:, and the Redis servers themselves as nodes',
      text.slice(0, 400),
    );
  return readUpTo(text, 'Keyspace');
}

/** Reads the text of INFO whose last section is Keyspace of a data node and Sentinel of a Sentinel. Throws ParseError as readFields does. */
export function readSections(text: string): InfoFields {
  return readUpTo(text, SENTINEL_MODE.test(text) ? 'Sentinel' : 'Keyspace');
}

function readUpTo(text: string, last: 'Keyspace' | 'Sentinel'): InfoFields {
  if (!/^# ?Server\r?\n/.test(text)) throw new ParseError(`not the answer to INFO: ${looksLike(text)}`, text.slice(0, 400));
  if (!text.endsWith('\n')) throw new ParseError('INFO is cut off within a line', text.slice(-400));
  if (!text.includes(`\n# ${last}`)) throw new ParseError(`INFO is cut off: its last section, ${last}, is missing`, text.slice(-400));
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw new ParseError('INFO has a line without a field', line);
    fields.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return accessTo(fields);
}

/** The pairs of a value such as `ip=127.0.0.1,port=6380,state=online`. */
export function readPairs(value: string): ReadonlyMap<string, string> {
  return new Map(value.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** A number as Redis writes it, or a ParseError that names the field. */
export function readNumber(name: string, value: string): number {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value)) throw new ParseError(`INFO has ${name} that is no number`, `${name}:${value}`);
  return Number(value);
}

function accessTo(fields: ReadonlyMap<string, string>): InfoFields {
  const maybeText = (name: string): string | null => fields.get(name) ?? null;
  const maybeNumber = (name: string): number | null => {
    const value = fields.get(name);
    return value === undefined || value === '' ? null : readNumber(name, value);
  };
  const needed = <T>(name: string, value: T | null): T => {
    if (value === null) throw new ParseError(`INFO has no ${name}: this server leaves it out, or its answer is not whole`);
    return value;
  };
  return {
    has: (name) => fields.has(name),
    maybeText,
    maybeNumber,
    text: (name) => needed(name, maybeText(name)),
    number: (name) => needed(name, maybeNumber(name)),
    numbered: (word) => [...fields].filter(([name]) => name.startsWith(word) && /^\d+$/.test(name.slice(word.length))),
  };
}

function looksLike(text: string): string {
  const head = text.trimStart();
  if (head === '') return 'the answer is empty';
  if (head.startsWith('<')) return 'the answer looks like an HTML page';
  if (head.startsWith('{')) return 'the answer looks like JSON';
  return 'the answer is other text';
}
