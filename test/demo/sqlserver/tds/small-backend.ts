import type { Backend, Batch, Call, Login, Out, Session } from '#demo/sqlserver/tds/backend.ts';
import { COMMANDS } from '#demo/sqlserver/tds/backend.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';
import { ALL_COLUMNS, ALL_VALUES } from './all-types.ts';

/** The one Windows account that has a login there. */
export const WINDOWS_LOGIN = 'CORP\\ann';

/** A user that is admitted, with a password that is no ASCII. */
export const USER = { user: 'monitor', password: 'p@ss€1' };

/** What a small backend has seen. */
export type Seen = { logins: Login[]; batches: Batch[]; calls: Call[]; aborted: number; closed: number; resets: number; open: number };

type Deed = (batch: Batch, out: Out, signal: AbortSignal, session: { database: string; isInTransaction: boolean }) => void | Promise<void>;

const NUMBER = [{ name: 'n', type: { name: 'int' as const }, isNullable: false }];

/** What a batch does, by its first word. Everything else (SET options) ends without a result. */
const DEEDS: Record<string, Deed> = {
  one: (_batch, out) => answerOne(out),
  types: (_batch, out) => {
    out.metadata(ALL_COLUMNS);
    out.row(ALL_VALUES);
    out.row(ALL_VALUES.map((value, index) => (index === 0 ? value : null)));
    out.done(COMMANDS.select, 2);
  },
  params: ({ params }, out) => {
    out.metadata(params.map(({ name, type }) => ({ name: name.slice(1), type })));
    out.row(params.map(({ value }) => value));
    out.done(COMMANDS.select, 1);
  },
  outputs: ({ params }, out) => {
    for (const { name, type, isOutput } of params) if (isOutput) out.output(name, type, 42);
    out.done(COMMANDS.other);
  },
  several: (_batch, out) => {
    out.info({ number: 50001, text: 'before the first' });
    answerOne(out);
    out.done(COMMANDS.update, 7);
    answerOne(out);
  },
  many: async ({ sql }, out) => {
    const count = Number(sql.split(' ')[1]);
    out.metadata([...NUMBER, { name: 'text', type: { name: 'nvarchar', length: 200 } }]);
    for (let n = 0; n < count; n++) {
      out.row([n, `${n} ${'x'.repeat(150)}`]);
      if (n % 200 === 199) await out.flush();
    }
    out.done(COMMANDS.select, count);
  },
  wait: (_batch, _out, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  fail: () => {
    throw new SqlError(208, "Invalid object name 'sys.nope'.", { severity: 16, state: 3, line: 7, procedure: 'reader' });
  },
  complain: (_batch, out) => {
    answerOne(out);
    out.error(new SqlError(515, 'Cannot insert the value NULL.', { line: 2 }));
    answerOne(out);
  },
  break: () => {
    throw new Error('the backend broke');
  },
  wrong: (_batch, out) => {
    out.metadata(NUMBER);
    out.row([1]);
    out.row(['not a number']);
  },
  late: (_batch, out) => {
    setImmediate(async () => {
      for (let count = 0; count < 100; count++) out.info({ number: 1, text: 'too late '.repeat(100) });
      await out.flush();
      answerOne(out);
    });
  },
  turns: async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  },
  begin: (_batch, _out, _signal, session) => {
    session.isInTransaction = true;
  },
  use: ({ sql }, out, _signal, session) => {
    const before = session.database;
    session.database = sql.split(' ')[1] ?? '';
    out.database(session.database, before);
  },
};

/** A backend by hand: it says what the tests need, and writes down what it was asked. */
export function smallBackend(): { backend: Backend; seen: Seen } {
  const seen: Seen = { logins: [], batches: [], calls: [], aborted: 0, closed: 0, resets: 0, open: 0 };
  return { backend: { login: (login) => admit(login, seen) }, seen };
}

function admit(login: Login, seen: Seen): Session {
  seen.logins.push(login);
  const { userName, password, database, isIntegrated } = login;
  const isKnown = isIntegrated ? userName === WINDOWS_LOGIN : userName === USER.user && password === USER.password;
  if (!isKnown) throw new SqlError(18456, `Login failed for user '${userName}'.`, { severity: 14 });
  if (database === 'missing')
    throw new SqlError(4060, `Cannot open database "${database}" requested by the login. The login failed.`, { severity: 11 });
  const session = { database: database || 'master', isInTransaction: false };
  const first = session.database;
  seen.open += 1;
  return Object.assign(session, {
    batch: async (batch: Batch, out: Out, signal: AbortSignal) => {
      seen.batches.push(batch);
      signal.addEventListener('abort', () => {
        seen.aborted += 1;
      });
      await DEEDS[batch.sql.trim().split(' ')[0] ?? '']?.(batch, out, signal, session);
    },
    call: (call: Call, out: Out) => {
      seen.calls.push(call);
      if (call.procedure !== 'sp_known') throw new SqlError(2812, `Could not find stored procedure '${call.procedure}'.`, { state: 62 });
      for (const { name, type, isOutput } of call.params) if (isOutput) out.output(name, type, 11);
      return 3;
    },
    transaction: (operation: string) => {
      if (operation !== 'begin' && !session.isInTransaction)
        throw new SqlError(3902, 'The request has no corresponding BEGIN TRANSACTION.');
      session.isInTransaction = operation === 'begin';
    },
    reset: () => {
      seen.resets += 1;
      session.database = first;
    },
    close: () => {
      seen.closed += 1;
      seen.open -= 1;
    },
  });
}

function answerOne(out: Out): void {
  out.metadata(NUMBER);
  out.row([1]);
  out.done(COMMANDS.select, 1);
}
