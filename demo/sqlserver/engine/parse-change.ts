import type { Assignment, AssignmentOperator, Delete, Update } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseOptions } from './parse-hints.ts';
import { checkUnique } from './parse-insert.ts';
import { parseFromWhere, parseTop } from './parse-select.ts';
import { type ChangeHead, parseOutput, parseTarget } from './parse-target.ts';

const OPERATORS: readonly AssignmentOperator[] = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^='];

/** Reads UPDATE. Throws SqlError 264 for a column set twice. */
export function parseUpdate(cursor: Cursor, head: ChangeHead): Update {
  cursor.need('UPDATE');
  if (cursor.is('STATISTICS')) throw notBuilt('UPDATE STATISTICS', head.line);
  const top = parseTop(cursor, { isBareAllowed: false });
  const target = parseTarget(cursor);
  cursor.need('SET');
  const set = cursor.list(() => assignment(cursor));
  checkUnique(
    set.flatMap(({ column }) => column ?? []),
    head.line,
  );
  return { kind: 'update', ...head, top, target, set, ...tail(cursor) };
}

/** Reads DELETE, with or without its first FROM. */
export function parseDelete(cursor: Cursor, head: ChangeHead): Delete {
  cursor.need('DELETE');
  const top = parseTop(cursor, { isBareAllowed: false });
  cursor.take('FROM');
  return { kind: 'delete', ...head, top, target: parseTarget(cursor), ...tail(cursor) };
}

function tail(cursor: Cursor): Pick<Update, 'output' | 'from' | 'where' | 'options'> {
  const output = parseOutput(cursor);
  const fromWhere = parseFromWhere(cursor);
  return { output, ...fromWhere, options: parseOptions(cursor) };
}

/** Reads = or += and its like. */
export function parseAssignmentOperator(cursor: Cursor): AssignmentOperator {
  const operator = OPERATORS.find((candidate) => cursor.is(candidate));
  if (!operator) throw cursor.unexpected();
  cursor.next();
  return operator;
}

/** `column = 1`, `@variable = 1` or `@variable = column = 1`. */
function assignment(cursor: Cursor): Assignment {
  const { kind, line } = cursor.token;
  const variable = kind === 'variable' ? cursor.variable() : null;
  const column = variable === null ? columnOf(cursor) : columnBehind(cursor);
  const operator = parseAssignmentOperator(cursor);
  const value = operator === '=' && cursor.is('DEFAULT') ? { kind: 'default' as const, line: cursor.next().line } : cursor.expression();
  return { column, variable, operator, value, line };
}

function columnOf(cursor: Cursor): string | null {
  const { line } = cursor;
  const path = cursor.path();
  if (cursor.is('(')) throw notBuilt('a method in SET', line);
  return path.at(-1) ?? null;
}

/** The column of `@variable = column = …`; where the right side is no such pair, the cursor stays. */
function columnBehind(cursor: Cursor): string | null {
  const start = cursor.mark();
  if (cursor.take('=') && cursor.isIdentifier()) {
    const path = cursor.path();
    if (cursor.isOneOf(OPERATORS)) return path.at(-1) ?? null;
  }
  cursor.back(start);
  return null;
}
