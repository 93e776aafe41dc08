import type { Call, Out, Param, Session } from './backend.ts';
import { SqlError, type Value } from './types.ts';

/** Of one call: sp_executesql has two of its own among them. */
const MOST_PARAMS = 2_100;

type Statement = { sql: string; definitions: string };

/** Statements that a connection has prepared, by handle. */
export type Prepared = { readonly byHandle: Map<number, Statement>; next: number };

/** No statement is prepared yet. */
export function nothingPrepared(): Prepared {
  return { byHandle: new Map(), next: 1 };
}

/** What a call runs on. */
export type CallContext = { session: Session; prepared: Prepared; out: Out; signal: AbortSignal };

/** Runs a call: those that carry SQL text here, all others in the session. Resolves with the return status; throws SqlError. */
export async function runCall(call: Call, context: CallContext): Promise<number> {
  const { procedure, params } = call;
  if (params.length > MOST_PARAMS) throw tooManyParams();
  switch (procedure.toLowerCase()) {
    case 'sp_executesql':
      return run({ sql: textOf(params, 0, 'statement'), definitions: optionalText(params, 1) }, params.slice(2), context);
    case 'sp_prepare':
      prepare(params, context);
      return 0;
    case 'sp_prepexec':
      return run(prepare(params, context), params.slice(3), context);
    case 'sp_execute':
      return run(find(params, context), params.slice(1), context);
    case 'sp_unprepare':
      find(params, context);
      context.prepared.byHandle.delete(handleOf(params));
      return 0;
    case 'sp_prepexecrpc':
      throw notBuilt(procedure);
    default:
      if (/^sp_cursor/i.test(procedure)) throw notBuilt(procedure);
      return context.session.call(call, context.out, context.signal);
  }
}

async function run({ sql, definitions }: Statement, params: readonly Param[], { session, out, signal }: CallContext): Promise<number> {
  await session.batch({ sql, definitions, params: named(params, definitions) }, out, signal);
  return 0;
}

/** sp_prepare and sp_prepexec: the handle goes out, then come definitions and statement. */
function prepare(params: readonly Param[], { prepared, out }: CallContext): Statement {
  const statement = { definitions: optionalText(params, 1), sql: textOf(params, 2, 'stmt') };
  const handle = prepared.next;
  prepared.next += 1;
  prepared.byHandle.set(handle, statement);
  out.output(params[0]?.name ?? '', { name: 'int' }, handle);
  return statement;
}

function find(params: readonly Param[], { prepared }: CallContext): Statement {
  const statement = prepared.byHandle.get(handleOf(params));
  if (statement === undefined) throw new SqlError(8179, `Could not find prepared statement with handle ${handleOf(params)}.`, { state: 4 });
  return statement;
}

function handleOf(params: readonly Param[]): number {
  const handle = params[0]?.value;
  return typeof handle === 'number' || typeof handle === 'bigint' ? Number(handle) : 0;
}

/** Names what comes without a name after the definitions, in their order. */
function named(params: readonly Param[], definitions: string): Param[] {
  const names = [...definitions.matchAll(/(?:^|,)\s*(@[\w@#$]+)/gu)].map(([, name = '']) => name);
  return params.map((param, index) => (param.name === '' ? { ...param, name: names[index] ?? `@P${index + 1}` } : param));
}

function textOf(params: readonly Param[], index: number, name: string): string {
  const value: Value | undefined = params[index]?.value;
  if (typeof value !== 'string')
    throw new SqlError(214, `Procedure expects parameter '@${name}' of type 'ntext/nchar/nvarchar'.`, { state: 2 });
  return value;
}

function optionalText(params: readonly Param[], index: number): string {
  const value: Value | undefined = params[index]?.value;
  return typeof value === 'string' ? value : '';
}

function tooManyParams(): SqlError {
  const what = `The incoming request has too many parameters. The server supports a maximum of ${MOST_PARAMS} parameters.`;
  return new SqlError(8003, `${what} Reduce the number of parameters and resend the request.`);
}

function notBuilt(procedure: string): SqlError {
  return new SqlError(50000, `stand-in: ${procedure} is not built`);
}
