import type * as z from 'zod';
import { mapping, shaped } from '../../settings.ts';

const NAME = /^[\p{L}_][\p{L}\p{N}_@$#-]{0,127}$/u;

const identifier = (example: string) =>
  shaped({
    example,
    rule: 'is not a name that Vigil asks for: use letters, digits and _ @ $ # - only, begin with a letter, and leave out brackets and quotes',
    fits: (value) => NAME.test(value),
  });

const table = shaped({
  example: 'dbo.heartbeat',
  rule: 'is not the name of a table with its schema: write it like dbo.heartbeat, without brackets and quotes',
  fits: (value) => value.split('.').length === 2 && value.split('.').every((part) => NAME.test(part)),
});

/** Where the heartbeat of a cluster stands: a database of one of its groups, a table with its schema, and the column of the time in UTC. */
export const heartbeatSchema = mapping({ database: identifier('Sites'), table, column: identifier('beat_utc') });

export type Heartbeat = z.output<typeof heartbeatSchema>;

/** The table as a statement names it: every part quoted. */
export function quotedTable({ database, table }: Heartbeat): string {
  return [database, ...table.split('.')].map(quoted).join('.');
}

/** A name in brackets, one that closes doubled. */
export function quoted(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
