import { FetchError } from '../../failure.ts';
import type { Meter } from '../../io/meter.ts';
import { openTds, type TdsConnection, type TdsSets } from '../../io/tds.ts';
import { AG_STATEMENTS, type RawAg } from './ag/statements.ts';
import { CLUSTER_STATEMENTS, type RawCluster } from './ag/statements-cluster.ts';
import { heartbeatStatements, type RawHeartbeat } from './ag/statements-heartbeat.ts';
import { LOG_STATEMENTS, type RawLogs } from './ag/statements-logs.ts';
import { type RawSeeding, SEEDING_STATEMENTS } from './ag/statements-seeding.ts';
import type { SqlLogin, SqlSettings } from './config.ts';
import type { Heartbeat } from './config-heartbeat.ts';
import { openPool, timedFromSending } from './pool.ts';
import { SPLIT_MAJOR, sqlNeeds } from './rights.ts';
import { OLDEST_MAJOR, type Right, type SqlSets, type SqlStatement, statementsFor } from './statement.ts';
import { type RawServer, SERVER_STATEMENTS } from './statements.ts';
import { type RawRights, rightStatements } from './statements-rights.ts';

/** What the connections of Vigil are called (program_name in sys.dm_exec_sessions). */
const NAME = 'Vigil';

/** More than the databases of the largest instance at all of its replicas. */
const MAX_ROWS = 100_000;

/** EngineEdition of what is not an instance that could be watched: Azure SQL Database, Synapse, Managed Instance, Edge, Fabric. */
const AZURE_EDITIONS: readonly number[] = [5, 6, 8, 9, 11, 12];

/** What else is told of an instance is asked over few connections, of which one stays in use where it is asked each minute. */
const INSTANCE_POOL = { most: 2, idleMs: 90_000 };

/**
 * What is vital is asked over one connection, what proves movement over another, what is asked as often of the instance over a third: a view that hangs holds up only its like. What is asked of
 * it less often, or when somebody looks, goes over a small pool, and an `unhurried` question of those has all its time from when it is sent.
 */
export type SqlNode = {
  vital: TdsConnection;
  aside: TdsConnection;
  load: TdsConnection;
  instance: TdsConnection;
  unhurried: TdsConnection;
  heartbeat: Heartbeat | null;
};

/** Opens no socket before the first question. */
export function connectSql(settings: SqlSettings, meter: Meter): SqlNode {
  const { address, tls, read, database, isReadIntent, maxBytes, timeoutMs, heartbeat } = settings;
  const all = (one: () => TdsConnection, instance: TdsConnection): SqlNode => ({
    ...{ vital: one(), aside: one(), load: one(), instance, unhurried: timedFromSending(instance, timeoutMs), heartbeat },
  });
  if (read === null) return all(nobody, nobody());
  const target = {
    ...address,
    ...{ tls, login: loginOf(read), database, isReadIntent, name: NAME, key: 'sql.read', maxBytes, maxRows: MAX_ROWS },
  };
  const open = (): TdsConnection => openTds(target, meter);
  return all(open, openPool(open, INSTANCE_POOL));
}

/** Leaves no socket open. */
export function closeSql({ vital, aside, load, instance }: SqlNode): void {
  for (const one of [vital, aside, load, instance]) one.close();
}

/** Asks who it is. Throws FetchError. */
export function fetchServer({ vital }: SqlNode, signal: AbortSignal): Promise<RawServer> {
  return askSql(vital, { probe: 'server', statements: SERVER_STATEMENTS, signal });
}

/**
 * Asks for its availability groups. A login that may not see their definitions gets fewer rows and no error: that is told here, and not taken for no groups. A node that has lost its cluster
 * lists its own replica alone (sys.availability_replicas) while it may tell the states of all: that is no want of a right. Throws FetchError.
 */
export async function fetchAg({ vital }: SqlNode, signal: AbortSignal): Promise<RawAg> {
  const raw = await askSql(vital, { probe: 'ag', statements: AG_STATEMENTS, signal });
  const seen = new Set(raw.groups.map(({ group_id: id }) => id));
  const replicas = new Set(raw.replicas.map(({ replica_id: id }) => id));
  const hidden =
    raw.groupStates.some(({ group_id: id }) => !seen.has(id)) ||
    raw.replicaStates.some(({ replica_id: id, is_local: isLocal }) => isLocal === true && !replicas.has(id));
  if (hidden)
    throw new FetchError(
      'permission',
      'the server has availability groups whose definition the login may not see: it needs VIEW ANY DEFINITION',
    );
  return raw;
}

/** Asks for its log files. Without a right to see files there are none, which no server has. Throws FetchError. */
export async function fetchLogs({ aside }: SqlNode, signal: AbortSignal): Promise<RawLogs> {
  const raw = await askSql(aside, { probe: 'logs', statements: LOG_STATEMENTS, signal });
  if (raw.databases.length > 0 && raw.files.length === 0)
    throw new FetchError('permission', 'the server shows no log file of any database: the login needs VIEW ANY DEFINITION');
  return raw;
}

/** Asks for its Windows cluster. Throws FetchError. */
export function fetchCluster({ aside }: SqlNode, signal: AbortSignal): Promise<RawCluster> {
  return askSql(aside, { probe: 'cluster', statements: CLUSTER_STATEMENTS, signal });
}

/** Asks for its automatic seedings. Throws FetchError. */
export function fetchSeeding({ aside }: SqlNode, signal: AbortSignal): Promise<RawSeeding> {
  return askSql(aside, { probe: 'seeding', statements: SEEDING_STATEMENTS, signal });
}

/** Asks which rights its login has, over a connection that is closed again. Throws FetchError. */
export async function fetchRights(settings: SqlSettings, { signal, meter }: { signal: AbortSignal; meter: Meter }): Promise<RawRights> {
  const node = connectSql(settings, meter);
  try {
    const needs = sqlNeeds(settings);
    const { rights } = await askSql(node.aside, { probe: 'doctor', statements: rightStatements(needs), signal });
    return { needs, rows: rights };
  } finally {
    closeSql(node);
  }
}

/** Asks for the heartbeat that the database has there. A database that may not be read says so by a failure of the kind `unsupported`. Throws FetchError. */
export function fetchHeartbeat({ aside, heartbeat }: SqlNode, signal: AbortSignal): Promise<RawHeartbeat> {
  if (heartbeat === null) return Promise.reject(new FetchError('unsupported', 'no heartbeat is configured'));
  return askSql(aside, { probe: 'heartbeat', statements: heartbeatStatements(heartbeat), signal });
}

type Asking<Name extends string> = { probe: string; statements: readonly SqlStatement<Name>[]; signal: AbortSignal };

/** Asks the statements of a probe that fit the version and edition that answers, as one batch. Throws FetchError. */
export async function askSql<Name extends string>(
  connection: TdsConnection,
  { probe, statements, signal }: Asking<Name>,
): Promise<SqlSets<Name>> {
  let sent: SqlStatement<Name>[] = [];
  let major = 0;
  const batchFor = (server: { version: string; major: number; edition: number }): string => {
    refuseUnwatched(server);
    major = server.major;
    sent = statementsFor(statements, server);
    return batchOf(probe, sent);
  };
  const sets = await connection.ask(batchFor, signal).catch((error: unknown) => {
    throw withRight(error, sent, major);
  });
  return named(sent, sets);
}

/** A command that is no SELECT, and what it takes to give it. */
export type SqlCommand = { name: string; right: Right; text: string };

/** Gives a command and hands back the sets of rows that it answers with, of which there may be none. Throws FetchError. */
export async function askCommand({ instance }: SqlNode, command: SqlCommand, signal: AbortSignal): Promise<TdsSets> {
  const sent: SqlStatement = { ...command, since: OLDEST_MAJOR, editions: null };
  let major = 0;
  const batchFor = (server: { version: string; major: number; edition: number }): string => {
    refuseUnwatched(server);
    major = server.major;
    return batchOf('asked', [sent]);
  };
  return instance.ask(batchFor, signal).catch((error: unknown) => {
    throw withRight(error, [sent], major);
  });
}

/** The statements of a probe as one batch, each with a comment that says who asks and for what. */
export function batchOf(probe: string, statements: readonly SqlStatement[]): string {
  return statements.map(({ name, text }) => `/* Vigil: ${probe}/${name} */ ${text};`).join('\n');
}

function refuseUnwatched({ version, major, edition }: { version: string; major: number; edition: number }): void {
  if (AZURE_EDITIONS.includes(edition))
    throw new FetchError('unsupported', `this is Azure SQL or one of its kin (EngineEdition ${edition}), which Vigil does not watch yet`);
  if (major < OLDEST_MAJOR)
    throw new FetchError('unsupported', `version ${version} is older than SQL Server 2014, which Vigil needs at least`);
}

function named<Name extends string>(sent: readonly SqlStatement<Name>[], sets: TdsSets): SqlSets<Name> {
  if (sets.length !== sent.length)
    throw new FetchError('protocol', `the server answers ${sent.length} statements with ${sets.length} sets of rows`);
  // Every name is there: a set for each statement, and a statement for each name.
  return Object.fromEntries(sent.map(({ name }, index) => [name, sets[index] ?? []])) as unknown as SqlSets<Name>;
}

/** Says which rights the statements of the probe take, in the words of the version that refused. */
function withRight(error: unknown, sent: readonly SqlStatement[], major: number): unknown {
  if (!(error instanceof FetchError) || error.kind !== 'permission') return error;
  const words = (right: Right): string[] =>
    right === null ? [] : (major >= SPLIT_MAJOR ? right.from2022 : right.before2022).split(' and ');
  const needed = [...new Set(sent.flatMap(({ right }) => words(right)))];
  return needed.length === 0 ? error : new FetchError('permission', `${error.message}: grant it ${needed.join(' and ')}`, error.received);
}

/** Stands for a node for which nobody was named: it says so and asks nothing. */
function nobody(): TdsConnection {
  const words = 'no login: give sql.read a user and a password, or a connectionString that holds them';
  return { ask: () => Promise.reject(new FetchError('auth', words)), close: () => undefined };
}

function loginOf({ user, password, domain }: SqlLogin): { user: string; password: string; domain: string | null } {
  return { user, password: password.reveal(), domain };
}
