import type { Expression, Statement } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseConstant } from './parse-literal.ts';

const RAISERROR_OPTIONS: readonly string[] = ['LOG', 'NOWAIT', 'SETERROR'];

/** Reads RAISERROR ( message, severity, state, … ) WITH … */
export function parseRaiserror(cursor: Cursor): Statement {
  const { line } = cursor.next();
  cursor.need('(');
  const [message, severity, state] = [constant(cursor), nextConstant(cursor), nextConstant(cursor)];
  const args: Expression[] = [];
  while (cursor.is(',')) args.push(nextConstant(cursor));
  cursor.need(')');
  const options = cursor.take('WITH') ? cursor.list(() => raiserrorOption(cursor)) : [];
  return { kind: 'raiserror', message, severity, state, args, options, line };
}

/** Reads THROW with its three parts, or alone. The statement before it must have ended with a semicolon. */
export function parseThrow(cursor: Cursor): Statement {
  const { line } = cursor.next();
  const number = parseConstant(cursor);
  const error = number ? { number, message: nextConstant(cursor), state: nextConstant(cursor) } : null;
  return { kind: 'throw', error, line };
}

/** Reads WAITFOR DELAY and WAITFOR TIME. */
export function parseWaitFor(cursor: Cursor): Statement {
  const { line } = cursor.next();
  if (cursor.is('(')) throw notBuilt('WAITFOR a message', line);
  const what = cursor.take('TIME') ? 'time' : 'delay';
  if (what === 'delay') cursor.need('DELAY');
  return { kind: 'waitFor', what, moment: constant(cursor), line };
}

function nextConstant(cursor: Cursor): Expression {
  cursor.need(',');
  return constant(cursor);
}

function constant(cursor: Cursor): Expression {
  const value = parseConstant(cursor);
  if (!value) throw cursor.unexpected();
  return value;
}

function raiserrorOption(cursor: Cursor): string {
  if (!cursor.isOneOf(RAISERROR_OPTIONS)) throw cursor.unexpected();
  return cursor.next().upper;
}
