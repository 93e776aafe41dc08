import { defineExamining, type Held, type Login, type Told } from '../../doctor.ts';
import { ParseError } from '../../failure.ts';
import type { SqlSettings } from './config.ts';
import { fetchRights } from './fetch.ts';
import { allRights, partedRight, rightsFor, SIGN_IN, SPLIT_MAJOR, sqlNeeds } from './rights.ts';
import { bracketed, columnOf, type RawRights, textOf } from './statements-rights.ts';

/** Which rights Vigil has on a SQL Server, and what to run for those it lacks. No command is sent to one, so that only `read` is looked at. */
export const sqlDoctor = defineExamining<SqlSettings, RawRights>({
  logins: ({ read }) => [loginOf(read)],
  needs: (settings, version) =>
    sqlNeeds(settings).map((need) => ({
      ...{ panel: need.panel, of: need.of, as: 'read', isVital: need.isVital, rights: rightsFor(need, version) },
    })),
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  ask: (settings, _, asking) => fetchRights(settings, asking),
  read: readRights,
  grant: (_, { login, rights, version }) => ({
    statements: granting(rights, login.user ?? ''),
    note: noteFor(version, rights),
  }),
});

function loginOf(read: SqlSettings['read']): Login {
  const without = 'no login: give sql.read a user and a password, or a connectionString that holds them';
  if (read === null) return { as: 'read', user: null, without, isNeeded: true };
  return { as: 'read', user: read.domain === null ? read.user : `${read.domain}\\${read.user}`, without: null, isNeeded: true };
}

/** Reads HAS_PERMS_BY_NAME: 1, 0, or NULL for what the server knows no right or no object of that name for. A right that was not asked for is not told. Throws ParseError. */
function readRights({ needs, rows: [row, ...others] }: RawRights): Told {
  const version = row?.product_version;
  if (!row || others.length > 0 || typeof version !== 'string')
    throw new ParseError('the server does not tell in one row which rights the login has', JSON.stringify(row ?? null));
  const held = allRights(needs, version).map((right): [string, Held] => [right, heldIn(row[columnOf(right)])]);
  return { version, held: { ...Object.fromEntries(held), [SIGN_IN]: { is: 'granted' } } };
}

function heldIn(said: unknown): Held {
  if (said === 1) return { is: 'granted' };
  if (said === 0) return { is: 'missing', why: 'the server says that the login does not have it' };
  return {
    is: 'untold',
    why: 'the server does not tell: it knows no right of this name, or no such object in a database that it lets the login read',
  };
}

/** A right on the server is granted in master; one on an object in its own database, where the login needs a user. */
function granting(rights: readonly string[], login: string): string[] {
  const parts = rights.map(partedRight);
  const onServer = parts.filter(({ object }) => object === null).map(({ permission }) => `GRANT ${permission} TO ${bracketed(login)};`);
  const onObjects = parts.flatMap(({ permission, object }) => {
    if (object === null) return [];
    const [database = '', ...within] = object;
    const user = `IF DATABASE_PRINCIPAL_ID(N'${textOf(login)}') IS NULL CREATE USER ${bracketed(login)} FOR LOGIN ${bracketed(login)};`;
    return [`USE ${bracketed(database)}; ${user} GRANT ${permission} ON ${within.map(bracketed).join('.')} TO ${bracketed(login)};`];
  });
  return [...onServer, ...onObjects];
}

function noteFor(version: string | null, rights: readonly string[]): string {
  const where = 'in master, by a sysadmin, on this instance: logins and their rights do not go from one replica to another';
  const ofDatabase = rights.some((right) => partedRight(right).object !== null)
    ? '; a database of a group takes its users with it, so that what is granted in one is granted at its primary'
    : '';
  if (version === null || Number.parseInt(version, 10) < SPLIT_MAJOR) return where + ofDatabase;
  return `${where}${ofDatabase}; the server role ##MS_ServerPerformanceStateReader## holds VIEW SERVER PERFORMANCE STATE, ##MS_DefinitionReader## VIEW ANY DEFINITION`;
}
