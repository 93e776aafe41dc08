import { type Context, type Database, findObject, requiredPermission, type TableRight } from './catalog.ts';
import { invalidObject, permissionDenied } from './fail.ts';
import type { Opened, SessionState } from './plan.ts';

type Asked = { context: Context; state: SessionState; isTrial: boolean; right: TableRight };

/** The database that a path of three parts names, else the current one. */
function databaseOf(path: readonly string[], { context, state }: Asked): Database | undefined {
  const named = path.length >= 3 ? path[path.length - 3] : '';
  return named ? context.instance.databases.get(named.toLowerCase()) : state.database;
}

/** The table, view or function that a name in FROM means. Throws 208; where the statement is run and not only bound also 229 or 300 and what its database refuses with. */
export function openObject(path: readonly string[], line: number, asked: Asked): Opened {
  const { context, state, isTrial } = asked;
  const name = path.at(-1) ?? '';
  if (name.startsWith('#')) {
    const table = state.temporary.get(name.toLowerCase());
    if (table) return { object: table, context };
    throw invalidObject(path, line);
  }
  const database = databaseOf(path, asked);
  const object = findObject(context.instance, path, context.database);
  if (!database || !object || object.kind === 'procedure' || object.kind === 'scalarFunction') throw invalidObject(path, line);
  const inside: Context = { ...context, database: database.name };
  if (isTrial) return { object, context: inside };
  const refusal = database.refuses?.(inside);
  if (refusal) throw refusal;
  const permission = requiredPermission(object, context.instance, asked.right);
  if (permission && !context.hasPermission(permission)) throw permissionDenied(permission);
  return { object, context: inside };
}
