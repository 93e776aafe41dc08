import { ParseError } from '../../failure.ts';
import { fieldOf } from './field-unit.ts';
import type { Field, FieldSection, MemoryStatsAnswer } from './model-asked.ts';

/** Reads MEMORY STATS (redis.io/commands/memory-stats): names and values in turn, of each database a list of its own. Throws ParseError. */
export function parseMemoryStats(reply: unknown): MemoryStatsAnswer {
  const whole: FieldSection = { title: 'Whole server', fields: [] };
  const databases: FieldSection[] = [];
  for (const [name, value] of pairsOf(reply)) {
    if (Array.isArray(value)) databases.push({ title: name, fields: pairsOf(value).map(readField) });
    else whole.fields.push(readField([name, value]));
  }
  return { sections: [whole, ...databases] };
}

function readField([name, value]: [string, unknown]): Field {
  if (typeof value !== 'number' && typeof value !== 'string')
    throw new ParseError(`MEMORY STATS has ${name} that is neither number nor text`);
  return fieldOf(name, value);
}

function pairsOf(list: unknown): [string, unknown][] {
  if (!Array.isArray(list) || list.length === 0 || list.length % 2 !== 0)
    throw new ParseError('the answer to MEMORY STATS is no list of names and values');
  return list.flatMap((name: unknown, at): [string, unknown][] => (at % 2 === 0 ? [[String(name), list[at + 1]]] : []));
}
