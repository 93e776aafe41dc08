import { findMariadb, startMariadb } from '#demo/databases/mariadb.ts';
import { findPostgresql, startPostgresql } from '#demo/databases/postgresql.ts';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import type { DatabaseTarget, SqlAsk, SqlValue } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import type { Certificate } from '#test/fakes/certificate.ts';
import { ECHO_LOGIN, echoServer } from '#test/fakes/sql-echo.ts';

const POSTGRESQL = findPostgresql();
const MARIADB = findMariadb();
if (POSTGRESQL === null) console.warn('skipped: no PostgreSQL in PATH or /usr/lib/postgresql, so nothing is tested against a real one');
if (MARIADB === null) console.warn('skipped: no mariadbd program, so nothing is tested against a real one');

/** A server that runs. `halt` stops it without ending it, and `go` lets it go on; `kill` ends it at once. */
export type RunningDatabase = { target: Target; halt(): void; go(): void; kill(): void; stop(): Promise<void> };

type Target = Pick<DatabaseTarget, 'dialect' | 'host' | 'port' | 'database' | 'user' | 'password'>;

/** A product and how it says what every product can be asked. */
export type Product = {
  title: string;
  isHere: boolean;
  /** Whether it is the product itself: a stand-in has no table and no locks. */
  isReal: boolean;
  start(certificate: Certificate | null): Promise<RunningDatabase>;
  place(index: number): string;
  /** A statement that takes so long. */
  wait(seconds: number): string;
  /** How many statements of `wait` run now. */
  waiting: string;
  /** A text so long, made by the server. */
  long(length: number): string;
  /** The types of a table. */
  columns: Readonly<Record<SqlValue['type'], string>>;
};

const PORTED = { host: '127.0.0.1' } as const;

export const PRODUCTS: readonly Product[] = [
  {
    title: 'PostgreSQL',
    isHere: POSTGRESQL !== null,
    isReal: true,
    async start(certificate) {
      const running = await startPostgresql(POSTGRESQL ?? '', certificate ?? undefined);
      return {
        target: { ...PORTED, dialect: 'postgresql', port: running.port, database: 'postgres', ...login(running) },
        halt: () => running.signal('SIGSTOP'),
        go: () => running.signal('SIGCONT'),
        kill: () => running.signal('SIGQUIT'),
        stop: running.stop,
      };
    },
    place: (index) => `$${index}`,
    wait: (seconds) => `SELECT pg_sleep(${seconds})`,
    waiting: "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(%' AND state = 'active'",
    long: (length) => `SELECT repeat('x', ${length}) AS words`,
    columns: { text: 'text', int: 'bigint', bool: 'boolean', time: 'timestamp', guid: 'uuid' },
  },
  {
    title: 'MariaDB',
    isHere: MARIADB !== null,
    isReal: true,
    async start(certificate) {
      const running = await startMariadb(MARIADB ?? { server: '', install: '' }, certificate ?? undefined);
      const target: Target = { ...PORTED, dialect: 'mysql', port: running.port, database: 'mysql', ...login(running) };
      await order(target, 'CREATE DATABASE tests');
      return {
        target: { ...target, database: 'tests' },
        halt: () => running.signal('SIGSTOP'),
        go: () => running.signal('SIGCONT'),
        kill: () => running.signal('SIGKILL'),
        stop: running.stop,
      };
    },
    place: () => '?',
    wait: (seconds) => `SELECT SLEEP(${seconds})`,
    waiting: "SELECT count(*) AS n FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(%'",
    long: (length) => `SELECT REPEAT('x', ${length}) AS words`,
    columns: { text: 'mediumtext', int: 'bigint', bool: 'tinyint(1)', time: 'datetime(3)', guid: 'char(36)' },
  },
  {
    title: 'the stand-in of SQL Server',
    isHere: true,
    isReal: false,
    async start(certificate) {
      const server = await startTdsServer({
        backend: echoServer().backend,
        name: 'ERRORS1',
        ...(certificate ? { certificate, encryption: 'optional' } : {}),
      });
      return {
        target: { ...PORTED, dialect: 'sqlserver', port: server.port, database: 'master', ...login(ECHO_LOGIN) },
        ...{ halt: () => undefined, go: () => undefined, kill: () => undefined },
        stop: () => server.close(),
      };
    },
    place: (index) => `@p${index}`,
    wait: (seconds) => `WAITFOR DELAY '00:00:${String(seconds).padStart(2, '0')}'; SELECT 1 AS one`,
    waiting: 'SELECT waiting AS n',
    long: (length) => `SELECT REPLICATE('x', ${length}) AS words`,
    columns: { text: 'nvarchar(max)', int: 'bigint', bool: 'bit', time: 'datetime', guid: 'uniqueidentifier' },
  },
];

/** Gives the values back as they came: by a table of a real one, else as they were sent. */
export async function roundTrip(
  { isReal, place, columns }: Product,
  values: readonly SqlValue[],
  ask: (asked: SqlAsk) => Promise<{ rows: readonly unknown[] }>,
): Promise<unknown> {
  const names = values.map((_, index) => `c${index}`);
  if (!isReal) {
    const [row] = (await ask({ text: `SELECT ${names.map((name, index) => `${place(index + 1)} AS ${name}`).join(', ')}`, values })).rows;
    return Object.values(row as object);
  }
  const table = `things_${Math.floor(Math.random() * 1e9)}`;
  await ask({
    text: `CREATE TABLE ${table} (${values.map(({ type }, index) => `c${index} ${columns[type]} NULL`).join(', ')})`,
    values: [],
  });
  await ask({ text: `INSERT INTO ${table} VALUES (${names.map((_, index) => place(index + 1)).join(', ')})`, values });
  // What was written is found by each of its values, as the same.
  const found = values.flatMap(({ value }, index) => (value === null ? [] : [`c${index} = ${place(index + 1)}`])).join(' AND ');
  const isNull = values.every(({ value }) => value === null);
  const { rows } = await ask({
    text: `SELECT * FROM ${table}${isNull || found === '' ? '' : ` WHERE ${found}`}`,
    values: isNull ? [] : values,
  });
  return Object.values((rows[0] ?? {}) as object);
}

/** Over a connection of its own. */
export async function order(target: Target, text: string): Promise<void> {
  const connection = openDatabase({ ...target, tls: null, isReading: false, lockMs: 1_000, maxBytes: 1_000_000, most: 1 }, NO_METER);
  try {
    await connection.ask({ text, values: [] }, AbortSignal.timeout(10_000));
  } finally {
    connection.close();
  }
}

function login({ user, password }: { user: string; password: string }): { user: string; password: Secret } {
  return { user, password: new Secret(password) };
}
