import { SqlError } from '../tds/types.ts';
import type { Statement } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseAssignmentOperator } from './parse-change.ts';

const SWITCHES: ReadonlySet<string> = new Set(
  `ANSI_DEFAULTS ANSI_NULL_DFLT_OFF ANSI_NULL_DFLT_ON ANSI_NULLS ANSI_PADDING ANSI_WARNINGS ARITHABORT ARITHIGNORE CONCAT_NULL_YIELDS_NULL
  CURSOR_CLOSE_ON_COMMIT FMTONLY FORCEPLAN IMPLICIT_TRANSACTIONS NOCOUNT NOEXEC NUMERIC_ROUNDABORT PARSEONLY QUOTED_IDENTIFIER
  REMOTE_PROC_TRANSACTIONS SHOWPLAN_ALL SHOWPLAN_TEXT SHOWPLAN_XML XACT_ABORT`.split(/\s+/),
);
const VALUED: ReadonlySet<string> = new Set(
  'DATEFIRST DATEFORMAT DEADLOCK_PRIORITY LOCK_TIMEOUT LANGUAGE TEXTSIZE ROWCOUNT QUERY_GOVERNOR_COST_LIMIT CONTEXT_INFO'.split(' '),
);
const STATISTICS: readonly string[] = ['IO', 'TIME', 'PROFILE', 'XML'];
const ISOLATION_LEVELS = ['READ UNCOMMITTED', 'READ COMMITTED', 'REPEATABLE READ', 'SNAPSHOT', 'SERIALIZABLE'];

/** Reads SET of a variable or of an option. Throws SqlError 195 for an option that SQL Server does not know. */
export function parseSet(cursor: Cursor): Statement {
  const { line } = cursor.next();
  if (cursor.token.kind === 'variable') return variable(cursor, line);
  if (cursor.take('TRANSACTION', 'ISOLATION', 'LEVEL')) {
    return { kind: 'setOption', names: ['transaction isolation level'], value: isolationLevel(cursor), line };
  }
  if (cursor.take('IDENTITY_INSERT')) return { kind: 'setIdentityInsert', path: cursor.path(), on: isOn(cursor), line };
  if (cursor.take('STATISTICS')) {
    const names = cursor.list(() => `statistics ${statistic(cursor)}`);
    return { kind: 'setOption', names, value: isOn(cursor) ? 'on' : 'off', line };
  }
  if (VALUED.has(cursor.token.upper)) return { kind: 'setOption', names: [cursor.next().text.toLowerCase()], value: value(cursor), line };
  const names = cursor.list(() => optionSwitch(cursor));
  return { kind: 'setOption', names, value: isOn(cursor) ? 'on' : 'off', line };
}

function variable(cursor: Cursor, line: number): Statement {
  const name = cursor.variable();
  if (cursor.is('.')) throw notBuilt('a method in SET', line);
  const operator = parseAssignmentOperator(cursor);
  if (cursor.is('CURSOR')) throw notBuilt('a cursor', line);
  return { kind: 'setVariable', name, operator, value: cursor.expression(), line };
}

function optionSwitch(cursor: Cursor): string {
  const { kind, text, upper, line } = cursor.token;
  if (kind !== 'word') throw cursor.unexpected();
  if (upper === 'FIPS_FLAGGER' || upper === 'OFFSETS') throw notBuilt(`SET ${upper}`, line);
  if (!SWITCHES.has(upper)) throw new SqlError(195, `'${text}' is not a recognized SET option.`, { severity: 15, line });
  cursor.next();
  return text.toLowerCase();
}

function statistic(cursor: Cursor): string {
  if (!cursor.isOneOf(STATISTICS)) throw cursor.unexpected();
  return cursor.next().text.toLowerCase();
}

function isOn(cursor: Cursor): boolean {
  if (cursor.take('ON')) return true;
  cursor.need('OFF');
  return false;
}

function isolationLevel(cursor: Cursor): string {
  const level = ISOLATION_LEVELS.find((name) => cursor.is(...name.split(' ')));
  if (!level) throw cursor.unexpected();
  cursor.need(...level.split(' '));
  return level.toLowerCase();
}

/** A word, a text or a number with its sign. */
function value(cursor: Cursor): string {
  const start = cursor.mark();
  const isNegative = cursor.take('-');
  const { kind, text, line } = cursor.token;
  if (kind === 'variable') throw notBuilt('an option of SET given by a variable', line);
  if (kind === 'number' || (kind === 'binary' && !isNegative)) {
    cursor.next();
    return cursor.textFrom(start).toLowerCase();
  }
  if (isNegative || (kind !== 'string' && kind !== 'nationalString' && !cursor.isIdentifier())) throw cursor.unexpected();
  cursor.next();
  return text.toLowerCase();
}
