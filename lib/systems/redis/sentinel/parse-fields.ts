import { ParseError } from '../../../failure.ts';
import type { SentinelClaim } from './model.ts';

/** The fields of what a Sentinel says of one node. `number` and `text` throw for what is missing, the `maybe` ones give null. */
export type SentinelFields = {
  number(name: string): number;
  maybeNumber(name: string): number | null;
  text(name: string): string;
  maybeText(name: string): string | null;
};

/** The flat list of names and values that a Sentinel answers with; null where the answer is none. */
export function readPairsOf(reply: unknown): ReadonlyMap<string, string> | null {
  if (!Array.isArray(reply) || reply.length % 2 !== 0 || reply.some((one) => typeof one !== 'string')) return null;
  const texts = reply as string[];
  return new Map(texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? '']] : [])));
}

/** Access to such fields, with words that name the question. Throws ParseError where there are none. */
export function readTable(pairs: ReadonlyMap<string, string> | null, asked: string): SentinelFields {
  if (pairs === null) throw new ParseError(`not the answer to ${asked}`);
  const maybeText = (name: string): string | null => pairs.get(name) ?? null;
  const maybeNumber = (name: string): number | null => {
    const value = pairs.get(name);
    if (value === undefined) return null;
    if (!/^-?\d+$/.test(value)) throw new ParseError(`${asked} has ${name} that is no number`, `${name}:${value}`);
    return Number(value);
  };
  const needed = <T>(name: string, value: T | null): T => {
    if (value === null) throw new ParseError(`${asked} has no ${name}: its answer is not whole`);
    return value;
  };
  return {
    maybeText,
    maybeNumber,
    text: (name) => needed(name, maybeText(name)),
    number: (name) => needed(name, maybeNumber(name)),
  };
}

/** What is said of one node: a replica, a Sentinel or the master. Its run id is empty until the Sentinel has heard it. */
export function readClaim(fields: SentinelFields): SentinelClaim {
  return {
    host: fields.text('ip').toLowerCase(),
    port: fields.number('port'),
    runId: fields.maybeText('runid') || null,
    flags: fields.text('flags').split(','),
    downMs: fields.maybeNumber('o-down-time') ?? fields.maybeNumber('s-down-time'),
  };
}
