import type { Case, Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseCall } from './parse-call.ts';
import { parseLiteral } from './parse-literal.ts';
import { parseTypeName } from './parse-type.ts';

/** What parentheses may hold: only a value, or a condition as well. */
export type Wanted = 'value' | 'either';

type XmlMethod = 'value' | 'query' | 'exist';
const XML_METHODS: readonly XmlMethod[] = ['value', 'query', 'exist'];
const CALLED: readonly string[] = ['LEFT', 'RIGHT', 'COALESCE', 'NULLIF'];
/** Functions that are written without parentheses, and their usual names. */
const BARE: ReadonlyMap<string, string> = new Map([
  ['CURRENT_TIMESTAMP', 'getdate'],
  ['SYSTEM_USER', 'suser_sname'],
  ['CURRENT_USER', 'user_name'],
  ['SESSION_USER', 'user_name'],
  ['USER', 'user_name'],
]);

/** Reads an operand with the XML methods, COLLATE and AT TIME ZONE that follow it. */
export function parsePostfix(cursor: Cursor, wanted: Wanted): Expression {
  let operand = primary(cursor, wanted);
  for (let next = suffix(cursor, operand); next; next = suffix(cursor, operand)) operand = next;
  return operand;
}

function suffix(cursor: Cursor, operand: Expression): Expression | null {
  const { line } = cursor;
  const name = cursor.is('.') ? xmlMethod(cursor.ahead(1).text) : undefined;
  if (name) {
    cursor.need('.');
    cursor.next();
    return { kind: 'method', target: operand, name, args: methodArgs(cursor), line };
  }
  if (cursor.take('COLLATE')) return { kind: 'collate', operand, collation: cursor.identifier(), line };
  if (cursor.take('AT', 'TIME', 'ZONE')) return { kind: 'atTimeZone', operand, zone: primary(cursor, 'value'), line };
  return null;
}

/** The names of XML methods are told apart by case. Source: "xml Data Type Methods". */
function xmlMethod(text: string): XmlMethod | undefined {
  return XML_METHODS.find((method) => method === text);
}

function methodArgs(cursor: Cursor): Expression[] {
  return cursor.parenthesised(() => cursor.list(() => cursor.expression()));
}

function primary(cursor: Cursor, wanted: Wanted): Expression {
  const { kind, text, upper, line } = cursor.token;
  const literal = parseLiteral(cursor);
  if (literal) return literal;
  if (kind === 'variable') return { kind: 'variable', name: cursor.next().text, line };
  if (cursor.is('(')) return cursor.parenthesised(() => inParentheses(cursor, wanted));
  if (cursor.take('CASE')) return parseCase(cursor, line);
  if (cursor.is('CAST', '(') || cursor.is('TRY_CAST', '(')) return cast(cursor);
  if (cursor.isOneOf(['CONVERT', 'TRY_CONVERT'])) return convert(cursor);
  const bare = kind === 'word' ? BARE.get(upper) : undefined;
  if (bare) {
    cursor.next();
    return { kind: 'call', path: [bare], args: [], datePart: null, distinct: false, star: false, over: null, withinGroup: null, line };
  }
  if (cursor.isOneOf(CALLED) && cursor.isAhead(1, '(')) {
    cursor.next();
    return parseCall(cursor, [text], line);
  }
  if (cursor.is('NEXT', 'VALUE', 'FOR')) throw notBuilt('NEXT VALUE FOR', line);
  return columnOrCall(cursor);
}

function inParentheses(cursor: Cursor, wanted: Wanted): Expression {
  const { line } = cursor;
  if (cursor.is('SELECT')) return { kind: 'subquery', query: cursor.query(), line };
  return wanted === 'either' ? cursor.either() : cursor.expression();
}

function columnOrCall(cursor: Cursor): Expression {
  const { line } = cursor;
  const path = cursor.path();
  if (cursor.is('::') && cursor.isAhead(2, '(')) throw notBuilt('a static method of a type', line);
  if (!cursor.is('(')) return { kind: 'column', path, line };
  const name = path.length > 1 ? xmlMethod(path.at(-1) ?? '') : undefined;
  if (!name) return parseCall(cursor, path, line);
  return { kind: 'method', target: { kind: 'column', path: path.slice(0, -1), line }, name, args: methodArgs(cursor), line };
}

function parseCase(cursor: Cursor, line: number): Case {
  const operand = cursor.is('WHEN') ? null : cursor.expression();
  const branches: Case['branches'] = [];
  do {
    cursor.need('WHEN');
    const when = operand ? cursor.expression() : cursor.condition();
    cursor.need('THEN');
    branches.push({ when, result: cursor.expression() });
  } while (cursor.is('WHEN'));
  const otherwise = cursor.take('ELSE') ? cursor.expression() : null;
  cursor.need('END');
  return { kind: 'case', operand, branches, otherwise, line };
}

function cast(cursor: Cursor): Expression {
  const { upper, line } = cursor.next();
  return cursor.parenthesised(() => {
    const operand = cursor.expression();
    cursor.need('AS');
    return { kind: 'cast', operand, type: parseTypeName(cursor, 30), style: null, orNull: upper === 'TRY_CAST', line };
  });
}

function convert(cursor: Cursor): Expression {
  const { upper, line } = cursor.next();
  return cursor.parenthesised(() => {
    const type = parseTypeName(cursor, 30);
    cursor.need(',');
    const operand = cursor.expression();
    const style = cursor.take(',') ? cursor.expression() : null;
    return { kind: 'cast', operand, type, style, orNull: upper === 'TRY_CONVERT', line };
  });
}
