import { type Backend, type Call, COMMANDS, type Login, type Out, type Session } from '../tds/backend.ts';
import { SqlError } from '../tds/types.ts';
import type { Instance } from './catalog.ts';
import { rowsFromPlain } from './from-plain.ts';
import type { SessionState } from './plan.ts';
import { contextNow, send, type Who } from './run.ts';
import { createRun, runBatch, runScoped } from './run-batch.ts';
import { callProcedure } from './run-execute.ts';
import { enterDatabase } from './run-session.ts';
import { beginTransaction, commitTransaction, rollbackTransaction } from './transaction.ts';

/** What holds a right along with itself (2022: "Permissions (Database Engine)", server permissions). */
const IMPLIED_BY: Readonly<Record<string, readonly string[]>> = {
  'VIEW SERVER PERFORMANCE STATE': ['VIEW SERVER STATE'],
  'VIEW SERVER SECURITY STATE': ['VIEW SERVER STATE'],
  'VIEW ANY SECURITY DEFINITION': ['VIEW ANY DEFINITION'],
  'VIEW ANY PERFORMANCE DEFINITION': ['VIEW ANY DEFINITION'],
};

function whoOf(instance: Instance, login: Login, sessionId: number): Who {
  const entry = instance.logins.get(login.userName.toLowerCase());
  if (!entry || (!login.isIntegrated && entry.password !== login.password)) {
    throw new SqlError(18456, `Login failed for user '${login.userName}'.`, { severity: 14 });
  }
  const { hostName, appName, isReadOnlyIntent } = login;
  const { permissions } = entry;
  const hasPermission = (permission: string): boolean =>
    permissions === 'all' ||
    permissions.has('CONTROL SERVER') ||
    [permission, ...(IMPLIED_BY[permission] ?? [])].some((one) => permissions.has(one));
  return { instance, login: login.userName, sessionId, hostName, appName, isReadOnlyIntent, hasPermission };
}

function freshState(who: Who, wanted: string): SessionState {
  const master = who.instance.databases.get('master');
  if (!master) throw new TypeError('an instance has a database master');
  const state: SessionState = {
    ...{ options: new Map(), temporary: new Map(), database: master, rowCount: 0, errorNumber: 0 },
    ...{ identity: null, transactions: 0, caught: null, undo: null, locks: new Set() },
  };
  if (!wanted) return state;
  try {
    state.database = enterDatabase(wanted, contextNow({ who, state, signal: new AbortController().signal }));
  } catch (error) {
    if (!(error instanceof SqlError) || (error.number !== 911 && error.number !== 916)) throw error;
    throw new SqlError(4060, `Cannot open database "${wanted}" requested by the login. The login failed.`, { severity: 11 });
  }
  return state;
}

function takeBack(state: SessionState): void {
  if (state.transactions > 0) rollbackTransaction(state);
}

/** Puts a session back to how it began. */
function reset(state: SessionState, first: SessionState['database']): void {
  takeBack(state);
  state.options.clear();
  state.temporary.clear();
  Object.assign(state, { database: first, rowCount: 0, errorNumber: 0, identity: null, caught: null } satisfies Partial<SessionState>);
}

async function call(who: Who, state: SessionState, { procedure, params }: Call, place: { out: Out; signal: AbortSignal }): Promise<number> {
  const run = createRun({ who, state, ...place }, { sql: '', params: [], definitions: '' });
  const args = params.map(({ name, type, value }) => ({ name: name || null, type, value }));
  for (const { columns, rows } of await callProcedure(run, [procedure], args)) {
    await send(run, { columns, rows: rowsFromPlain(columns, rows) }, COMMANDS.select);
  }
  return 0;
}

/** What a server of this instance runs for its clients: logins by name and password, and for each connection a session of its own. */
export function engineBackend(instance: Instance): Backend {
  return {
    login: (login, spid): Session => {
      const who = whoOf(instance, login, spid);
      const state = freshState(who, login.database || (instance.logins.get(login.userName.toLowerCase())?.defaultDatabase ?? ''));
      const first = state.database;
      return {
        get database() {
          return state.database.name;
        },
        get isInTransaction() {
          return state.transactions > 0;
        },
        // A batch with parameters came by sp_executesql, which has a scope of its own.
        batch: (batch, out, signal) => (batch.params.length > 0 ? runScoped : runBatch)({ who, state, out, signal }, batch),
        call: (called, out, signal) => call(who, state, called, { out, signal }),
        transaction: (operation) => {
          if (operation === 'begin') beginTransaction(state);
          else if (operation === 'commit') commitTransaction(state);
          else rollbackTransaction(state);
        },
        reset: () => reset(state, first),
        close: () => takeBack(state),
      };
    },
  };
}
