import type { SqlType } from '../tds/types.ts';
import type { Declaration, Statement } from './ast.ts';
import { checkBatch } from './check-batch.ts';
import { Cursor, type Grammar } from './cursor.ts';
import { parseCondition, parseEither } from './parse-condition.ts';
import { parseStatements } from './parse-control.ts';
import { parseDeclaration } from './parse-declare.ts';
import { parseNestedQuery } from './parse-query.ts';
import { parseStatement } from './parse-statement.ts';
import { parseSum } from './parse-sum.ts';
import { parseTypeName } from './parse-type.ts';

const MOST_KEPT = 2000;

const GRAMMAR: Grammar = {
  expression: (cursor) => parseSum(cursor, 'value'),
  condition: parseCondition,
  either: parseEither,
  query: parseNestedQuery,
  statement: parseStatement,
};

const kept = new Map<string, Statement[]>();

/** The statements of a batch; the same text gives the same tree, which nobody may change. Throws only SqlError, with the line of what is wrong. */
export function parseBatch(sql: string): Statement[] {
  const known = kept.get(sql);
  if (known) return known;
  const statements = parseStatements(new Cursor(sql, GRAMMAR), null);
  checkBatch(statements);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(sql, statements);
  return statements;
}

/** The parameters that a text like "@a int, @b nvarchar(20)" declares; none for an empty text. Throws SqlError. */
export function parseDefinitions(text: string): Declaration[] {
  const cursor = new Cursor(text, GRAMMAR);
  if (cursor.isAtEnd) return [];
  const declarations = cursor.list(() => {
    const declaration = parseDeclaration(cursor);
    if (!cursor.take('OUTPUT')) cursor.take('OUT');
    return declaration;
  });
  if (!cursor.isAtEnd) throw cursor.unexpected();
  return declarations;
}

/** The type that a text like "nvarchar(128)" names. Throws SqlError. */
export function parseType(text: string): SqlType {
  const cursor = new Cursor(text, GRAMMAR);
  const type = parseTypeName(cursor, 1);
  if (!cursor.isAtEnd) throw cursor.unexpected();
  return type;
}
