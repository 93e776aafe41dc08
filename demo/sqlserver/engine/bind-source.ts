import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Source } from './ast.ts';
import { castTo } from './bind-expression.ts';
import { bindApply, bindJoin } from './bind-join.ts';
import { bindXml } from './bind-method.ts';
import type { Table } from './catalog.ts';
import { convert } from './convert.ts';
import { invalidObject, undeclaredTable } from './fail.ts';
import { rowsFromPlain } from './from-plain.ts';
import { isNewer } from './newer.ts';
import { type Binder, emptyScope, type Frame, NO_FRAME, type Place, type Row, type SourceColumn, type SourcePlan } from './plan.ts';
import { isSameName } from './scope.ts';
import { bindSeek } from './seek.ts';
import { commonOf } from './type-precedence.ts';
import { INT, MAX_TEXT, nvarchar, stringOf, XML } from './types.ts';
import type { XmlItem } from './xml.ts';
import { xpath } from './xpath.ts';

type Of<Kind extends Source['kind']> = Extract<Source, { kind: Kind }>;

function single(alias: string, columns: readonly SourceColumn[], rows: SourcePlan['rows'], path: readonly string[] = []): SourcePlan {
  return { sources: [{ alias, path, columns, offset: 0 }], width: columns.length, rows };
}

const named = (columns: readonly SourceColumn[], names: readonly string[] | null): SourceColumn[] =>
  columns.map((column, at) => ({ ...column, name: names?.[at] ?? column.name }));

/** A table, or of it what an index finds; of one that the statement changes each row ends with its place in it. */
function ofTable(
  binder: Binder,
  table: Table,
  { alias, path, hints }: { alias: string; path: string[]; hints: string[] },
  place: Place,
): SourcePlan {
  const seek = place.where ? bindSeek(binder, place.where, { table, alias }) : null;
  const found = (): Row[] => (seek ? seek().flatMap((at) => table.rows.slice(at, at + 1)) : table.rows);
  if (table !== place.target) {
    if (table.locks && !isDirty(binder, hints)) binder.settling(table.locks, found);
    return single(alias, table.columns, found, path);
  }
  const columns = [...table.columns, { name: '', type: INT, isHidden: true }];
  const placed = (): Row[] => (seek ? seek() : [...table.rows.keys()]).map((at): Row => [...(table.rows[at] ?? []), at]);
  return single(alias, columns, placed, path);
}

/** Whether rows are read that others hold: by a hint, or because the session reads so. */
function isDirty({ state }: Binder, hints: readonly string[]): boolean {
  const isHinted = hints.some((hint) => hint.toUpperCase() === 'NOLOCK' || hint.toUpperCase() === 'READUNCOMMITTED');
  return isHinted || state.options.get('transaction isolation level') === 'read uncommitted';
}

function bindTable(binder: Binder, source: Of<'table'>, place: Place): SourcePlan {
  const name = source.path.at(-1) ?? '';
  const alias = source.alias ?? name;
  if (source.path.length === 1) {
    for (let known = place.commons; known; known = known.outer) {
      if (!isSameName(known.name, name)) continue;
      const plan = known.bind();
      return single(alias, plan.columns, plan.rows, source.path);
    }
  }
  const { object, context } = binder.open(source.path, source.line);
  if (object.kind === 'table') return ofTable(binder, object, { ...source, alias }, place);
  if (object.kind === 'tableFunction') {
    throw new SqlError(216, `Parameters were not supplied for the function '${source.path.join('.')}'.`, { line: source.line });
  }
  const reading = binder.reading(object, context);
  return single(alias, object.columns, () => reading.rows ?? [], source.path);
}

function splitText(binder: Binder, source: Of<'function'>, place: Place): SourcePlan {
  if (isNewer('string_split', binder.context().instance)) throw invalidObject(source.path, source.line);
  const scope = emptyScope(place.outer, place.commons);
  const [text, separator] = source.args.map((arg) => castTo(binder.expression(arg, scope), MAX_TEXT));
  if (!text || !separator)
    throw new SqlError(313, 'An insufficient number of arguments were supplied for the procedure or function string_split.', {
      line: source.line,
    });
  const rows = (outer: Frame | null): Row[] => {
    const frame = { row: [], outer };
    const [whole, between] = [text.evaluate(frame), separator.evaluate(frame)];
    return whole === null || between === null
      ? []
      : stringOf(whole)
          .split(stringOf(between))
          .map((part) => [part]);
  };
  return single(source.alias ?? 'string_split', named([{ name: 'value', type: nvarchar(4000) }], source.columns), rows);
}

function checkArguments(source: Of<'function'>, least: number, most: number): void {
  const name = source.path.join('.');
  const place = { state: 3, line: source.line };
  if (source.args.length < least)
    throw new SqlError(313, `An insufficient number of arguments were supplied for the procedure or function ${name}.`, place);
  if (source.args.length > most) throw new SqlError(8144, `Procedure or function ${name} has too many arguments specified.`, place);
}

function bindFunction(binder: Binder, source: Of<'function'>, place: Place): SourcePlan {
  const name = source.path.at(-1) ?? '';
  if (source.path.length === 1 && isSameName(name, 'string_split')) return splitText(binder, source, place);
  const { object, context } = binder.open(source.path, source.line);
  if (object.kind !== 'tableFunction') {
    const what = `Parameters supplied for object '${source.path.join('.')}' which is not a function.`;
    throw new SqlError(215, `${what} If the parameters are intended as a table hint, a WITH keyword is required.`, { line: source.line });
  }
  checkArguments(source, object.needed ?? object.parameters.length, object.parameters.length);
  const scope = emptyScope(place.outer, place.commons);
  const args = source.args.map((arg, at) => castTo(binder.expression(arg, scope), object.parameters[at] ?? INT));
  const rows = (outer: Frame | null): Row[] => {
    const values = object.parameters.map((_type, at): Value => args[at]?.evaluate({ row: [], outer }) ?? null);
    return rowsFromPlain(object.columns, object.rows(values, context));
  };
  return single(source.alias ?? name, named(object.columns, source.columns), rows, source.path);
}

function bindDerived(binder: Binder, source: Of<'derived'>, place: Place): SourcePlan {
  const plan = binder.query(source.query, place.outer, place.commons);
  const columns = named(plan.columns, source.columns);
  const nameless = columns.findIndex((column) => column.name === '');
  if (nameless >= 0) {
    throw new SqlError(8155, `No column name was specified for column ${nameless + 1} of '${source.alias}'.`, {
      state: 2,
      line: source.line,
    });
  }
  const twice = columns.find((column, at) => columns.findIndex((other) => isSameName(other.name, column.name)) < at);
  if (twice)
    throw new SqlError(8156, `The column '${twice.name}' was specified multiple times for '${source.alias}'.`, { line: source.line });
  return single(source.alias, columns, plan.rows);
}

function bindValues(binder: Binder, source: Of<'values'>, place: Place): SourcePlan {
  const scope = emptyScope(place.outer, place.commons);
  const bound = source.rows.map((row) => row.map((expression) => binder.expression(expression, scope)));
  if (bound.some((row) => row.length !== source.columns.length)) {
    throw new SqlError(10709, 'The number of columns for each row in a table value constructor must be the same.', { line: source.line });
  }
  const types = source.columns.map((_name, at): SqlType => commonOf(bound.map((row) => row[at]?.type ?? INT)));
  const columns = source.columns.map((name, at) => ({ name, type: types[at] ?? INT }));
  const rows = (outer: Frame | null): Row[] =>
    bound.map((row) => row.map((one, at) => convert(one.evaluate({ row: [], outer }), { from: one.type, to: types[at] ?? one.type })));
  return single(source.alias, columns, rows);
}

/** nodes(): the values of its column count the items that its path led to. */
function bindNodes(binder: Binder, source: Of<'nodes'>, place: Place): SourcePlan {
  const scope = emptyScope(place.outer, place.commons);
  const item = bindXml(binder, source.target, scope);
  const walk = xpath(stringOf(binder.expression(source.xpath, scope).evaluate(NO_FRAME)));
  const nodes: XmlItem[] = [];
  const rows = (outer: Frame | null): Row[] => {
    const start = item({ row: [], outer });
    return start === null ? [] : walk(start).map((found): Row => [nodes.push(found) - 1]);
  };
  return single(source.alias, [{ name: source.columns[0] ?? '', type: XML, nodes }], rows);
}

/** Binds what stands in FROM. */
export function bindSource(binder: Binder, source: Source, place: Place): SourcePlan {
  switch (source.kind) {
    case 'table':
      return bindTable(binder, source, place);
    case 'tableVariable': {
      const { table } = binder.variable(source.name, source.line);
      if (!table) throw undeclaredTable(source.name, source.line);
      return ofTable(binder, table, { alias: source.alias ?? source.name, path: [source.name], hints: [] }, place);
    }
    case 'function':
      return bindFunction(binder, source, place);
    case 'derived':
      return bindDerived(binder, source, place);
    case 'values':
      return bindValues(binder, source, place);
    case 'nodes':
      return bindNodes(binder, source, place);
    case 'join':
      return bindJoin(binder, source, place);
    case 'apply':
      return bindApply(binder, source, place);
  }
}
