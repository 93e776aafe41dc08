import sql from 'mssql';
import { onTestFinished } from 'vitest';
import { errorOf, type WrittenError } from '#demo/exceptions/errors.ts';
import { KINDS, type Kind } from '#demo/exceptions/kinds.ts';
import { seeded } from '#demo/exceptions/random.ts';
import { type SqlServerStore, type SqlServerStoreOptions, startSqlServerStore } from '#demo/exceptions/sqlserver-store.ts';

export const LOGINS = {
  reader: { user: 'vigil', password: 'read' },
  admin: { user: 'vigil_act', password: 'act' },
  stranger: { user: 'visitor', password: 'look' },
};
export type Who = keyof typeof LOGINS | 'owner';

/** When the errors of the tests were first seen, a minute apart. */
export const FIRST_AT = Date.UTC(2026, 10, 20, 8, 0, 0);
const MINUTE_MS = 60_000;

/** A store that ends with the test. */
export async function aStore(options: Partial<SqlServerStoreOptions> = {}): Promise<SqlServerStore> {
  const store = await startSqlServerStore({ logins: LOGINS, ...options });
  onTestFinished(() => store.stop());
  return store;
}

/** Errors of a minute apart, each with what is set for it. */
export function someErrors(...sets: Partial<WrittenError>[]): WrittenError[] {
  const random = seeded(7);
  const [kind] = KINDS;
  return sets.map((set, at) => errorOf({ kind: kind as Kind, at: FIRST_AT + at * MINUTE_MS, random, ...set }));
}

/** A pool of one connection to it, closed when the test ends. */
export async function poolOf(store: SqlServerStore, who: Who = 'reader', options: sql.config['options'] = {}): Promise<sql.ConnectionPool> {
  const pool = new sql.ConnectionPool({
    ...{ server: '127.0.0.1', port: store.port, database: store.database, pool: { max: 1, min: 0 } },
    ...(who === 'owner' ? store.owner : LOGINS[who]),
    options: { encrypt: false, trustServerCertificate: true, useUTC: true, ...options },
  });
  pool.on('error', () => {});
  onTestFinished(() => pool.close().catch(() => {}));
  return pool.connect();
}

/** A value beside a statement: text, a whole number, a moment or a bit, by what it is. */
export type Given = string | number | boolean | Date | null | { type: sql.ISqlType; value: unknown };

function typeOf(value: Exclude<Given, { type: sql.ISqlType }>): sql.ISqlType {
  if (typeof value === 'number') return sql.BigInt();
  if (typeof value === 'boolean') return sql.Bit();
  return value instanceof Date ? sql.DateTime() : sql.NVarChar(sql.MAX);
}

/** Asks with parameters @p1, @p2 …, as sp_executesql; rows come as arrays. */
export function ask(pool: sql.ConnectionPool | sql.Transaction, text: string, ...values: Given[]): Promise<sql.IResult<unknown>> {
  const request = pool.request();
  request.arrayRowMode = true;
  for (const [at, given] of values.entries()) {
    const isTyped = typeof given === 'object' && given !== null && 'type' in given;
    if (isTyped) request.input(`p${at + 1}`, given.type, given.value);
    else request.input(`p${at + 1}`, typeOf(given), given);
  }
  return request.query(text);
}

/** The values of the rows in the order of their columns. */
export async function rowsOf(pool: sql.ConnectionPool | sql.Transaction, text: string, ...values: Given[]): Promise<unknown[][]> {
  const rows: unknown[] = [...(await ask(pool, text, ...values)).recordset];
  return rows.map((row) => (Array.isArray(row) ? [...row] : []));
}
