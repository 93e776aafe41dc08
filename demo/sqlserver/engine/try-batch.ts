import { SqlError } from '../tds/types.ts';
import type { Expression, Statement } from './ast.ts';
import { dropsIfExists } from './newer.ts';
import type { Binder } from './plan.ts';
import { emptyScope } from './plan.ts';
import { binderFor, type Run, variableOf, withLine } from './run.ts';
import { tryChange } from './run-change.ts';
import { tryInsert } from './run-insert.ts';
import { makeTable } from './run-table.ts';

/** Variables are known to the whole batch, from where they are declared on. */
function declare(run: Run, statement: Extract<Statement, { kind: 'declare' }>, binder: Binder): void {
  for (const declaration of statement.variables) {
    const name = declaration.name.toLowerCase();
    if (declaration.kind === 'table') {
      run.variables.set(name, { type: { name: 'null' }, value: null, table: makeTable(run, declaration.table) });
      continue;
    }
    if (declaration.initial) binder.expression(declaration.initial, emptyScope());
    run.variables.set(name, { type: declaration.type, value: null, table: null });
  }
}

function tryExpressions(binder: Binder, expressions: readonly (Expression | null)[]): void {
  for (const expression of expressions) if (expression) binder.expression(expression, emptyScope());
}

/** Binds one statement; gives those inside it, which are bound next. */
function bindOne(run: Run, statement: Statement, binder: Binder): readonly Statement[] {
  switch (statement.kind) {
    case 'declare':
      declare(run, statement, binder);
      return [];
    case 'query':
      binder.query(statement.query, null, null);
      return [];
    case 'insert':
      tryInsert(binder, run, statement);
      return [];
    case 'update':
    case 'delete':
      tryChange(binder, run, statement);
      return [];
    case 'dropTable':
      if (statement.ifExists && !dropsIfExists(run.who.instance))
        throw new SqlError(156, "Incorrect syntax near the keyword 'IF'.", { severity: 15, line: statement.line });
      return [];
    case 'setVariable':
      variableOf(run, statement.name, statement.line);
      tryExpressions(binder, [statement.value]);
      return [];
    case 'print':
      tryExpressions(binder, [statement.message]);
      return [];
    case 'if':
      binder.condition(statement.condition, emptyScope());
      return statement.otherwise ? [statement.body, statement.otherwise] : [statement.body];
    case 'while':
      binder.condition(statement.condition, emptyScope());
      return [statement.body];
    case 'block':
      return statement.body;
    case 'try':
      return [...statement.body, ...statement.handler];
    default:
      return [];
  }
}

const isMissingObject = (error: unknown): boolean => error instanceof SqlError && (error.number === 208 || error.number === 4121);

/**
 * Binds a batch before any of it is run, so that a wrong column (207), variable (137) or type is told before the first row. A statement that names
 * an object that is not there yet is left until it is reached, as SQL Server does (deferred name resolution), and so is all that follows USE.
 */
export function tryBatch(run: Run, statements: readonly Statement[]): void {
  const { binder } = binderFor(run, true);
  const open = [...statements];
  for (let statement = open.shift(); statement; statement = open.shift()) {
    if (statement.kind === 'use') {
      declareRest(run, open, binder);
      return;
    }
    try {
      open.unshift(...bindOne(run, statement, binder));
    } catch (error) {
      if (isMissingObject(error)) open.unshift(...inner(statement));
      else throw error instanceof SqlError ? withLine(error, statement.line) : error;
    }
  }
}

/** The statements inside one whose condition could not be bound yet. */
function inner(statement: Statement): readonly Statement[] {
  if (statement.kind === 'if') return statement.otherwise ? [statement.body, statement.otherwise] : [statement.body];
  return statement.kind === 'while' ? [statement.body] : [];
}

function declareRest(run: Run, statements: readonly Statement[], binder: Binder): void {
  for (const statement of statements) {
    if (statement.kind === 'declare') declare(run, statement, binder);
    else if (statement.kind === 'block') declareRest(run, statement.body, binder);
    else if (statement.kind === 'try') declareRest(run, [...statement.body, ...statement.handler], binder);
    else declareRest(run, inner(statement), binder);
  }
}
