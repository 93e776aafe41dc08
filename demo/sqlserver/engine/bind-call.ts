import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Call } from './ast.ts';
import { findObject } from './catalog.ts';
import { convert } from './convert.ts';
import { datePartOf } from './date-parts.ts';
import { isAggregateName } from './expression-tree.ts';
import { incorrectSyntax, misplacedAggregate, misplacedWindow, unknownFunction } from './fail.ts';
import { fromPlain } from './from-plain.ts';
import { builtInOf } from './functions.ts';
import { isNewer } from './newer.ts';
import { notBuilt } from './not-built.ts';
import type { Binder, Bound, Frame, Scope } from './plan.ts';

const TAKES_PART = new Set(['dateadd', 'datediff', 'datediff_big', 'datepart', 'datename']);

function wrongCount(name: string, least: number, most: number, line: number): SqlError {
  const place = { severity: 15, line };
  if (least === most) return new SqlError(174, `The ${name} function requires ${least} argument(s).`, place);
  return new SqlError(189, `The ${name} function requires ${least} to ${most} arguments.`, place);
}

/** A function with a schema: one of the catalogue. */
function bindScalarFunction(binder: Binder, call: Call, scope: Scope): Bound {
  const { path, line } = call;
  const context = binder.context();
  const found = findObject(context.instance, path, context.database);
  if (found?.kind !== 'scalarFunction') {
    const what = `Cannot find either column "${path[0]}" or the user-defined function or aggregate "${path.join('.')}", or the name is ambiguous.`;
    throw new SqlError(4121, what, { line });
  }
  if (call.args.length !== found.parameters.length)
    throw wrongCount(path.join('.'), found.parameters.length, found.parameters.length, line);
  const args = call.args.map((arg) => binder.expression(arg, scope));
  const evaluate = (frame: Frame): Value => {
    const values = args.map((arg, at) => convert(arg.evaluate(frame), { from: arg.type, to: found.parameters[at] ?? arg.type }));
    return fromPlain(found.value(values, binder.context()), found.type);
  };
  return { type: found.type, evaluate };
}

function bindBuiltIn(binder: Binder, call: Call, scope: Scope): Bound {
  const written = call.path.at(-1) ?? '';
  const name = written.toLowerCase();
  const builtIn = builtInOf(name);
  if (builtIn === 'not known' || isNewer(name, binder.context().instance)) throw unknownFunction(written, call.line);
  if (builtIn === 'not built') throw notBuilt(written.toUpperCase(), call.line);
  if (call.args.length < builtIn.least || call.args.length > builtIn.most) throw wrongCount(name, builtIn.least, builtIn.most, call.line);
  if (TAKES_PART.has(name)) datePartOf(call.datePart ?? '', name, call.line);
  const args = call.args.map((arg) => binder.expression(arg, scope));
  const types: SqlType[] = args.map((arg) => arg.type);
  const type = builtIn.type(types);
  const given = { types, type, datePart: call.datePart ?? '', line: call.line, state: binder.state };
  const evaluate = (frame: Frame): Value => {
    const values = args.map((arg) => arg.evaluate(frame));
    if (!builtIn.takesNull && values.includes(null)) return null;
    return builtIn.evaluate({ ...given, values, context: binder.context() });
  };
  return { type, evaluate };
}

/** Binds a call that is no aggregate in its place and no windowed function; those have a slot by now. */
export function bindCall(binder: Binder, call: Call, scope: Scope): Bound {
  const name = (call.path.at(-1) ?? '').toLowerCase();
  if (call.over) throw misplacedWindow(call.line);
  if (call.path.length > 1) return bindScalarFunction(binder, call, scope);
  if (isAggregateName(name)) throw misplacedAggregate(call.line);
  if (call.star || call.distinct) throw incorrectSyntax(call.star ? '*' : 'DISTINCT', call.line);
  if (name !== 'iif') return bindBuiltIn(binder, call, scope);
  const [when, yes, no] = call.args;
  if (!when || !yes || !no || call.args.length > 3) throw wrongCount('iif', 3, 3, call.line);
  return binder.expression({ kind: 'case', operand: null, branches: [{ when, result: yes }], otherwise: no, line: call.line }, scope);
}
