import type { DatabaseConnection } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import type { DatabaseProcess } from '../databases/database-process.ts';
import { findMariadb, startMariadb } from '../databases/mariadb.ts';
import { findPostgresql, startPostgresql } from '../databases/postgresql.ts';
import { startSqlServerStore } from './sqlserver-store.ts';
import type { StoreDialect } from './tables.ts';
import { type ErrorTable, errorTable } from './write-errors.ts';

/** A store of errors that applications write to. `pid` is null where it is a stand-in in this very process; `died` tells how it ended, if it ever does by itself. */
export type ErrorStore = {
  name: string;
  title: string;
  dialect: StoreDialect;
  port: number;
  pid: number | null;
  table: ErrorTable;
  died: Promise<string> | null;
  stop(): Promise<void>;
};

/** A store of errors in a real database that runs for us: its table is made and empty, and two logins have the rights that README.md lists. */
export type RunningStore = ErrorStore & {
  dialect: Exclude<StoreDialect, 'sqlserver'>;
  pid: number;
  database: string;
  tableName: string;
  process: DatabaseProcess;
};

export type StoreLogins = { reader: { user: string; password: string }; admin: { user: string; password: string } };

const ORDER_MS = 20_000;
const DATABASE = 'exceptions';

/** Starts a pretended SQL Server in this process with a store in it, at `dbo.Exceptions`. */
export async function startStandInStore({ name, title }: Wanted, { reader, admin }: StoreLogins): Promise<ErrorStore> {
  const { port, table, stop } = await startSqlServerStore({ database: DATABASE, logins: { reader, admin } });
  return { name, title, dialect: 'sqlserver', port, pid: null, table, died: null, stop };
}

type Wanted = Pick<RunningStore, 'name' | 'title'> & { tableName?: string };

/** Starts a real PostgreSQL with a store in it; null where it is not installed. */
export async function startPostgresqlStore(wanted: Wanted, logins: StoreLogins): Promise<RunningStore | null> {
  const programs = findPostgresql();
  return programs === null ? null : startStore(wanted, logins, { dialect: 'postgresql', start: () => startPostgresql(programs) });
}

/** Starts a real MariaDB with a store in it; null where it is not installed. */
export async function startMariadbStore(wanted: Wanted, logins: StoreLogins): Promise<RunningStore | null> {
  const programs = findMariadb();
  return programs === null ? null : startStore(wanted, logins, { dialect: 'mysql', start: () => startMariadb(programs) });
}

type Product = { dialect: RunningStore['dialect']; start(): Promise<DatabaseProcess> };

async function startStore(
  { name, title, tableName: given }: Wanted,
  logins: StoreLogins,
  { dialect, start }: Product,
): Promise<RunningStore> {
  const tableName = given ?? (dialect === 'postgresql' ? 'Errors' : 'Exceptions');
  const process = await start();
  try {
    const first = open(process, { dialect, database: dialect === 'postgresql' ? 'postgres' : 'mysql' });
    await order(first, `CREATE DATABASE ${DATABASE}`);
    first.close();
    const connection = open(process, { dialect, database: DATABASE });
    const table = errorTable(connection, dialect, tableName);
    await table.make();
    for (const text of grants(dialect, tableName, logins)) await order(connection, text);
    const stop = async (): Promise<void> => {
      connection.close();
      await process.stop();
    };
    const { port, pid, ended: died } = process;
    return { ...{ name, title, dialect, port, pid, died, database: DATABASE }, tableName, table, process, stop };
  } catch (error) {
    await process.stop();
    throw error;
  }
}

function open(process: DatabaseProcess, { dialect, database }: { dialect: StoreDialect; database: string }): DatabaseConnection {
  const password = new Secret(process.password);
  const target = { dialect, host: '127.0.0.1', port: process.port, database, user: process.user, password, tls: null };
  return openDatabase({ ...target, isReading: false, lockMs: 5_000, maxBytes: 2 ** 28, most: 2 }, NO_METER);
}

async function order(connection: DatabaseConnection, text: string): Promise<void> {
  await connection.ask({ text, values: [] }, AbortSignal.timeout(ORDER_MS));
}

function grants(dialect: RunningStore['dialect'], table: string, { reader, admin }: StoreLogins): string[] {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  if (dialect === 'postgresql')
    return [
      ...[reader, admin].map(({ user, password }) => `CREATE ROLE "${user}" LOGIN PASSWORD ${quoted(password)}`),
      `GRANT SELECT ON "${table}" TO "${reader.user}"`,
      `GRANT SELECT, UPDATE, DELETE ON "${table}" TO "${admin.user}"`,
    ];
  return [
    ...[reader, admin].map(({ user, password }) => `CREATE USER ${quoted(user)}@'127.0.0.1' IDENTIFIED BY ${quoted(password)}`),
    `GRANT SELECT ON ${DATABASE}.\`${table}\` TO ${quoted(reader.user)}@'127.0.0.1'`,
    `GRANT SELECT, UPDATE, DELETE ON ${DATABASE}.\`${table}\` TO ${quoted(admin.user)}@'127.0.0.1'`,
  ];
}
