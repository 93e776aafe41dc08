import { COMMANDS } from '../tds/backend.ts';
import { SqlError } from '../tds/types.ts';
import type { Arithmetic, Expression, Statement } from './ast.ts';
import { Cancelled } from './cancelled.ts';
import { notBuilt } from './not-built.ts';
import { emptyScope, NO_FRAME } from './plan.ts';
import { binderFor, contextNow, endsBatch, evaluate, isBindingError, Leave, type Run, variableOf, withLine } from './run.ts';
import { runDelete, runUpdate } from './run-change.ts';
import { runDbcc } from './run-dbcc.ts';
import { runExecute } from './run-execute.ts';
import { runInsert } from './run-insert.ts';
import { runPrint, runRaiserror, runThrow } from './run-message.ts';
import { runQuery } from './run-query.ts';
import { runSetOption, runTransaction, runUse, runWaitFor } from './run-session.ts';
import { createIndex, createTable, dropTables, replaceRows, targetTable } from './run-table.ts';
import { rollbackTransaction } from './transaction.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

async function holds(run: Run, condition: Expression): Promise<boolean> {
  const { binder, read } = binderFor(run);
  const bound = binder.condition(condition, emptyScope());
  await read();
  return bound(NO_FRAME) === true;
}

async function runDeclare(run: Run, statement: Of<'declare'>): Promise<void> {
  for (const declaration of statement.variables) {
    if (declaration.kind === 'table' || !declaration.initial) continue;
    const variable = variableOf(run, declaration.name, declaration.line);
    variable.value = await evaluate(run, declaration.initial, variable.type);
  }
}

async function runSetVariable(run: Run, { name, operator, value, line }: Of<'setVariable'>): Promise<void> {
  const variable = variableOf(run, name, line);
  const left: Expression = { kind: 'variable', name, line };
  // Every operator of an assignment but '=' is one of arithmetic with a '=' behind it.
  const result: Expression =
    operator === '=' ? value : { kind: 'binary', operator: operator.slice(0, 1) as Arithmetic, left, right: value, line };
  variable.value = await evaluate(run, result, variable.type);
}

async function runWhile(run: Run, statement: Of<'while'>): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    run.context = contextNow(run);
    if (!(await holds(run, statement.condition))) return;
    // A loop that waits for nothing must not keep the process from everything else.
    if (turn % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    try {
      await runStatement(run, statement.body);
    } catch (error) {
      if (!(error instanceof Leave) || error.what === 'return') throw error;
      if (error.what === 'break') return;
    }
  }
}

async function runTry(run: Run, statement: Of<'try'>): Promise<void> {
  run.tries += 1;
  try {
    await runStatements(run, statement.body);
  } catch (error) {
    if (!(error instanceof SqlError) || error.severity < 11 || error.severity >= 20 || isBindingError(error)) throw error;
    run.tries -= 1;
    const before = run.state.caught;
    run.state.caught = error;
    try {
      await runStatements(run, statement.handler);
    } finally {
      run.state.caught = before;
      run.tries += 1;
    }
  } finally {
    run.tries -= 1;
  }
}

function runTruncate(run: Run, { path, line }: Of<'truncateTable'>): void {
  const table = targetTable(run, binderFor(run).binder, { kind: 'table', path, hints: [], line }, 'SELECT');
  if (table.guardedAs !== undefined && !run.who.hasPermission(`ALTER on ${table.guardedAs}`)) {
    const what = `Cannot find the object "${path.at(-1)}" because it does not exist or you do not have permissions.`;
    throw new SqlError(1088, what, { state: 7, line });
  }
  const gone = table.rows.map((deleted) => ({ inserted: null, deleted }));
  replaceRows(run, table, [], gone);
}

/** Statements of which others are made. */
async function runControl(run: Run, statement: Of<'if' | 'while' | 'block' | 'try' | 'break' | 'continue' | 'return'>): Promise<void> {
  switch (statement.kind) {
    case 'if':
      if (await holds(run, statement.condition)) await runStatement(run, statement.body);
      else if (statement.otherwise) await runStatement(run, statement.otherwise);
      return;
    case 'while':
      return runWhile(run, statement);
    case 'block':
      return runStatements(run, statement.body);
    case 'try':
      return runTry(run, statement);
    case 'break':
    case 'continue':
    case 'return':
      throw new Leave(statement.kind);
  }
}

type Quiet = Of<
  | 'declare'
  | 'setVariable'
  | 'setOption'
  | 'setIdentityInsert'
  | 'print'
  | 'use'
  | 'createTable'
  | 'createIndex'
  | 'dropTable'
  | 'truncateTable'
  | 'transaction'
>;

/** Statements that answer no rows. */
async function runQuiet(run: Run, statement: Quiet): Promise<void> {
  switch (statement.kind) {
    case 'declare':
      return runDeclare(run, statement);
    case 'setVariable':
      return runSetVariable(run, statement);
    case 'setOption':
      return runSetOption(run, statement);
    case 'setIdentityInsert':
      run.state.options.set('identity_insert', statement.on ? (statement.path.at(-1) ?? '').toLowerCase() : '');
      return;
    case 'print':
      return runPrint(run, statement);
    case 'use':
      return runUse(run, statement);
    case 'createTable':
      return createTable(run, statement.path, statement);
    case 'createIndex':
      return createIndex(run, statement);
    case 'dropTable':
      return dropTables(run, statement.paths, statement.ifExists);
    case 'truncateTable':
      return runTruncate(run, statement);
    case 'transaction':
      return runTransaction(run, statement);
  }
}

async function dispatch(run: Run, statement: Statement): Promise<void> {
  switch (statement.kind) {
    case 'query':
      return runQuery(run, statement.query);
    case 'insert':
      return runInsert(run, statement);
    case 'update':
      return runUpdate(run, statement);
    case 'delete':
      return runDelete(run, statement);
    case 'execute':
    case 'executeText':
      return runExecute(run, statement);
    case 'raiserror':
      return runRaiserror(run, statement);
    case 'throw':
      return runThrow(run, statement);
    case 'waitFor':
      return runWaitFor(run, statement);
    case 'kill':
      throw notBuilt('KILL', statement.line);
    case 'dbcc':
      return runDbcc(run, statement);
    case 'if':
    case 'while':
    case 'block':
    case 'try':
    case 'break':
    case 'continue':
    case 'return':
      return runControl(run, statement);
    default:
      await runQuiet(run, statement);
      run.out.done(COMMANDS.other);
  }
}

const IS_CONTROL = new Set<Statement['kind']>(['if', 'while', 'block', 'try']);

/** Tells an error that ends its statement only, or throws it on. */
function meet(run: Run, error: SqlError): void {
  run.state.errorNumber = error.number;
  run.state.rowCount = 0;
  const isStrict = run.state.options.get('xact_abort') === 'on';
  if (isStrict && run.tries === 0 && run.state.transactions > 0) rollbackTransaction(run.state);
  if (error.number === 300) {
    // Two errors are told, of which CATCH sees the last.
    if (run.tries === 0) run.out.error(error);
    throw new SqlError(297, 'The user does not have permission to perform this action.', { line: error.line });
  }
  if (run.tries > 0 || endsBatch(error) || (isStrict && error.number !== 50_000)) throw error;
  run.out.error(error);
  run.out.done(COMMANDS.other);
}

/** Runs a statement at the present moment. An error that does not end the batch is sent; the others are thrown, with their line. */
export async function runStatement(run: Run, statement: Statement): Promise<void> {
  if (run.signal.aborted) throw new Cancelled();
  run.context = contextNow(run);
  try {
    await dispatch(run, statement);
    if (!IS_CONTROL.has(statement.kind)) run.state.errorNumber = 0;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    if (IS_CONTROL.has(statement.kind) && error.line !== 0) throw error;
    meet(run, withLine(error, statement.line));
  }
}

/** Runs statements one after another. */
export async function runStatements(run: Run, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await runStatement(run, statement);
}
