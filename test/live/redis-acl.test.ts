import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { ANALYST, CLUSTER_RIGHTS, COMMANDER, LOOKER, RIGHTS } from '#demo/redis/users.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openRedis, type RedisCommand } from '#lib/io/redis.ts';
import { analyseKeys } from '#lib/systems/redis/keys/analysis.ts';
import { until } from '#test/fakes/until.ts';
import { type AclLine, aclLines, README_PASSWORD } from './acl-lines.ts';
import { asAnalyser, keySettings, openPlain, sendAll } from './key-filler.ts';
import { REDIS, startRedis } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Who = { port: number; user: string | null };

/** Whether a user may send a command; what else Redis makes of it does not matter here. */
async function may({ port, user }: Who, command: RedisCommand): Promise<boolean> {
  const password = user === null ? null : README_PASSWORD;
  const connection = openRedis({ host: '127.0.0.1', port, tls: null, user, password, name: 'test', maxBytes: 2 ** 20 }, NO_METER);
  try {
    await connection.ask([command], AbortSignal.timeout(5_000));
    return true;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    if (!['permission', 'protocol'].includes(error.kind)) throw error;
    return error.kind === 'protocol';
  } finally {
    connection.close();
  }
}

/** Those of some commands that a user may not send. */
async function refused(who: Who, commands: readonly string[]): Promise<string[]> {
  const told: string[] = [];
  for (const command of commands) if (!(await may(who, command.split(' ') as [string]))) told.push(command);
  return told;
}

/** A Redis with the users of these lines. DEBUG is on: where it is off, that is what is told before any right is looked at. */
async function serverWith(...lines: AclLine[]): Promise<number> {
  const server = await startRedis({ args: ['--enable-debug-command', 'yes'] });
  open.push(() => server.stop());
  for (const line of lines) await server.command('ACL', 'SETUSER', ...line);
  return server.port;
}

/** What any user was denied: the ACL log keeps it. */
async function deniedIn(port: number): Promise<unknown> {
  const connection = await openPlain(port);
  const [log] = await connection.ask([['ACL', 'LOG']]);
  connection.close();
  return log;
}

const POLL = ['PING', 'INFO', 'ROLE', 'CLIENT SETNAME vigil'];
const PAGE = ['INFO everything', 'CLIENT LIST', 'SLOWLOG GET 9', 'SLOWLOG LEN', 'LATENCY LATEST', 'MEMORY STATS', 'CONFIG GET hz'];
const CLUSTER = ['CLUSTER INFO', 'CLUSTER NODES'];
const ACTIONS = [
  ...['CLIENT KILL ID 99999', 'CLIENT PAUSE 1 WRITE', 'CLIENT UNPAUSE', 'CLIENT UNBLOCK 99999', 'CLIENT ID'],
  ...['SLOWLOG RESET', 'LATENCY RESET', 'MEMORY PURGE', 'CONFIG SET hz 10', 'CONFIG RESETSTAT', 'CONFIG REWRITE', 'BGSAVE'],
  ...['FAILOVER ABORT', 'REPLICAOF NO ONE'],
];
const ONE_KEY = ['SELECT 1', 'TYPE a', 'PTTL a', 'MEMORY USAGE a'];
const KEY_FACTS = [...ONE_KEY, 'DBSIZE', 'SCAN 0 MATCH session:* COUNT 100', 'OBJECT ENCODING a', 'READONLY'];
const PURGE = ['SELECT 1', 'UNLINK a'];
/** What none of them may do, whatever else it may. */
const NEVER = [
  ...['GET a', 'SET a b', 'DEL a', 'KEYS *', 'HGETALL a', 'EVAL return 0', 'FUNCTION LIST', 'FLUSHALL', 'FLUSHDB', 'SHUTDOWN NOSAVE'],
  ...['ACL LIST', 'ACL SETUSER vigil +@all', 'DEBUG SLEEP 0', 'MONITOR', 'SUBSCRIBE a', 'PUBLISH a b', 'MODULE LIST', 'MIGRATE h 1 a 0 9'],
  ...['DUMP a', 'RESTORE a 0 b', 'SAVE', 'SWAPDB 0 1', 'SYNC', 'CLUSTER RESET', 'CLIENT NO-EVICT on', 'OBJECT REFCOUNT a'],
  ...['STRLEN a', 'OBJECT FREQ a', 'EXISTS a', 'CLUSTER SHARDS'],
];

describe.skipIf(REDIS === null)('the users of the README, on a real Redis', () => {
  test('the user of the board may poll, and nothing else', async () => {
    const [poll] = aclLines('vigil') as [AclLine];
    const who = { port: await serverWith(poll), user: 'vigil' };
    expect(await refused(who, POLL)).toEqual([]);
    const others = [...PAGE.slice(1), ...CLUSTER, ...ACTIONS, ...KEY_FACTS, ...PURGE, ...NEVER];
    expect(await refused(who, others)).toEqual(others);
  });

  test('the user of the pages may ask all that they show, and change nothing', async () => {
    const [, page, cluster, oneKey] = aclLines('vigil') as [AclLine, AclLine, AclLine, AclLine];
    const who = { port: await serverWith(page), user: 'vigil' };
    expect(await refused(who, [...POLL, ...PAGE])).toEqual([]);
    const others = [...CLUSTER, ...ACTIONS, ...KEY_FACTS, ...PURGE, ...NEVER];
    expect(await refused(who, others)).toEqual(others);
    const inCluster = { port: await serverWith(page, cluster), user: 'vigil' };
    expect(await refused(inCluster, [...POLL, ...PAGE, ...CLUSTER])).toEqual([]);
    expect(await refused(inCluster, NEVER)).toEqual(NEVER);
    const withKey = { port: await serverWith(page, oneKey), user: 'vigil' };
    expect(await refused(withKey, [...POLL, ...PAGE, ...ONE_KEY])).toEqual([]);
    expect(await refused(withKey, ['UNLINK a', 'SCAN 0', ...NEVER])).toEqual(['UNLINK a', 'SCAN 0', ...NEVER]);
  });

  test('the user that acts may do every action, and sees no key', async () => {
    const [act] = aclLines('vigil-admin') as [AclLine];
    const who = { port: await serverWith(act), user: 'vigil-admin' };
    expect(await refused(who, [...POLL, ...PAGE, ...ACTIONS])).toEqual([]);
    const others = [...KEY_FACTS, ...PURGE, ...NEVER];
    expect(await refused(who, others)).toEqual(others);
  });

  test('the user that may take out keys by name may that besides, and neither lists nor reads them', async () => {
    const [act, purge] = aclLines('vigil-admin') as [AclLine, AclLine];
    const who = { port: await serverWith(act, purge), user: 'vigil-admin' };
    expect(await refused(who, [...ACTIONS, ...PURGE])).toEqual([]);
    const others = ['SCAN 0', 'DBSIZE', 'TYPE a', ...NEVER];
    expect(await refused(who, others)).toEqual(others);
  });

  test('the user that analyses keys learns all about them, and no value', async () => {
    const [keys] = aclLines('vigil-keys') as [AclLine];
    const who = { port: await serverWith(keys), user: 'vigil-keys' };
    expect(await refused(who, ['PING', 'INFO', 'CLIENT SETNAME vigil', ...KEY_FACTS])).toEqual([]);
    const others = ['ROLE', ...PAGE.slice(1), ...CLUSTER, ...ACTIONS, 'UNLINK a', ...NEVER];
    expect(await refused(who, others)).toEqual(others);
  });

  test('the analysis of keys needs no more than its user may', async () => {
    const [keys] = aclLines('vigil-keys') as [AclLine];
    const port = await serverWith(keys);
    const filler = await openPlain(port);
    await sendAll(
      filler,
      Array.from({ length: 500 }, (_, n) => ['SET', `key:${n}`, 'x']),
    );
    filler.close();
    const { isWhole, result } = await analyseKeys({
      settings: keySettings(port, { analyse: asAnalyser('vigil-keys', README_PASSWORD) }),
      input: { pace: 'fast', keysPerSecond: 5_000, databases: null },
      ...{ signal: AbortSignal.timeout(10_000), meter: NO_METER, now: Date.now, by: 'ann', tell: () => undefined },
    });
    expect([isWhole, result.total.keys, result.databases[0]?.notPermitted]).toEqual([true, 500, 0]);
    expect(await deniedIn(port)).toEqual([]);
  });

  test('without any of them a Redis that wants no password refuses nothing: the refusals are those of the lines', async () => {
    const port = await serverWith();
    expect(await refused({ port, user: null }, [...POLL, ...PAGE, ...KEY_FACTS, 'GET a', 'KEYS *'])).toEqual([]);
  });

  test('are those of the demo, word by word', () => {
    const rights = (...lines: (AclLine | undefined)[]) =>
      lines.flatMap((line) => line?.filter((word) => !/^(vigil.*|on|>.*)$/.test(word)) ?? []);
    const [, page, cluster, oneKey] = aclLines(LOOKER);
    const [act, purge] = aclLines(COMMANDER);
    const [keys] = aclLines(ANALYST);
    expect(RIGHTS).toEqual({
      [LOOKER]: rights(page, oneKey).join(' '),
      [COMMANDER]: rights(act, purge).join(' '),
      [ANALYST]: rights(keys).join(' '),
    });
    expect(CLUSTER_RIGHTS).toBe(rights(cluster).join(' '));
  });
});

/** A Sentinel that knows of no master, with the users of these lines. */
async function sentinelWith(...lines: AclLine[]): Promise<number> {
  const [port = 0] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'vigil-sentinel-'));
  const file = join(folder, 'sentinel.conf');
  writeFileSync(file, `port ${port}\nbind 127.0.0.1\ndir ${JSON.stringify(folder)}\n`);
  const said: string[] = [];
  const child = await startChild(REDIS ?? '', [file, '--sentinel'], {
    ...{ cwd: folder, env: { NODE_ENV: 'test', PATH: process.env.PATH }, withUs: 'SIGKILL' as const },
    onLine: (line) => said.push(line),
  });
  open.push(
    () => rmSync(folder, { recursive: true }),
    () => child.stop(2_000),
  );
  await until('the Sentinel says that it runs', () => said.some((line) => line.includes('Sentinel ID is')), 10_000);
  const connection = openRedis(
    { host: '127.0.0.1', port, tls: null, user: null, password: null, name: 'test', maxBytes: 2 ** 20 },
    NO_METER,
  );
  await connection.ask(
    lines.map((line): RedisCommand => ['ACL', 'SETUSER', ...line]),
    AbortSignal.timeout(5_000),
  );
  connection.close();
  return port;
}

const WATCH = [
  ...['SENTINEL MASTERS', 'SENTINEL MASTER m', 'SENTINEL REPLICAS m', 'SENTINEL SENTINELS m', 'SENTINEL CKQUORUM m', 'SENTINEL MYID'],
];
const RULE = [
  ...['SENTINEL MONITOR m 127.0.0.1 1 1', 'SENTINEL REMOVE m', 'SENTINEL SET m quorum 1', 'SENTINEL RESET *', 'SENTINEL CONFIG SET a b'],
  ...['SENTINEL FLUSHCONFIG', 'SENTINEL SIMULATE-FAILURE help', 'ACL LIST', 'SHUTDOWN NOSAVE', 'SUBSCRIBE a', 'CLIENT KILL ID 99999'],
];

describe.skipIf(REDIS === null)('the users of the README, on a real Sentinel', () => {
  test('the one that looks may ask what it watches, and change nothing', async () => {
    const line = aclLines('vigil').at(-1) as AclLine;
    const who = { port: await sentinelWith(line), user: 'vigil' };
    expect(await refused(who, [...POLL, ...WATCH])).toEqual([]);
    const others = ['SENTINEL FAILOVER m', ...RULE];
    expect(await refused(who, others)).toEqual(others);
  });

  test('the one that acts may ask for a failover besides, and rule it no further', async () => {
    const line = aclLines('vigil-admin').at(-1) as AclLine;
    const who = { port: await sentinelWith(line), user: 'vigil-admin' };
    expect(await refused(who, [...POLL, ...WATCH, 'SENTINEL FAILOVER m'])).toEqual([]);
    expect(await refused(who, RULE)).toEqual(RULE);
  });
});
