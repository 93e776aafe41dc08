import { SqlError } from '../tds/types.ts';
import type { Call, Expression, OrderItem } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseOrder } from './parse-order.ts';
import { parseOver } from './parse-over.ts';
import { DATE_PART_FUNCTIONS, DATE_PARTS } from './words.ts';

const NOT_BUILT: ReadonlySet<string> = new Set(['PARSE', 'TRY_PARSE', 'JSON_OBJECT', 'JSON_ARRAY']);

/** Reads the arguments of a function and what may follow them (WITHIN GROUP, OVER). Throws SqlError 155 for an unknown part of a date. */
export function parseCall(cursor: Cursor, path: string[], line: number): Call {
  const name = path.length === 1 ? (path[0] ?? '').toUpperCase() : '';
  if (NOT_BUILT.has(name)) throw notBuilt(name, line);
  const inner = cursor.parenthesised(() => parseArguments(cursor, name));
  const withinGroup = cursor.take('WITHIN', 'GROUP') ? groupOrder(cursor) : null;
  if (cursor.is('IGNORE', 'NULLS') || cursor.is('RESPECT', 'NULLS')) throw notBuilt('IGNORE NULLS or RESPECT NULLS', cursor.line);
  const over = cursor.take('OVER') ? parseOver(cursor) : null;
  return { kind: 'call', path, ...inner, over, withinGroup, line };
}

type Arguments = Pick<Call, 'args' | 'datePart' | 'distinct' | 'star'>;

function parseArguments(cursor: Cursor, name: string): Arguments {
  const none: Arguments = { args: [], datePart: null, distinct: false, star: false };
  if (cursor.is(')')) return none;
  if (cursor.take('*')) return { ...none, star: true };
  if (DATE_PART_FUNCTIONS.has(name)) return { ...none, datePart: datePartOf(cursor, name), args: furtherArguments(cursor) };
  const distinct = cursor.take('DISTINCT');
  if (!distinct) cursor.take('ALL');
  const first = name === 'IIF' ? cursor.condition() : cursor.expression();
  if (name === 'TRIM' && cursor.is('FROM')) throw notBuilt('TRIM … FROM', cursor.line);
  return { ...none, distinct, args: [first, ...furtherArguments(cursor)] };
}

function furtherArguments(cursor: Cursor): Expression[] {
  const args: Expression[] = [];
  while (cursor.take(',')) args.push(cursor.expression());
  return args;
}

function datePartOf(cursor: Cursor, name: string): string {
  const { kind, text, line } = cursor.token;
  if (kind === 'string' || kind === 'nationalString' || kind === 'variable') {
    throw new SqlError(1023, `Invalid parameter 1 specified for ${name.toLowerCase()}.`, { severity: 15, line });
  }
  if (kind !== 'word') throw cursor.unexpected();
  if (!DATE_PARTS.has(text.toUpperCase())) {
    throw new SqlError(155, `'${text}' is not a recognized ${name.toLowerCase()} option.`, { severity: 15, line });
  }
  cursor.next();
  return text.toLowerCase();
}

function groupOrder(cursor: Cursor): OrderItem[] {
  return cursor.parenthesised(() => {
    cursor.need('ORDER', 'BY');
    return parseOrder(cursor);
  });
}
