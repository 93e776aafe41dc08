import { SqlError } from '../tds/types.ts';
import type { Expression, Statement } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseDelete, parseUpdate } from './parse-change.ts';
import { checkSeparated, parseBegin, parseIf, parseTransactionEnd, parseWhile } from './parse-control.ts';
import { parseDeclare } from './parse-declare.ts';
import { parseExecute, parseProcedureCall } from './parse-execute.ts';
import { parseInsert } from './parse-insert.ts';
import { parseConstant, wordLiteral } from './parse-literal.ts';
import { parseRaiserror, parseThrow, parseWaitFor } from './parse-message.ts';
import { parseCommonTables, parseTopQuery } from './parse-query.ts';
import { parseSet } from './parse-set.ts';
import { parseCreateIndex, parseTableDefinition } from './parse-table.ts';
import { STATEMENTS_NOT_BUILT } from './words.ts';

type Rule = (cursor: Cursor) => Statement;

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['SELECT', query],
  ['WITH', withCommonTables],
  ['INSERT', (cursor) => parseInsert(cursor, { with: [], line: cursor.line })],
  ['UPDATE', (cursor) => parseUpdate(cursor, { with: [], line: cursor.line })],
  ['DELETE', (cursor) => parseDelete(cursor, { with: [], line: cursor.line })],
  ['DECLARE', parseDeclare],
  ['SET', parseSet],
  ['IF', parseIf],
  ['WHILE', parseWhile],
  ['BEGIN', parseBegin],
  ['COMMIT', parseTransactionEnd],
  ['ROLLBACK', parseTransactionEnd],
  ['SAVE', parseTransactionEnd],
  ['BREAK', (cursor) => ({ kind: 'break', line: cursor.next().line })],
  ['CONTINUE', (cursor) => ({ kind: 'continue', line: cursor.next().line })],
  ['RETURN', parseReturn],
  ['PRINT', (cursor) => ({ kind: 'print', line: cursor.next().line, message: cursor.expression() })],
  ['RAISERROR', parseRaiserror],
  ['THROW', parseThrow],
  ['WAITFOR', parseWaitFor],
  ['USE', (cursor) => ({ kind: 'use', line: cursor.next().line, database: cursor.identifier() })],
  ['CREATE', create],
  ['DROP', dropTable],
  ['TRUNCATE', truncateTable],
  ['EXEC', parseExecute],
  ['EXECUTE', parseExecute],
  ['KILL', kill],
  ['DBCC', dbcc],
]);

/** Reads one statement. At the beginning of a batch a name alone is a procedure to run. Throws notBuilt for what only SQL Server knows. */
export function parseStatement(cursor: Cursor): Statement {
  const { kind, upper, line } = cursor.token;
  if (cursor.is('(')) return query(cursor);
  const rule = kind === 'word' ? RULES.get(upper) : undefined;
  if (rule && (upper === 'WITH' || upper === 'THROW')) checkSeparated(cursor);
  if (rule) return rule(cursor);
  if (kind === 'word' && STATEMENTS_NOT_BUILT.has(upper)) throw notBuilt(upper, line);
  if (!cursor.previous && cursor.isIdentifier()) return parseProcedureCall(cursor, null);
  throw cursor.unexpected();
}

function query(cursor: Cursor): Statement {
  const { line } = cursor;
  return { kind: 'query', query: parseTopQuery(cursor, []), line };
}

function withCommonTables(cursor: Cursor): Statement {
  const head = { line: cursor.line, with: parseCommonTables(cursor) };
  if (cursor.is('INSERT')) return parseInsert(cursor, head);
  if (cursor.is('UPDATE')) return parseUpdate(cursor, head);
  if (cursor.is('DELETE')) return parseDelete(cursor, head);
  if (cursor.is('MERGE')) throw notBuilt('MERGE', cursor.line);
  return { kind: 'query', query: parseTopQuery(cursor, head.with), line: head.line };
}

function parseReturn(cursor: Cursor): Statement {
  const { line } = cursor.next();
  if (parseConstant(cursor) || cursor.is('(')) {
    throw new SqlError(178, 'A RETURN statement with a return value cannot be used in this context.', { severity: 15, line });
  }
  return { kind: 'return', line };
}

function create(cursor: Cursor): Statement {
  const { line } = cursor.next();
  if (cursor.isOneOf(['UNIQUE', 'CLUSTERED', 'NONCLUSTERED', 'INDEX'])) return parseCreateIndex(cursor, line);
  if (!cursor.take('TABLE')) throw notBuilt('CREATE of anything but a table or an index', line);
  const path = cursor.path();
  const table = parseTableDefinition(cursor);
  if (cursor.isOneOf(['ON', 'WITH', 'TEXTIMAGE_ON', 'AS'])) throw notBuilt('a table with options', cursor.line);
  return { kind: 'createTable', path, table, line };
}

function dropTable(cursor: Cursor): Statement {
  const { line } = cursor.next();
  if (!cursor.take('TABLE')) throw notBuilt('DROP of anything but a table', line);
  const ifExists = cursor.take('IF', 'EXISTS');
  return { kind: 'dropTable', paths: cursor.list(() => cursor.path()), ifExists, line };
}

function truncateTable(cursor: Cursor): Statement {
  const { line } = cursor.next();
  cursor.need('TABLE');
  return { kind: 'truncateTable', path: cursor.path(), line };
}

/** KILL takes a number, never a variable. */
function kill(cursor: Cursor): Statement {
  const { line } = cursor.next();
  const { kind, text } = cursor.token;
  if (kind === 'string' || kind === 'nationalString' || cursor.isOneOf(['STATS', 'QUERY']))
    throw notBuilt('KILL of anything but a session', line);
  if (kind !== 'number' || !/^\d+$/.test(text)) throw cursor.unexpected();
  cursor.next();
  const statusOnly = cursor.take('WITH', 'STATUSONLY');
  return { kind: 'kill', sessionId: Number(text), statusOnly, line };
}

function dbcc(cursor: Cursor): Statement {
  const { line } = cursor.next();
  const name = cursor.identifier().toUpperCase();
  const args = cursor.is('(') ? cursor.parenthesised(() => (cursor.is(')') ? [] : cursor.list(() => dbccArgument(cursor)))) : [];
  const options = cursor.take('WITH') ? cursor.list(() => cursor.identifier().toUpperCase()) : [];
  return { kind: 'dbcc', name, args, options, line };
}

function dbccArgument(cursor: Cursor): Expression {
  const { line } = cursor;
  return parseConstant(cursor) ?? wordLiteral(cursor.identifier(), line);
}
