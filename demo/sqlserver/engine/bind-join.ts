import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Expression, Join, Source } from './ast.ts';
import { rowKey } from './compare.ts';
import { conjunctsOf, partsOf } from './expression-tree.ts';
import type { Binder, Bound, Frame, Named, Place, Row, Scope, SourcePlan } from './plan.ts';
import { resolve } from './scope.ts';
import { commonType } from './type-precedence.ts';
import { isInteger, isText } from './types.ts';

type Sides = { left: SourcePlan; right: SourcePlan; sources: Named[] };
type Equality = { left: Bound; right: Bound; type: SqlType };

/** The tables of both sides, those of the right one behind those of the left. Throws 1011 for a name that is there twice. */
function beside(left: SourcePlan, right: SourcePlan, line: number): Named[] {
  const sources = [...left.sources, ...right.sources.map((source) => ({ ...source, offset: source.offset + left.width }))];
  const seen = new Set<string>();
  for (const { alias, path } of sources) {
    const name = alias === path.at(-1) ? path.join('.').toLowerCase() : alias.toLowerCase();
    if (seen.has(name)) {
      throw new SqlError(1011, `The correlation name '${alias}' is specified multiple times in a FROM clause.`, { line });
    }
    seen.add(name);
  }
  return sources;
}

/** On which side all columns of an expression lie; null where they lie on both, on none or further out, or a query is in it. */
function sideOf(expression: Expression, scope: Scope, width: number): 'left' | 'right' | null {
  const sides = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === 'subquery' || part.kind === 'exists' || part.kind === 'inQuery') sides.add('query');
    if (part.kind === 'column') {
      const found = resolve(scope, part.path, part.line);
      sides.add(!found || found.depth > 0 ? 'outer' : found.at < width ? 'left' : 'right');
    }
    for (const inner of partsOf(part)) visit(inner);
  };
  visit(expression);
  const [only] = sides;
  return sides.size === 1 && (only === 'left' || only === 'right') ? only : null;
}

const isHashable = (a: SqlType, b: SqlType): boolean => (isText(a) && isText(b)) || (isInteger(a) && isInteger(b)) || a.name === b.name;

/** The equalities between the sides, by which the right rows are found faster; the whole condition is still asked. */
function equalitiesOf(binder: Binder, on: Expression, scope: Scope, width: number): Equality[] {
  return conjunctsOf(on).flatMap((part) => {
    if (part.kind !== 'binary' || part.operator !== '=') return [];
    const [a, b] = [sideOf(part.left, scope, width), sideOf(part.right, scope, width)];
    if (!a || !b || a === b) return [];
    const [left, right] = a === 'left' ? [part.left, part.right] : [part.right, part.left];
    const [x, y] = [binder.expression(left, scope), binder.expression(right, scope)];
    const type = commonType(x.type, y.type);
    const isExact = isHashable(x.type, y.type) && type.name !== 'sql_variant' && type.name !== 'decimal' && type.name !== 'numeric';
    return isExact ? [{ left: x, right: y, type }] : [];
  });
}

const nulls = (count: number): Value[] => new Array<Value>(count).fill(null);

/** Gives the right rows that a left row may join: all of them, or those of its key. */
function finder(
  equalities: readonly Equality[],
  right: readonly Row[],
  leftWidth: number,
): (left: Row, outer: Frame | null) => readonly Row[] {
  if (equalities.length === 0 || right.length <= 8) return () => right;
  const types = equalities.map(({ type }) => type);
  const index = new Map<string, Row[]>();
  const before = nulls(leftWidth);
  return (left, outer) => {
    if (index.size === 0) {
      for (const row of right) {
        const frame = { row: [...before, ...row], outer };
        const values = equalities.map((one) => one.right.evaluate(frame));
        if (values.includes(null)) continue;
        const key = rowKey(values, types);
        const known = index.get(key);
        if (known) known.push(row);
        else index.set(key, [row]);
      }
    }
    const values = equalities.map((one) => one.left.evaluate({ row: left, outer }));
    return values.includes(null) ? [] : (index.get(rowKey(values, types)) ?? []);
  };
}

/** Binds a join of any type. */
export function bindJoin(binder: Binder, join: Join, place: Place): SourcePlan {
  const left = binder.source(join.left, place);
  const right = binder.source(join.right, place);
  const sources = beside(left, right, join.line);
  const scope: Scope = { sources, outer: place.outer, commons: place.commons, slots: null, isGrouped: false, onOuter: () => {} };
  const equalities = join.on ? equalitiesOf(binder, join.on, scope, left.width) : [];
  const on = join.on ? binder.condition(join.on, scope) : () => true;
  const keepsLeft = join.type === 'left' || join.type === 'full';
  const keepsRight = join.type === 'right' || join.type === 'full';
  const rows = (outer: Frame | null): Row[] => {
    const [leftRows, rightRows] = [left.rows(outer), right.rows(outer)];
    const find = finder(equalities, rightRows, left.width);
    const joined: Row[] = [];
    const used = new Set<Row>();
    for (const a of leftRows) {
      const before = joined.length;
      for (const b of find(a, outer)) {
        const row = [...a, ...b];
        if (on({ row, outer }) !== true) continue;
        joined.push(row);
        if (keepsRight) used.add(b);
      }
      if (keepsLeft && joined.length === before) joined.push([...a, ...nulls(right.width)]);
    }
    if (keepsRight) for (const b of rightRows) if (!used.has(b)) joined.push([...nulls(left.width), ...b]);
    return joined;
  };
  return { sources, width: left.width + right.width, rows };
}

/** Binds CROSS APPLY and OUTER APPLY: the right side is asked anew for each row of the left. */
export function bindApply(binder: Binder, apply: Extract<Source, { kind: 'apply' }>, place: Place): SourcePlan {
  const left = binder.source(apply.left, place);
  const inner: Scope = {
    sources: left.sources,
    outer: place.outer,
    commons: place.commons,
    slots: null,
    isGrouped: false,
    onOuter: () => {},
  };
  const right = binder.source(apply.right, { ...place, outer: inner });
  const sides: Sides = { left, right, sources: beside(left, right, apply.line) };
  const rows = (outer: Frame | null): Row[] =>
    left.rows(outer).flatMap((row) => {
      const found = right.rows({ row, outer });
      if (found.length === 0 && apply.outer) return [[...row, ...nulls(right.width)]];
      return found.map((other) => [...row, ...other]);
    });
  return { sources: sides.sources, width: left.width + right.width, rows };
}
