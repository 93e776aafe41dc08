import { defineExamining, type Held, type Login, type Told } from '../../doctor.ts';
import { ParseError } from '../../failure.ts';
import type { SqlSettings } from './config.ts';
import { fetchRights } from './fetch.ts';
import { rightsFor, SIGN_IN, SPLIT_MAJOR, SQL_NEEDS, serverRights } from './rights.ts';
import { columnOf, type RawRights } from './statements-rights.ts';

/** Which rights Vigil has on a SQL Server, and what to run for those it lacks. No command is sent to one, so that only `read` is looked at. */
export const sqlDoctor = defineExamining<SqlSettings, RawRights>({
  logins: ({ read }) => [loginOf(read)],
  needs: ({ isClustered }, version) =>
    SQL_NEEDS.filter((need) => isClustered || !need.isClustered).map((need) => ({
      ...{ panel: need.panel, of: [need.of], as: 'read', isVital: need.isVital, rights: rightsFor(need, version) },
    })),
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  ask: (settings, _, asking) => fetchRights(settings, asking),
  read: readRights,
  grant: (_, { login, rights, version }) => ({
    statements: rights.map((right) => `GRANT ${right} TO ${quoted(login.user ?? '')};`),
    note: noteFor(version),
  }),
});

function loginOf(read: SqlSettings['read']): Login {
  const without = 'no login: give sql.read a user and a password, or a connectionString that holds them';
  if (read === null) return { as: 'read', user: null, without, isNeeded: true };
  return { as: 'read', user: read.domain === null ? read.user : `${read.domain}\\${read.user}`, without: null, isNeeded: true };
}

/** Reads HAS_PERMS_BY_NAME: 1, 0, or NULL for what the server knows no right of that name for. Throws ParseError. */
function readRights({ rights: [row, ...others] }: RawRights): Told {
  const version = row?.product_version;
  if (!row || others.length > 0 || typeof version !== 'string')
    throw new ParseError('the server does not tell in one row which rights the login has', JSON.stringify(row ?? null));
  const held = serverRights(SQL_NEEDS, version).map((right): [string, Held] => [right, heldIn(row[columnOf(right)])]);
  return { version, held: { ...Object.fromEntries(held), [SIGN_IN]: { is: 'granted' } } };
}

function heldIn(said: unknown): Held {
  if (said === 1) return { is: 'granted' };
  if (said === 0) return { is: 'missing', why: 'the server says that the login does not have it' };
  return { is: 'untold', why: 'the server does not tell: it knows no right of this name' };
}

/** Delimited as T-SQL wants it. */
function quoted(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

function noteFor(version: string | null): string {
  const where = 'in master, by a sysadmin, on this instance: logins and their rights do not go from one replica to another';
  if (version === null || Number.parseInt(version, 10) < SPLIT_MAJOR) return where;
  return `${where}; the server role ##MS_ServerPerformanceStateReader## holds VIEW SERVER PERFORMANCE STATE, ##MS_DefinitionReader## VIEW ANY DEFINITION`;
}
