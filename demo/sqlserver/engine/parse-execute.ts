import type { Execute, ExecuteArgument, ExecuteText, Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseConstant, wordLiteral } from './parse-literal.ts';

/** Reads EXEC of a procedure or of a text. */
export function parseExecute(cursor: Cursor): Execute | ExecuteText {
  const { line } = cursor.next();
  if (cursor.is('(')) return executeText(cursor, line);
  const isResult = cursor.token.kind === 'variable' && cursor.isAhead(1, '=');
  const returnInto = isResult ? cursor.variable() : null;
  if (isResult) cursor.need('=');
  if (cursor.token.kind === 'variable') throw notBuilt('EXEC of a procedure named by a variable', line);
  return parseProcedureCall(cursor, returnInto);
}

/** Reads a procedure and its arguments: constants and variables, never expressions. */
export function parseProcedureCall(cursor: Cursor, returnInto: string | null): Execute {
  const { line } = cursor;
  const path = cursor.path();
  const args = isArgument(cursor) ? cursor.list(() => argument(cursor)) : [];
  if (cursor.is('WITH')) throw notBuilt('EXEC … WITH', cursor.line);
  return { kind: 'execute', path, args, returnInto, line };
}

function executeText(cursor: Cursor, line: number): ExecuteText {
  const text = cursor.parenthesised(() => cursor.expression());
  if (cursor.is('AT') || cursor.is('AS')) throw notBuilt('EXEC … AT or AS', line);
  return { kind: 'executeText', text, line };
}

function isArgument(cursor: Cursor): boolean {
  const { kind } = cursor.token;
  if (kind === 'word') return cursor.isIdentifier() || cursor.isOneOf(['NULL', 'DEFAULT']);
  return kind === 'operator' ? cursor.isOneOf(['-', '+']) : kind !== 'end';
}

function argument(cursor: Cursor): ExecuteArgument {
  const { kind, line } = cursor.token;
  const isNamed = kind === 'variable' && cursor.isAhead(1, '=');
  const name = isNamed ? cursor.variable() : null;
  if (isNamed) cursor.need('=');
  const value = argumentValue(cursor);
  const output = value.kind === 'variable' && (cursor.take('OUTPUT') || cursor.take('OUT'));
  return { name, value, output, line };
}

function argumentValue(cursor: Cursor): Expression {
  const { line } = cursor;
  if (cursor.take('DEFAULT')) return { kind: 'default', line };
  return parseConstant(cursor) ?? wordLiteral(cursor.identifier(), line);
}
