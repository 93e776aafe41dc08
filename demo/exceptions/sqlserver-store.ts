import { randomBytes } from 'node:crypto';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import type { ReleaseYear } from '../sqlserver/catalog/release.ts';
import { appendRows } from '../sqlserver/engine/append-rows.ts';
import { type Database, findObject, type Plain, type Instance as Served, type Table } from '../sqlserver/engine/catalog.ts';
import { hashKey } from '../sqlserver/engine/compare.ts';
import { engineBackend } from '../sqlserver/engine/engine-backend.ts';
import { toPlain } from '../sqlserver/engine/to-plain.ts';
import { addInstance, createEstate } from '../sqlserver/model/build.ts';
import type { Backend, Out, Session } from '../sqlserver/tds/backend.ts';
import { startTdsServer } from '../sqlserver/tds/server.ts';
import { SqlError } from '../sqlserver/tds/types.ts';
import { serveInstance } from '../sqlserver/views/serve.ts';
import type { WrittenError } from './errors.ts';
import { tableOrders, WRITTEN } from './tables.ts';
import { type ErrorTable, errorTable } from './write-errors.ts';

export type SqlServerLogin = { user: string; password: string };

/** What is started: `table` is schema.name; `reader` may SELECT, `admin` also UPDATE and DELETE, `stranger` may enter the database and no more. Port 0 is a free one. */
export type SqlServerStoreOptions = {
  port?: number;
  database?: string;
  table?: string;
  logins: { reader: SqlServerLogin; admin: SqlServerLogin; stranger?: SqlServerLogin };
  version?: ReleaseYear;
};

/** A row as the table has it; times are epoch ms, as a driver reads them. */
export type StoredError = WrittenError & { Id: number };

/** A pretended SQL Server of this process with a store of errors in it, and what a test or a story can do to it. */
export type SqlServerStore = {
  readonly port: number;
  readonly database: string;
  /** schema.name */
  readonly tableName: string;
  /** A login that may do everything: applications write as it. */
  readonly owner: SqlServerLogin;
  /** The table as applications write to it, over the wire. */
  readonly table: ErrorTable;
  /** Writes rows at once, past the wire. */
  insert(errors: readonly WrittenError[]): void;
  rows(): StoredError[];
  /** Holds rows as a transaction of somebody else would, all that there are or those with these GUIDs, until `release`. */
  holdRows(guids?: readonly string[]): void;
  release(): void;
  /** How many statements wait for rows that somebody holds. */
  waiting(): number;
  /** Connections are accepted and kept and nothing is answered, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Cuts all connections without a word; new ones are taken. */
  dropAll(): void;
  /** How far its clock is ahead. */
  setClock(skewMs: number): void;
  stop(): Promise<void>;
};

const NAME = 'NY-ERRORS01';
const OWNER = 'sa';
const GB = 1024 ** 3;
const TIMES: ReadonlySet<string> = new Set(['CreationDate', 'LastLogDate', 'DeletionDate']);

/** Starts one, with an empty table of the shape that StackExchange.Exceptional makes. */
export async function startSqlServerStore(options: SqlServerStoreOptions): Promise<SqlServerStore> {
  const { port = 0, database = 'exceptions', table: tableName = 'dbo.Exceptions', logins, version = '2022' } = options;
  const estate = createEstate();
  const databases = [{ name: database, dataBytes: 2 * GB, writeRate: 20_000 }];
  const instance = addInstance(estate, { address: NAME, year: version, isHadrEnabled: false, databases }, Date.now());
  const { served } = serveInstance(estate, NAME, Date.now);
  const owner = { user: OWNER, password: randomBytes(12).toString('base64url') };
  addLogins(served, { owner, logins, database, tableName });
  const backend = engineBackend(served);
  const table = await makeTable(served, backend, { owner, database, tableName });
  const [major = 0, minor = 0, build = 0] = instance.release.productVersion.split('.').map(Number);
  const server = await startTdsServer({ backend, name: NAME, port, version: [major, minor, build] });
  const holder = {};
  const applications = openDatabase(
    {
      ...{ dialect: 'sqlserver', host: '127.0.0.1', port: server.port, database, user: owner.user, password: new Secret(owner.password) },
      ...{ tls: null, isReading: false, lockMs: 5_000, maxBytes: 2 ** 28, most: 2 },
    },
    NO_METER,
  );
  return {
    ...{ port: server.port, database, tableName, owner, table: errorTable(applications, 'sqlserver', tableName) },
    insert: (errors) => appendRows(table, errors.map(plainRow)),
    rows: () => table.rows.map((row) => storedError(table, row)),
    holdRows(guids) {
      const at = table.columns.findIndex(({ name }) => name === 'GUID');
      const wanted = guids && new Set(guids.map((guid) => guid.toUpperCase()));
      table.locks?.take(
        holder,
        table.rows.filter((row) => wanted?.has(hashKey(row[at] ?? null, { name: 'uniqueidentifier' })) ?? true),
      );
    },
    release: () => table.locks?.release(holder),
    waiting: () => table.locks?.waiting ?? 0,
    freeze: () => server.freeze(),
    thaw: () => server.thaw(),
    dropAll: () => server.dropAll(),
    setClock(skewMs) {
      instance.clockSkewMs = skewMs;
    },
    stop() {
      applications.close();
      return server.close();
    },
  };
}

type Made = { owner: SqlServerLogin; database: string; tableName: string };

function addLogins(served: Served, { owner, logins, database, tableName }: Made & Pick<SqlServerStoreOptions, 'logins'>): void {
  const home = databaseOf(served, database);
  const enter = `CONNECT on ${home.name}`;
  const on = (right: string): string => `${right} on ${home.name}.${tableName}`;
  const add = ({ user, password }: SqlServerLogin, permissions: readonly string[]): void =>
    void served.logins.set(user.toLowerCase(), { password, permissions: new Set([enter, ...permissions]), defaultDatabase: home.name });
  served.logins.set(owner.user, { password: owner.password, permissions: 'all', defaultDatabase: home.name });
  add(logins.reader, [on('SELECT')]);
  add(logins.admin, ['SELECT', 'UPDATE', 'DELETE'].map(on));
  if (logins.stranger) add(logins.stranger, []);
  home.refuses = ({ login, hasPermission }) => {
    if (hasPermission(enter)) return null;
    const what = `The server principal "${login}" is not able to access the database "${home.name}" under the current security context.`;
    return new SqlError(916, what, { severity: 14 });
  };
}

function databaseOf(served: Served, name: string): Database {
  const found = served.databases.get(name.toLowerCase());
  if (!found) throw new Error(`${NAME} has no database ${name}`);
  return found;
}

/** The table is made by the words that make it in a real server. */
async function makeTable(served: Served, backend: Backend, { owner, database, tableName }: Made): Promise<Table> {
  const session = await signedIn(backend, owner, database);
  for (const sql of tableOrders('sqlserver', tableName))
    await session.batch({ sql, params: [], definitions: '' }, QUIET, new AbortController().signal);
  session.close();
  const object = findObject(served, [database, ...tableName.split('.')], database);
  if (object?.kind !== 'table') throw new Error(`${tableName} was not made`);
  return object;
}

function signedIn(backend: Backend, { user, password }: SqlServerLogin, database: string): Session | Promise<Session> {
  const nobody = { hostName: '', appName: 'applications', serverName: '', library: '', language: '', features: [] };
  const wire = { isIntegrated: false, isReadOnlyIntent: false, tdsVersion: 0, packetSize: 4096 };
  return backend.login({ userName: user, password, database, ...nobody, ...wire }, 1);
}

/** Whoever makes the table wants no answer but its errors. */
const QUIET: Out = {
  ...{ metadata() {}, row() {}, done() {}, info() {}, database() {}, output() {} },
  error(error) {
    throw error;
  },
  flush: async () => {},
};

function plainRow(error: WrittenError): Record<string, Plain> {
  return Object.fromEntries(WRITTEN.map((name) => [name, plainOf(name, Reflect.get(error, name))]));
}

function plainOf(name: string, value: unknown): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'number') throw new TypeError(`${name} of an error is no value of a column`);
  return TIMES.has(name) ? new Date(value) : value;
}

function storedError({ columns }: Table, row: Table['rows'][number]): StoredError {
  const values = columns.map(({ name, type }, at) => [name, toPlain(row[at] ?? null, type)]);
  // The columns of the table are those of an error, by its names.
  return Object.fromEntries(values) as StoredError;
}
