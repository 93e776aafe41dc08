import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Child, startChild } from '../child.ts';
import { freePorts } from '../free-ports.ts';
import { nodesFiles } from './cluster.ts';
import { REDIS_GROUPS, type RedisGroup } from './layout.ts';
import { openResp, type Resp } from './resp.ts';
import { ANALYST, CLUSTER_RIGHTS, COMMANDER, LOOKER, RIGHTS } from './users.ts';

/** A real redis-server of the demo, and what a story can do to it. */
export type RedisServer = {
  group: string;
  name: string;
  port: number;
  pid: number;
  /** From now on it receives what it is sent, answers reads, and carries out no write for so long: its link stays up. */
  pauseWrites(ms: number): Promise<void>;
  kill(): Promise<void>;
  /** Resolves, in words, when it dies without having been told to. */
  died: Promise<string>;
};

/** `look` is what Vigil asks with, `admin` what it sends commands with, `keys` what it analyses keys with, `own` what the demo itself writes and reads with. */
export type RedisPasswords = { look: string; admin: string; keys: string; own: string };

const START_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 2_000;

/** Where redis-server is, or null. */
export function findRedis(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin'];
  const folder = folders.find((one) => one !== '' && existsSync(join(one, 'redis-server')));
  return folder === undefined ? null : join(folder, 'redis-server');
}

/** Starts every instance with its configuration in `folder`. `onStarted` is told of each at once, so that none is left behind when a later one cannot start. */
export async function startRedisServers(
  program: string,
  folder: string,
  passwords: RedisPasswords,
  onStarted: (server: RedisServer) => void,
): Promise<void> {
  for (const group of REDIS_GROUPS) {
    const ports = await freePorts(2 * group.instances.length);
    const doorsOf = new Map(
      group.instances.map(({ name }, index) => [name, { port: ports[2 * index] ?? 0, bus: ports[2 * index + 1] ?? 0 }]),
    );
    const known = group.isCluster ? nodesFiles(group.instances, doorsOf) : new Map<string, string>();
    for (const { name } of group.instances) {
      const home = join(folder, name);
      await mkdir(home, { mode: 0o700 });
      const file = join(home, 'redis.conf');
      await writeFile(file, redisConfig(group, name, { home, doorsOf, passwords }), { mode: 0o600 });
      await writeFile(join(home, 'nodes.conf'), known.get(name) ?? '', { mode: 0o600 });
      onStarted(await start(program, file, { group: group.name, name, home, port: doorsOf.get(name)?.port ?? 0, password: passwords.own }));
    }
  }
}

type Place = { home: string; doorsOf: ReadonlyMap<string, { port: number; bus: number }>; passwords: RedisPasswords };

function redisConfig({ instances, isCluster }: RedisGroup, name: string, { home, doorsOf, passwords }: Place): string {
  const own = instances.find((one) => one.name === name);
  const follows = own?.follows ?? null;
  return [
    `bind 127.0.0.1`,
    `port ${doorsOf.get(name)?.port ?? 0}`,
    `dir ${JSON.stringify(home)}`,
    'save ""',
    'appendonly no',
    'repl-diskless-sync-delay 0',
    'repl-backlog-size 4mb',
    ...(own?.limitBytes
      ? [`maxmemory ${own.limitBytes}`, `maxmemory-policy ${own.limitBytes < 2 ** 24 ? 'allkeys-lru' : 'noeviction'}`]
      : []),
    `user default on >${passwords.own} ~* &* +@all`,
    `user ${LOOKER} on >${passwords.look} ${RIGHTS[LOOKER]}${isCluster ? ` ${CLUSTER_RIGHTS}` : ''}`,
    `user ${COMMANDER} on >${passwords.admin} ${RIGHTS[COMMANDER]}`,
    `user ${ANALYST} on >${passwords.keys} ${RIGHTS[ANALYST]}`,
    // A master may follow another one day.
    `masterauth ${passwords.own}`,
    // Who follows whom in a cluster stands in its nodes.conf.
    ...(isCluster ? ['cluster-enabled yes', `cluster-port ${doorsOf.get(name)?.bus ?? 0}`, 'cluster-node-timeout 10000'] : []),
    ...(follows === null || isCluster ? [] : [`replicaof 127.0.0.1 ${doorsOf.get(follows)?.port ?? 0}`]),
    '',
  ].join('\n');
}

type Plan = { group: string; name: string; home: string; port: number; password: string };

async function start(program: string, file: string, { group, name, home, port, password }: Plan): Promise<RedisServer> {
  const said: string[] = [];
  const ready = Promise.withResolvers<void>();
  const child = await startChild(program, [file], {
    ...{ cwd: home, env: { NODE_ENV: 'production', PATH: process.env.PATH }, withUs: 'SIGKILL' },
    onLine: (line) => {
      if (said.length < 20) said.push(line);
      if (line.includes('Ready to accept connections')) ready.resolve();
    },
  });
  const server = asServer(child, { group, name, port, password });
  const late = setTimeout(() => ready.reject(new Error(`${name} is not ready: ${said.join('\n')}`)), START_TIMEOUT_MS);
  try {
    await Promise.race([ready.promise, child.ended.then((how) => Promise.reject(new Error(`${name}: ${how}: ${said.join('\n')}`)))]);
  } catch (error) {
    await server.kill();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return server;
}

function asServer(child: Child, { group, name, port, password }: Omit<Plan, 'home'>): RedisServer {
  let told = false;
  return {
    ...{ group, name, port, pid: child.pid },
    pauseWrites: (ms) => once(port, password, (resp) => resp.ask(['CLIENT', 'PAUSE', String(ms), 'WRITE'])),
    kill: () => {
      told = true;
      return child.stop(STOP_GRACE_MS);
    },
    died: new Promise((resolve) => void child.ended.then((how) => !told && resolve(`${name} died: ${how}`))),
  };
}

async function once(port: number, password: string, work: (resp: Resp) => Promise<void>): Promise<void> {
  const resp = openResp(port, password);
  try {
    await work(resp);
  } finally {
    resp.close();
  }
}
