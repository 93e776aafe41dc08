import type { Batch, Out } from '../tds/backend.ts';
import type { Column, SqlError, SqlType, Value } from '../tds/types.ts';
import type { Expression } from './ast.ts';
import { castTo } from './bind-expression.ts';
import { createBinder } from './binder.ts';
import { Cancelled } from './cancelled.ts';
import type { Context, Instance } from './catalog.ts';
import { undeclared } from './fail.ts';
import { type Binder, emptyScope, NO_FRAME, type Row, type SessionState, type Variable } from './plan.ts';

/** Who is signed in. */
export type Who = {
  instance: Instance;
  login: string;
  sessionId: number;
  hostName: string;
  appName: string;
  isReadOnlyIntent: boolean;
  hasPermission(permission: string): boolean;
};

/** One batch on its way. `context` is made anew for each statement, so that time goes on between them. */
export type Run = {
  who: Who;
  state: SessionState;
  out: Out;
  signal: AbortSignal;
  variables: Map<string, Variable>;
  context: Context;
  /** How many TRY blocks the statement stands in. */
  tries: number;
  /** Runs the text of another batch, as EXEC ('…') and sp_executesql do. */
  nested(batch: Batch, out: Out): Promise<void>;
};

/** What ends a loop or a batch without being an error. */
export class Leave extends Error {
  override readonly name = 'Leave';
  readonly what: 'break' | 'continue' | 'return';

  constructor(what: 'break' | 'continue' | 'return') {
    super(what);
    this.what = what;
  }
}

/** What a statement knows of who asks and when: now. */
export function contextNow({ who, state, signal }: Pick<Run, 'who' | 'state' | 'signal'>): Context {
  const { instance, login, sessionId, hostName, appName, isReadOnlyIntent } = who;
  const now = instance.now();
  const place = { now, offsetMinutes: instance.offsetMinutes(now), database: state.database.name, signal };
  return {
    instance,
    login,
    sessionId,
    hostName,
    appName,
    isReadOnlyIntent,
    ...place,
    hasPermission: (permission) => who.hasPermission(permission),
  };
}

/** A variable that was declared; 137 for one that was not. */
export function variableOf({ variables }: Pick<Run, 'variables'>, name: string, line: number): Variable {
  const found = variables.get(name.toLowerCase());
  if (!found) throw undeclared(name, line);
  return found;
}

/** A binder for a statement of the batch. A trial asks no permission and reads nothing. */
export function binderFor(run: Run, isTrial = false): { binder: Binder; read(): Promise<void> } {
  return createBinder({ state: run.state, context: () => run.context, variable: (name, line) => variableOf(run, name, line), isTrial });
}

/** The value of an expression that stands outside of a query, in a type. */
export async function evaluate(run: Run, expression: Expression, to: SqlType): Promise<Value> {
  const { binder, read } = binderFor(run);
  const bound = castTo(binder.expression(expression, emptyScope()), to);
  await read();
  return bound.evaluate(NO_FRAME);
}

/** Ends a statement that changed or found so many rows. */
export function finish(run: Run, count: number, command: number): void {
  run.state.rowCount = count;
  if (run.state.options.get('nocount') === 'on') run.out.done(command);
  else run.out.done(command, count);
}

/** Sends a result; throws Cancelled as soon as its client wants no more of it. */
export async function send(
  run: Run,
  { columns, rows }: { columns: readonly Column[]; rows: readonly Row[] },
  command: number,
): Promise<void> {
  run.out.metadata(columns.map((column) => (column.type.name === 'null' ? { ...column, type: { name: 'int' } } : column)));
  for (const [at, row] of rows.entries()) {
    run.out.row(row);
    if (at % 256 !== 255) continue;
    await run.out.flush();
    if (run.signal.aborted) throw new Cancelled();
  }
  finish(run, rows.length, command);
}

/** An error of a name or a type: the batch was not even compiled, and no CATCH of the same batch sees it. */
const BINDING = new Set([
  ...[102, 107, 108, 109, 110, 116, 120, 121, 137, 141, 145, 147, 155, 156, 174, 189, 195, 205, 207, 208, 209, 215, 216, 263, 264, 313],
  ...[402, 1011, 1087, 4104, 4108, 4112, 4121, 4145, 8117, 8120, 8144, 8155, 8156, 8158, 8159, 10709, 40000],
]);
const inner = new WeakSet<SqlError>();
/** Notes that an error came out of a batch within a batch: to the outer one it is an error like any other. */
export function markAsInner(error: SqlError): void {
  inner.add(error);
}
export const isBindingError = (error: SqlError): boolean => BINDING.has(error.number) && !inner.has(error);

const ENDS_BATCH = new Set([241, 242, 244, 245, 248, 8114, 8169, 529, 229, 262, 297, 300, 911, 916, 942, 976, 978, 2812]);

/** Whether an error outside of TRY ends the batch and not its statement alone. */
export const endsBatch = (error: SqlError): boolean => isBindingError(error) || ENDS_BATCH.has(error.number) || error.severity >= 17;

/** The error with the line of its statement, where nobody has given it one. */
export function withLine(error: SqlError, line: number): SqlError {
  if (error.line === 0) error.line = line;
  return error;
}
