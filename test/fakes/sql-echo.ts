import { type Backend, COMMANDS, type Out, type Param } from '#demo/sqlserver/tds/backend.ts';
import { type Column, SqlError, type Value } from '#demo/sqlserver/tds/types.ts';

export const ECHO_LOGIN = { user: 'vigil', password: 'hunter2' };

/** Errors of SQL Server by a word in the statement (sys.messages). */
const ERRORS: readonly [word: string, number: number, text: string][] = [
  ['not_there', 208, "Invalid object name 'dbo.not_there'."],
  ['no_column', 207, "Invalid column name 'no_column'."],
  ['held_table', 1_222, 'Lock request time out period exceeded.'],
  ['secret_table', 229, "The SELECT permission was denied on the object 'secret_table', database 'master', schema 'dbo'."],
  ['deadlock_table', 1_205, 'Transaction (Process ID 52) was deadlocked on lock resources with another process.'],
];

/** `statements` is what it was sent, and `definitions` the parameters of those that have some. */
export type EchoServer = { backend: Backend; statements: string[]; definitions: string[] };

/**
 * A server of statements with parameters: `SELECT @p1 AS a` gives them back, REPLICATE gives a text so long, WAITFOR waits to be cancelled, `waiting` tells how many do; UPDATE changes as many rows
 * as it has parameters.
 */
export function echoServer(): EchoServer {
  let waiting = 0;
  const statements: string[] = [];
  const definitions: string[] = [];
  const backend: Backend = {
    login: ({ password }) => {
      if (password !== ECHO_LOGIN.password) throw new SqlError(18_456, `Login failed with ${password}.`, { severity: 14 });
      return {
        ...{ database: 'master', isInTransaction: false },
        async batch({ sql, params, definitions: declared }, out, signal) {
          statements.push(sql);
          if (params.length > 0) definitions.push(declared);
          const error = ERRORS.find(([word]) => sql.includes(word));
          if (error) throw new SqlError(error[1], error[2], { severity: 16 });
          if (sql.includes('Vigil: session'))
            return rows(out, [
              { name: 'version', value: '16.0.4135.4' },
              { name: 'edition', value: 3 },
            ]);
          if (sql.includes('waiting')) return rows(out, [{ name: 'n', value: waiting }]);
          if (sql.startsWith('UPDATE')) return out.done(COMMANDS.update, params.length);
          if (sql.startsWith('WAITFOR')) {
            waiting += 1;
            await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
            waiting -= 1;
            return;
          }
          const length = /REPLICATE\('x', (\d+)\)/.exec(sql)?.[1];
          if (length !== undefined) return rows(out, [{ name: 'words', value: 'x'.repeat(Number(length)) }]);
          if (params.length > 0) return echo(sql, params, out);
          // The driver sets its session up by statements that have no rows.
          if (sql.includes('SELECT 1 AS one')) rows(out, [{ name: 'one', value: 1 }]);
        },
        call: () => 0,
        transaction: () => undefined,
        reset: () => undefined,
        close: () => undefined,
      };
    },
  };
  return { backend, statements, definitions };
}

function rows(out: Out, cells: readonly { name: string; value: Value }[]): void {
  out.metadata(
    cells.map(
      ({ name, value }): Column => ({ name, type: typeof value === 'number' ? { name: 'int' } : { name: 'nvarchar', length: -1 } }),
    ),
  );
  out.row(cells.map(({ value }) => value));
  out.done(COMMANDS.select, 1);
}

function echo(sql: string, params: readonly Param[], out: Out): void {
  const told = [...sql.matchAll(/(@p\d+) AS (\w+)/g)].map(([, param = '', name = '']) => ({
    name,
    param: params.find((one) => one.name === param),
  }));
  out.metadata(told.map(({ name, param }) => ({ name, type: param?.type ?? { name: 'int' } })));
  out.row(told.map(({ param }) => param?.value ?? null));
  out.done(COMMANDS.select, 1);
}
