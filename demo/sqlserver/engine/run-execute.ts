import { type Batch, COMMANDS, type Out, type Param } from '../tds/backend.ts';
import { type Column, SqlError, type Value } from '../tds/types.ts';
import type { Execute, ExecuteText } from './ast.ts';
import { untilAborted } from './binder.ts';
import { type Argument, findProcedure, type Procedure, type ResultSet, requiredPermission } from './catalog.ts';
import { convert } from './convert.ts';
import { permissionDenied } from './fail.ts';
import { rowsFromPlain } from './from-plain.ts';
import { notBuilt } from './not-built.ts';
import { emptyScope, NO_FRAME, type Row } from './plan.ts';
import { binderFor, evaluate, type Run, send, variableOf } from './run.ts';
import { isSameName } from './scope.ts';
import { INT, MAX_TEXT, stringOf } from './types.ts';

type Rows = { columns: readonly Column[]; rows: Row[] };

async function argumentsOf(run: Run, statement: Execute): Promise<Argument[]> {
  const { binder, read } = binderFor(run);
  const bound = statement.args.map((arg) => {
    if (arg.output) throw notBuilt('an OUTPUT argument of EXEC', arg.line);
    return { name: arg.name, bound: binder.expression(arg.value, emptyScope()) };
  });
  await read();
  return bound.map(({ name, bound: one }) => ({ name, type: one.type, value: one.evaluate(NO_FRAME) }));
}

/** Asks a procedure of the catalogue. Throws 2812, 300 and what it throws itself. */
export async function callProcedure(run: Run, path: readonly string[], args: readonly Argument[]): Promise<readonly ResultSet[]> {
  const procedure: Procedure | null = findProcedure(run.who.instance, path, run.state.database.name);
  if (!procedure) throw new SqlError(2812, `Could not find stored procedure '${path.join('.')}'.`, { state: 62 });
  const permission = requiredPermission(procedure, run.who.instance);
  if (permission && !run.context.hasPermission(permission)) throw permissionDenied(permission);
  const answer = procedure.run(args, run.context);
  return answer instanceof Promise ? untilAborted(answer, run.signal) : answer;
}

function textOf(value: Value | undefined, argument: Argument | undefined): string {
  return value === null || value === undefined || !argument ? '' : stringOf(convert(value, { from: argument.type, to: MAX_TEXT }));
}

/** The batch that sp_executesql was given: its text, what its parameters are, and their values. */
function batchOf([text, definitions, ...values]: readonly Argument[]): Batch {
  const declared = textOf(definitions?.value, definitions);
  const names = [...declared.matchAll(/@[\w@#$]+/g)].map(([name]) => name);
  const params = values.map((one, at): Param => ({ name: one.name ?? names[at] ?? '', type: one.type, value: one.value, isOutput: false }));
  return { sql: textOf(text?.value, text), params, definitions: declared };
}

const isExecuteSql = ({ path }: Execute): boolean => isSameName(path.at(-1) ?? '', 'sp_executesql');

async function nestedBatch(run: Run, statement: Execute | ExecuteText): Promise<Batch | null> {
  if (statement.kind === 'executeText') {
    const text = await evaluate(run, statement.text, MAX_TEXT);
    return { sql: text === null ? '' : stringOf(text), params: [], definitions: '' };
  }
  return isExecuteSql(statement) ? batchOf(await argumentsOf(run, statement)) : null;
}

/** EXEC of a procedure, of sp_executesql or of a text. */
export async function runExecute(run: Run, statement: Execute | ExecuteText): Promise<void> {
  const batch = await nestedBatch(run, statement);
  if (batch) await run.nested(batch, run.out);
  else if (statement.kind === 'execute') {
    for (const { columns, rows } of await callProcedure(run, statement.path, await argumentsOf(run, statement))) {
      await send(run, { columns, rows: rowsFromPlain(columns, rows) }, COMMANDS.select);
    }
  }
  if (statement.kind !== 'execute' || statement.returnInto === null) return;
  const target = variableOf(run, statement.returnInto, statement.line);
  target.value = convert(0, { from: INT, to: target.type });
}

/** What EXEC answers, kept instead of being sent: INSERT … EXEC reads it. */
export async function collectRows(run: Run, statement: Execute | ExecuteText): Promise<Rows[]> {
  const batch = await nestedBatch(run, statement);
  if (!batch) {
    if (statement.kind !== 'execute') return [];
    const sets = await callProcedure(run, statement.path, await argumentsOf(run, statement));
    return sets.map(({ columns, rows }) => ({ columns, rows: rowsFromPlain(columns, rows) }));
  }
  const found: Rows[] = [];
  const collecting: Out = {
    ...run.out,
    metadata: (columns) => {
      found.push({ columns, rows: [] });
    },
    row: (values) => {
      found.at(-1)?.rows.push(values);
    },
    done: () => {},
    flush: async () => {},
    error: (error) => {
      throw error;
    },
  };
  await run.nested(batch, collecting);
  return found;
}
