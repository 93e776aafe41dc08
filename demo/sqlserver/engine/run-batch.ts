import type { Batch, Out } from '../tds/backend.ts';
import { SqlError } from '../tds/types.ts';
import { convert } from './convert.ts';
import { parseBatch, parseDefinitions } from './parse-batch.ts';
import type { SessionState, Variable } from './plan.ts';
import { contextNow, Leave, markAsInner, type Run, type Who } from './run.ts';
import { runStatements } from './run-statement.ts';
import { tryBatch } from './try-batch.ts';

type Place = { who: Who; state: SessionState; out: Out; signal: AbortSignal };

/** The parameters of a batch as its variables, in the types that its definitions declare. Throws 8178 for one that was not supplied. */
function variablesOf({ params, definitions, sql }: Batch): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const { name, type, value } of params) variables.set(name.toLowerCase(), { type, value, table: null });
  for (const declared of parseDefinitions(definitions)) {
    if (declared.kind === 'table') continue;
    const given = variables.get(declared.name.toLowerCase());
    if (!given) {
      const start = `The parameterized query '(${definitions})${sql.slice(0, 40)}'`;
      throw new SqlError(8178, `${start} expects the parameter '${declared.name}', which was not supplied.`, { line: 1 });
    }
    const value = convert(given.value, { from: given.type, to: declared.type });
    variables.set(declared.name.toLowerCase(), { type: declared.type, value, table: null });
  }
  return variables;
}

/** A run that is ready to begin: nothing of it is bound yet. */
export function createRun(place: Place, batch: Batch, tries = 0): Run {
  const run: Run = {
    ...place,
    variables: variablesOf(batch),
    context: contextNow(place),
    tries,
    nested: (inner, out) => runNested({ ...place, out }, inner, run.tries),
  };
  return run;
}

/** A batch within a batch: what its binding says can be caught by the TRY around it. */
async function runNested(place: Place, batch: Batch, tries: number): Promise<void> {
  try {
    await runScoped(place, batch, tries);
  } catch (error) {
    if (error instanceof SqlError) markAsInner(error);
    throw error;
  }
}

/** Runs a batch as sp_executesql does: what it SET, the tables #… that it made and the database it went to end with it. */
export async function runScoped(place: Place, batch: Batch, tries = 0): Promise<void> {
  const { state } = place;
  const { database } = state;
  const options = new Map(state.options);
  const tables = new Set(state.temporary.keys());
  try {
    await runBatch(place, batch, tries);
  } finally {
    state.database = database;
    state.options.clear();
    for (const [name, value] of options) state.options.set(name, value);
    for (const name of state.temporary.keys()) if (!tables.has(name)) state.temporary.delete(name);
  }
}

/**
 * Runs a batch: parses and binds the whole of it, then runs one statement after another. Throws the SqlError that ends it, and Cancelled
 * when the signal aborts. What a client is to have back of its parameters is sent at the end. `tries` are the TRY blocks around it.
 */
export async function runBatch(place: Place, batch: Batch, tries = 0): Promise<void> {
  const statements = parseBatch(batch.sql);
  const run = createRun(place, batch, tries);
  tryBatch(run, statements);
  try {
    await runStatements(run, statements);
  } catch (error) {
    if (!(error instanceof Leave)) throw error;
  }
  for (const { name, isOutput } of batch.params) {
    const variable = isOutput ? run.variables.get(name.toLowerCase()) : undefined;
    if (variable) place.out.output(name, variable.type, variable.value);
  }
}
