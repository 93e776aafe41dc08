import { ParseError } from '../../failure.ts';
import { fieldOf } from './field-unit.ts';
import type { Field, FieldSection, InfoAnswer } from './model-asked.ts';

/** Reads INFO everything into its sections; a field that is not known stays as it is. Throws ParseError for what is not INFO, and for a line cut short. */
export function parseInfoAll(reply: unknown): InfoAnswer {
  if (typeof reply !== 'string' || !/^# ?\S/.test(reply)) throw new ParseError('the answer to INFO everything is not INFO');
  if (!reply.endsWith('\n')) throw new ParseError('INFO everything is cut off within a line', reply.slice(-400));
  const sections: FieldSection[] = [];
  for (const line of reply.split(/\r?\n/)) {
    const title = /^# ?(.*)/.exec(line)?.[1];
    if (title !== undefined) sections.push({ title, fields: [] });
    else if (line !== '') sections.at(-1)?.fields.push(readField(line));
  }
  return { sections };
}

function readField(line: string): Field {
  const colon = line.indexOf(':');
  if (colon < 1) throw new ParseError('INFO everything has a line without a field', line);
  return fieldOf(line.slice(0, colon), line.slice(colon + 1));
}
