import { randomUUID } from 'node:crypto';
import type { SqlType, Value } from '../tds/types.ts';
import { type BuiltIn, type BuiltIns, built, type Given, intAt, textAt, valueAt } from './built-in.ts';
import { findObject, requiredPermission, type Table, type TableRight } from './catalog.ts';
import { fromPlain } from './from-plain.ts';
import { notBuilt } from './not-built.ts';
import { objectId, pathOf } from './object-id.ts';
import type { SessionState } from './plan.ts';
import { isServerPermission } from './server-permissions.ts';
import { digitsOf } from './type-precedence.ts';
import { INT, lengthOf, numeric, nvarchar, SMALLINT, VARIANT, variantOf } from './types.ts';

const NAME = nvarchar(128);
const always = (type: SqlType, evaluate: (given: Given) => Value): BuiltIn => ({ ...built(0, type, evaluate), takesNull: true });
const ofError = (type: SqlType, read: (error: NonNullable<SessionState['caught']>) => Value): BuiltIn =>
  always(type, ({ state }) => (state.caught ? read(state.caught) : null));

function databaseName(given: Given): Value {
  if (given.values.length === 0) return given.context.database;
  if (valueAt(given, 0) === null) return null;
  const id = intAt(given, 0);
  return [...given.context.instance.databases.values()].find((one) => one.id === id)?.name ?? null;
}

function databaseId(given: Given): Value {
  if (given.values.length > 0 && valueAt(given, 0) === null) return null;
  const name = given.values.length > 0 ? textAt(given, 0) : given.context.database;
  return given.context.instance.databases.get(name.toLowerCase())?.id ?? null;
}

const TABLE_RIGHTS: readonly TableRight[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'ALTER'];

function holdsRight(table: Table, written: string, { context, line }: Given): boolean {
  const right = TABLE_RIGHTS.find((one) => one === written);
  if (!right) throw notBuilt(`HAS_PERMS_BY_NAME of ${written} on a table`, line);
  const needed = requiredPermission(table, context.instance, right);
  return needed === null || context.hasPermission(needed);
}

/**
 * HAS_PERMS_BY_NAME for a right on the server (NULL, NULL, right), NULL for one that the version does not know; for the right to read or to run an object, or a right on a table, (name, 'OBJECT', right), NULL where there is
 * no such object. Other securables are not built.
 */
const hasPermission = (given: Given): Value => {
  const { context, line } = given;
  if (valueAt(given, 2) === null) return null;
  const right = textAt(given, 2).toUpperCase();
  if (valueAt(given, 1) === null) {
    if (!isServerPermission(right, context.instance.major)) return null;
    return context.hasPermission(right) ? 1 : 0;
  }
  if (textAt(given, 1).toUpperCase() !== 'OBJECT' || valueAt(given, 0) === null)
    throw notBuilt(`HAS_PERMS_BY_NAME of ${textAt(given, 1)}`, line);
  const path = pathOf(textAt(given, 0));
  const object = findObject(context.instance, path, context.database);
  if (!object) return null;
  if (object.kind === 'table') return holdsRight(object, right, given) ? 1 : 0;
  const isProcedure = object.kind === 'procedure';
  if (right !== (isProcedure ? 'EXECUTE' : 'SELECT')) throw notBuilt(`HAS_PERMS_BY_NAME of ${right} on ${path.join('.')}`, line);
  const needed = requiredPermission(object, context.instance) ?? (isProcedure ? `EXECUTE on ${path.join('.')}` : null);
  return needed === null || context.hasPermission(needed) ? 1 : 0;
};

function isInRole(given: Given): Value {
  const { context } = given;
  const role = textAt(given, 0).toLowerCase();
  if (context.instance.isRoleMember) return context.instance.isRoleMember(role, context) ? 1 : 0;
  return context.hasPermission('CONTROL SERVER') ? 1 : 0;
}

function variantProperty(given: Given): Value {
  const { type } = variantOf(valueAt(given, 0));
  const word = textAt(given, 1).toLowerCase();
  if (word === 'basetype') return { type: NAME, value: type.name };
  if (word === 'precision') return { type: INT, value: digitsOf(type).precision };
  if (word === 'scale') return { type: INT, value: digitsOf(type).scale };
  return word === 'maxlength' ? { type: INT, value: lengthOf(type) } : null;
}

const property = (given: Given, value: Parameters<typeof fromPlain>[0]): Value => fromPlain(value, given.type);

/** Functions that ask the instance, the session or the error that was caught. */
export const SYSTEM_FUNCTIONS: BuiltIns = {
  newid: built(0, { name: 'uniqueidentifier' }, () => randomUUID().toUpperCase()),
  db_name: { ...always(NAME, databaseName), most: 1 },
  db_id: { ...always(SMALLINT, databaseId), most: 1 },
  serverproperty: built(1, VARIANT, (given) =>
    property(given, given.context.instance.property(textAt(given, 0).toLowerCase(), given.context)),
  ),
  databasepropertyex: built(2, VARIANT, (given) => {
    const { context } = given;
    return property(given, context.instance.databaseProperty?.(textAt(given, 0), textAt(given, 1).toLowerCase(), context));
  }),
  fileproperty: built(2, INT, (given) => {
    const { context } = given;
    return property(given, context.instance.fileProperty?.(textAt(given, 0), textAt(given, 1).toLowerCase(), context));
  }),
  connectionproperty: built(1, VARIANT, (given) => {
    const { context } = given;
    return property(given, context.instance.connectionProperty?.(textAt(given, 0).toLowerCase(), context));
  }),
  object_id: { ...built(1, INT, (given) => objectId(textAt(given, 0), given)), most: 2 },
  suser_sname: { ...always(NAME, ({ context }) => context.login), most: 1 },
  suser_name: { ...always(NAME, ({ context }) => context.login), most: 1 },
  original_login: always(NAME, ({ context }) => context.login),
  host_name: always(NAME, ({ context }) => context.hostName),
  app_name: always(NAME, ({ context }) => context.appName),
  has_perms_by_name: { ...built(3, INT, hasPermission), most: 5, takesNull: true },
  is_srvrolemember: { ...built(1, INT, isInRole), most: 2 },
  sql_variant_property: built(2, VARIANT, variantProperty),
  error_number: ofError(INT, (error) => error.number),
  error_message: ofError(nvarchar(4000), (error) => error.message),
  error_severity: ofError(INT, (error) => error.severity),
  error_state: ofError(INT, (error) => error.state),
  error_line: ofError(INT, (error) => error.line),
  error_procedure: ofError(NAME, (error) => error.procedure || null),
  scope_identity: always(numeric(38, 0), ({ state }) => state.identity),
  xact_state: always(SMALLINT, ({ state }) => (state.transactions > 0 ? 1 : 0)),
};
