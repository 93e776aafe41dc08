import type { Column, OffsetTime, SqlError, SqlType, Value, Variant } from '../tds/types.ts';
import type { RowLocks } from './row-locks.ts';

/**
 * A value as a view's author writes it. Date: what its UTC fields say is what the clock shows, for datetimeoffset the moment, with offset 0. string for a date or a
 * decimal: read as CAST reads it. number and bigint for decimal and money: the amount, not scaled. boolean: bit. bigint for a date: ticks, see Value.
 */
export type Plain = null | undefined | boolean | number | bigint | string | Date | Uint8Array | OffsetTime | Variant;
/** A row by column name (a name left out is NULL) or by place. */
export type PlainRow = Readonly<Record<string, Plain>> | readonly Plain[];

/** What a view knows of who asks, and when. `now` is ticks of 100 ns UTC since 0001-01-01, one for the whole statement; `offsetMinutes` is what the instance's clock is ahead of UTC at `now`. */
export type Context = {
  readonly instance: Instance;
  readonly login: string;
  readonly database: string;
  readonly sessionId: number;
  readonly hostName: string;
  readonly appName: string;
  /** Whether the client says that it will only read (ApplicationIntent=ReadOnly). */
  readonly isReadOnlyIntent: boolean;
  readonly now: bigint;
  readonly offsetMinutes: number;
  /** Aborts when the client cancels or is gone: a view that waits ends then. */
  readonly signal: AbortSignal;
  hasPermission(permission: string): boolean;
};

/** A column of a view; `since` is the major version that brought it: an older instance answers 207. */
export type ViewColumn = Column & { since?: number };
/** A column of a table; `makeDefault` gives the value of one that an INSERT does not name. */
export type TableColumn = Column & { makeDefault?: () => Value };

/** What all that has a name shares: `since` is the major version that brought it, an older instance does not know it (208). */
type Named = { since?: number };
/** The permission without which reading is refused with 300; a function where it depends on the version. */
type Guarded = Named & { requires?: string | ((instance: Instance) => string | null) | null };

/** Rows computed when a statement starts. A Promise makes the statement wait; a SqlError thrown ends it. */
export type View = Guarded & {
  kind: 'view';
  columns: readonly ViewColumn[];
  rows(context: Context): readonly PlainRow[] | Promise<readonly PlainRow[]>;
};
/** A function in FROM. Its arguments arrive converted to the types of `parameters`; those at the end beyond `needed` may be left out and arrive as NULL. */
export type TableFunction = Guarded & {
  kind: 'tableFunction';
  parameters: readonly SqlType[];
  needed?: number;
  columns: readonly ViewColumn[];
  rows(args: readonly Value[], context: Context): readonly PlainRow[];
};
export type ScalarFunction = Named & {
  kind: 'scalarFunction';
  parameters: readonly SqlType[];
  type: SqlType;
  value(args: readonly Value[], context: Context): Plain;
};
/**
 * Rows in the form of the engine. `lastIdentity` is the last number given to the identity column. A change replaces `rows`, never a row in it. Of one that lies in a database: `guardedAs` is what
 * rights on it are granted by ("Core.dbo.Posts"), without it everybody may all; `locks` are those on its rows. `indexed` are the places of columns by which rows are found without a scan.
 */
export type Table = Named & {
  kind: 'table';
  columns: readonly TableColumn[];
  rows: Value[][];
  lastIdentity: bigint;
  guardedAs?: string;
  locks?: RowLocks;
  indexed?: readonly number[];
  unique?: readonly UniqueKey[];
};
/** Columns whose values together no two rows have: those of a primary key, of a constraint or of an index. */
export type UniqueKey = { name: string; kind: 'primary' | 'unique' | 'index'; columns: readonly number[] };
/** What a right on a table is to. */
export type TableRight = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'ALTER';

export type Argument = { name: string | null; value: Value; type: SqlType };
export type ResultSet = { columns: readonly Column[]; rows: readonly PlainRow[] };
/** What EXEC answers with; its return status is always 0. */
export type Procedure = Guarded & {
  kind: 'procedure';
  run(args: readonly Argument[], context: Context): readonly ResultSet[] | Promise<readonly ResultSet[]>;
};
export type CatalogObject = View | TableFunction | ScalarFunction | Table | Procedure;

/** A database; `objects` by "schema.name" in lower case. `refuses` is the error of one that may not be read now (976 on a secondary that is not readable, 942 offline). */
export type Database = {
  readonly name: string;
  readonly id: number;
  readonly objects: Map<string, CatalogObject>;
  refuses?: (context: Context) => SqlError | null;
};

/** What an instance is asked for by functions of T-SQL. Names of properties arrive in lower case; what is not known is null. */
export type InstanceFacts = {
  /** @@SERVERNAME */
  readonly name: string;
  /** The major version: 12 is 2014, 16 is 2022. */
  readonly major: number;
  /** @@VERSION */
  readonly versionText: string;
  /** Ticks UTC. */
  now(): bigint;
  /** What the instance's clock is ahead of UTC at a moment (ticks UTC), in minutes. */
  offsetMinutes(ticks: bigint): number;
  /** SERVERPROPERTY */
  property(name: string, context: Context): Plain;
  /** The trace flags that are on for everybody; none where it is missing. */
  traceFlags?(): readonly number[];
  /** DATABASEPROPERTYEX */
  databaseProperty?(database: string, name: string, context: Context): Plain;
  /** FILEPROPERTY of a file of the current database; SpaceUsed is in pages. */
  fileProperty?(file: string, name: string, context: Context): Plain;
  /** CONNECTIONPROPERTY */
  connectionProperty?(name: string, context: Context): Plain;
  /** IS_SRVROLEMEMBER; where it is missing: who has all permissions is in every role. */
  isRoleMember?(role: string, context: Context): boolean;
};

export type LoginEntry = { password: string; permissions: ReadonlySet<string> | 'all'; defaultDatabase?: string };

/** One pretended SQL Server. `logins` and `databases` are by name in lower case; `system` holds what every database sees, by "sys.name" in lower case. */
export type Instance = InstanceFacts & {
  readonly logins: Map<string, LoginEntry>;
  readonly databases: Map<string, Database>;
  readonly system: Map<string, CatalogObject>;
};

/** An instance with its four system databases and nothing in them. */
export function createInstance(facts: InstanceFacts): Instance {
  // Kept by prototype and not by spreading: the facts may be getters of a model that moves.
  const instance: Instance = Object.assign(Object.create(facts), { logins: new Map(), databases: new Map(), system: new Map() });
  for (const [at, name] of ['master', 'tempdb', 'model', 'msdb'].entries()) addDatabase(instance, name, at + 1);
  return instance;
}

/** Adds a database, with the next free number where none is given, and gives it back. */
export function addDatabase(instance: Instance, name: string, id?: number): Database {
  const ids = [...instance.databases.values()].map((one) => one.id);
  const database: Database = { name, id: id ?? Math.max(0, ...ids) + 1, objects: new Map() };
  instance.databases.set(name.toLowerCase(), database);
  return database;
}

/** Puts an object where its path says: 'sys.name' is seen from every database, 'database.schema.name' lies in that database. A database that is not there is a TypeError. */
export function addObject(instance: Instance, path: string, object: CatalogObject): void {
  const parts = path.toLowerCase().split('.');
  if (parts.length === 2 && parts[0] === 'sys') {
    instance.system.set(parts.join('.'), object);
    return;
  }
  const database = parts.length === 3 ? instance.databases.get(parts[0] ?? '') : undefined;
  if (!database) throw new TypeError(`no database for ${path}`);
  database.objects.set(parts.slice(-2).join('.'), object);
}

/** What a name (its parts from the outermost) means from within a database, or null: no such object, or one newer than the instance. Columns that are newer than the instance are left out. */
export function findObject(instance: Instance, path: readonly string[], currentDatabase: string): CatalogObject | null {
  const [name = '', schema = '', database = ''] = path.map((part) => part.toLowerCase()).reverse();
  const home = instance.databases.get(database || currentDatabase.toLowerCase());
  if (!home || path.length > 3) return null;
  const found =
    home.objects.get(`${schema || 'dbo'}.${name}`) ??
    (schema === 'sys' || (!schema && name.startsWith('fn_')) ? instance.system.get(`sys.${name}`) : undefined);
  return found && (found.since ?? 0) <= instance.major ? withoutNewer(found, instance.major) : null;
}

/** A procedure by name: what starts with sp_ or xp_ is looked for in the database, then in sys, then in master. */
export function findProcedure(instance: Instance, path: readonly string[], currentDatabase: string): Procedure | null {
  const name = path.at(-1) ?? '';
  const places = [path, ['sys', name], ['master', 'dbo', name]];
  for (const place of path.length > 2 ? [path] : places) {
    const found = findObject(instance, place, currentDatabase);
    if (found?.kind === 'procedure') return found;
  }
  return null;
}

/** The permission that reading an object takes on this instance, or another right on a table; null for none. */
export function requiredPermission(object: CatalogObject, instance: Instance, right: TableRight = 'SELECT'): string | null {
  if (object.kind === 'table') return object.guardedAs === undefined ? null : `${right} on ${object.guardedAs}`;
  if (!('requires' in object) || !object.requires) return null;
  return typeof object.requires === 'function' ? object.requires(instance) : object.requires;
}

const trimmed = new WeakMap<CatalogObject, Map<number, CatalogObject>>();

/** The same object for the same version each time: a statement tells views apart by identity. */
function withoutNewer(object: CatalogObject, major: number): CatalogObject {
  if (object.kind !== 'view' && object.kind !== 'tableFunction') return object;
  if (object.columns.every((column) => (column.since ?? 0) <= major)) return object;
  const versions = trimmed.get(object) ?? new Map<number, CatalogObject>();
  trimmed.set(object, versions);
  const known = versions.get(major) ?? { ...object, columns: object.columns.filter((column) => (column.since ?? 0) <= major) };
  versions.set(major, known);
  return known;
}
