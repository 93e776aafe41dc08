import { SqlError } from '../tds/types.ts';
import type { Statement } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';

/** Behind what a statement may begin that needs a semicolon before it. */
const SEPARATING: readonly string[] = [';', 'BEGIN', 'TRY', 'CATCH', 'ELSE'];

/** Reads statements up to one of the words, or to the end of the batch where no word is given. Semicolons between them may be left out. */
export function parseStatements(cursor: Cursor, until: string | null): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    while (cursor.take(';'));
    if (until !== null && cursor.is(until)) return statements;
    if (cursor.token.kind !== 'end') statements.push(cursor.statement());
    else if (until === null) return statements;
    else throw cursor.unexpected();
  }
}

/** Reads IF and its ELSE, which may stand behind a semicolon. */
export function parseIf(cursor: Cursor): Statement {
  const { line } = cursor.next();
  const condition = cursor.condition();
  const body = cursor.statement();
  const hasElse = cursor.take(';', 'ELSE') || cursor.take('ELSE');
  const otherwise = hasElse ? cursor.statement() : null;
  return { kind: 'if', condition, body, otherwise, line };
}

/** Reads WHILE and its one statement. */
export function parseWhile(cursor: Cursor): Statement {
  const { line } = cursor.next();
  return { kind: 'while', condition: cursor.condition(), body: cursor.statement(), line };
}

/** Reads BEGIN … END, BEGIN TRY … END CATCH and BEGIN TRANSACTION. */
export function parseBegin(cursor: Cursor): Statement {
  const { line } = cursor.next();
  if (cursor.take('TRY')) return tryCatch(cursor, line);
  if (cursor.isOneOf(['TRAN', 'TRANSACTION'])) return transaction(cursor, 'begin');
  if (cursor.is('DISTRIBUTED')) throw notBuilt('BEGIN DISTRIBUTED TRANSACTION', line);
  return { kind: 'block', body: filled(cursor), line };
}

function tryCatch(cursor: Cursor, line: number): Statement {
  const body = filled(cursor);
  cursor.need('TRY', 'BEGIN', 'CATCH');
  const handler = parseStatements(cursor, 'END');
  cursor.need('END', 'CATCH');
  return { kind: 'try', body, handler, line };
}

/** At least one statement, and the END behind them. */
function filled(cursor: Cursor): Statement[] {
  const body = parseStatements(cursor, 'END');
  if (body.length === 0) throw cursor.unexpected();
  cursor.need('END');
  return body;
}

/** Reads COMMIT, ROLLBACK or SAVE with what follows it. */
export function parseTransactionEnd(cursor: Cursor): Statement {
  const { upper } = cursor.next();
  return transaction(cursor, upper === 'COMMIT' ? 'commit' : upper === 'SAVE' ? 'save' : 'rollback');
}

/** The word TRANSACTION and a name. */
function transaction(cursor: Cursor, action: 'begin' | 'commit' | 'rollback' | 'save'): Statement {
  const line = cursor.previous?.line ?? cursor.line;
  const isNamed = cursor.take('TRAN') || cursor.take('TRANSACTION');
  if (!isNamed && (action === 'begin' || action === 'save')) throw cursor.unexpected();
  if (!isNamed) cursor.take('WORK');
  if (isNamed && cursor.token.kind === 'variable') throw notBuilt('a transaction named by a variable', line);
  const name = isNamed && cursor.isIdentifier() ? cursor.identifier() : null;
  if (action === 'save' && name === null) throw cursor.unexpected();
  if (cursor.is('WITH', 'MARK') || cursor.is('WITH', '(')) throw notBuilt('a transaction WITH options', line);
  return { kind: 'transaction', action, name, line };
}

/** Throws SqlError 319 or 102 where a statement that needs a semicolon before it has none. */
export function checkSeparated(cursor: Cursor): void {
  const { previous, token } = cursor;
  const isSeparated = !previous || SEPARATING.some((word) => cursor.isAhead(-1, word));
  if (isSeparated) return;
  if (token.upper !== 'WITH') throw cursor.unexpected();
  const message =
    `Incorrect syntax near the keyword '${token.text}'. If this statement is a common table expression, an xmlnamespaces clause or a change ` +
    'tracking context clause, the previous statement must be terminated with a semicolon.';
  throw new SqlError(319, message, { severity: 15, line: token.line });
}
