import { type Backend, COMMANDS, type Out } from '#demo/sqlserver/tds/backend.ts';
import { type Column, SqlError, type SqlType, type Value } from '#demo/sqlserver/tds/types.ts';

/** Rows as they are written in a test: by column, every value in the form that its type has on the wire. */
export type Rows = readonly Readonly<Record<string, Value>>[];

/** What a statement is answered with: its rows, an error, or a silence that ends with the cancel, or not even with that. */
export type Deed = Rows | SqlError | 'wait' | 'deaf';

/** A server that answers statements by the comment in front of them ("ag/groups"), and its greeting with a version. `batches` is what it was sent. */
export type RowsServer = {
  backend: Backend;
  batches: string[];
  logins: { user: string; app: string; isReadIntent: boolean }[];
  cancels: number;
};

const PASSWORD = 'hunter2';
const NAMED = /\/\* Vigil: ([a-z]+(?:\/[A-Za-z]+)?) \*\//g;

/** Admits whoever knows the password hunter2. */
export function rowsServer(deeds: Readonly<Record<string, Deed>>, version = '15.0.4430.1', edition = 3): RowsServer {
  const told: RowsServer = {
    batches: [],
    logins: [],
    cancels: 0,
    backend: {
      login: ({ userName: user, password, appName: app, isReadOnlyIntent: isReadIntent, isIntegrated, database }) => {
        told.logins.push({ user, app, isReadIntent });
        if (database === 'gone') throw new SqlError(4060, 'Cannot open database "gone" requested by the login.', { severity: 11 });
        if (!isIntegrated && password !== PASSWORD)
          throw new SqlError(18_456, `Login failed for user '${user}' with ${PASSWORD}.`, { severity: 14 });
        return {
          ...{ database: 'master', isInTransaction: false },
          batch: async ({ sql }, out, signal) => {
            signal.addEventListener('abort', () => {
              told.cancels += 1;
            });
            const names = [...sql.matchAll(NAMED)].map(([, name = '']) => name);
            if (names.length > 0) told.batches.push(sql);
            for (const name of names) await answer(name === 'session' ? [{ version, edition }] : (deeds[name] ?? []), out, signal);
          },
          call: () => 0,
          transaction: () => undefined,
          reset: () => undefined,
          close: () => undefined,
        };
      },
    },
  };
  return told;
}

async function answer(deed: Deed, out: Out, signal: AbortSignal): Promise<void> {
  if (deed instanceof SqlError) throw deed;
  if (deed === 'deaf') return new Promise(() => undefined);
  if (deed === 'wait') return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  out.metadata(columnsOf(deed));
  for (const row of deed) out.row(Object.values(row));
  out.done(COMMANDS.select, deed.length);
}

function columnsOf(rows: Rows): Column[] {
  const names = Object.keys(rows[0] ?? { none: null });
  return names.map((name) => ({ name, type: typeOf(rows.map((row) => row[name] ?? null).find((value) => value !== null) ?? null, name) }));
}

function typeOf(value: Value, name: string): SqlType {
  if (typeof value === 'number') return /^is_/.test(name) && !/hadr|clustered/.test(name) ? { name: 'bit' } : { name: 'int' };
  if (typeof value === 'bigint') return /(_time|_at|_timestamp)$/.test(name) ? { name: 'datetime' } : { name: 'bigint' };
  if (typeof value === 'object' && value !== null && 'ticks' in value) return { name: 'datetimeoffset', scale: 7 };
  return { name: 'nvarchar', length: -1 };
}
