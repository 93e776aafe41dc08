import type { SqlType } from '../tds/types.ts';
import { ambiguousColumn, invalidColumn } from './fail.ts';
import type { Named, Scope, SourceColumn } from './plan.ts';

export const isSameName = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase();

/** A column that a name means: how many queries further out, and where in their row. */
export type Resolved = { depth: number; at: number; type: SqlType; column: SourceColumn; source: Named; scope: Scope };

/** Whether the qualifier of a column (its parts from the outermost) names this table. */
function isNamedBy(source: Named, qualifier: readonly string[]): boolean {
  if (qualifier.length === 0) return true;
  if (!isSameName(source.alias, qualifier.at(-1) ?? '')) return false;
  const rest = qualifier.slice(0, -1).reverse();
  const path = source.path.slice(0, -1).reverse();
  return rest.every((part, at) => part === '' || path[at] === undefined || isSameName(part, path[at]));
}

function inScope(scope: Scope, path: readonly string[], line: number): Omit<Resolved, 'depth'> | null {
  const name = path.at(-1) ?? '';
  const qualifier = path.slice(0, -1);
  const sources = scope.sources.filter((source) => isNamedBy(source, qualifier));
  const found = sources.flatMap((source) =>
    source.columns.flatMap((column, at) =>
      !column.isHidden && isSameName(column.name, name) ? [{ source, column, at: source.offset + at }] : [],
    ),
  );
  if (found.length > 1) throw ambiguousColumn(name, line);
  const first = found[0];
  if (first) return { ...first, type: first.column.type, scope };
  if (qualifier.length > 0 && sources.length > 0) throw invalidColumn(name, line);
  return null;
}

/** What a name means, looked for from the inside out; null where nobody knows it. Throws 209, and 207 for a column that a table it names has not. */
export function resolve(scope: Scope, path: readonly string[], line: number): Resolved | null {
  let depth = 0;
  for (let at: Scope | null = scope; at; at = at.outer, depth += 1) {
    const found = inScope(at, path, line);
    if (!found) continue;
    let passed: Scope | null = scope;
    for (let step = 0; step < depth && passed; step += 1) {
      passed.onOuter();
      passed = passed.outer;
    }
    return { ...found, depth };
  }
  return null;
}
