import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Child, startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openRedis, type RedisCommand } from '#lib/io/redis.ts';
import type { RedisReply } from '#lib/io/redis-replies.ts';
import { until } from '#test/fakes/until.ts';

/** Where redis-server is, or null. The reason is printed once, so that nobody takes a skipped test for a passed one. */
export const REDIS = findRedis();
if (REDIS === null) console.warn('skipped: no redis-server program in PATH, so nothing is tested against a real one');

/** A real redis-server on a free loopback port. */
export type RedisProcess = {
  port: number;
  /** Where it keeps its files. */
  folder: string;
  /** Asked as the default user, by `password` where one is set. */
  command(...command: RedisCommand): Promise<RedisReply>;
  signal(name: NodeJS.Signals): void;
  isRunning(): boolean;
  stop(): Promise<void>;
};

/** `args` as on the command line: ['--maxclients', '1']. `file` is what its configuration file holds, where it is to have one. With `tls` it listens with TLS alone. */
export type RedisOptions = {
  args?: readonly string[];
  password?: string;
  replicaOf?: number;
  file?: string;
  tls?: { cert: string; key: string };
  sentinel?: readonly string[];
};

const GRACE_MS = 2_000;

/** A Sentinel of its own file, which it rewrites as it learns; `watches` is the port of the master of the set "main". */
export async function startSentinel(watches: number, quorum = 2): Promise<RedisProcess> {
  const lines = [
    `sentinel monitor main 127.0.0.1 ${watches} ${quorum}`,
    'sentinel down-after-milliseconds main 1000',
    'sentinel failover-timeout main 3000',
  ];
  return startRedis({ sentinel: lines });
}

/** Starts a redis-server without persistence and waits until it answers. Throws with its own words when it does not start. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisProcess> {
  if (REDIS === null) throw new Error('no redis-server program');
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  const folder = mkdtempSync(join(tmpdir(), 'vigil-redis-'));
  const said: string[] = [];
  const args = options.sentinel ? sentinelArgs(port, folder, options.sentinel) : argsOf(port, folder, options);
  const child = await startChild(REDIS, args, {
    cwd: folder,
    env: { NODE_ENV: 'test', PATH: process.env.PATH },
    withUs: 'SIGKILL',
    onLine: (line) => said.push(line),
  });
  const running = asProcess(child, { folder, port, options });
  try {
    await until('Redis says that it is ready', () => isReady(running, said), 10_000);
  } catch (error) {
    await running.stop();
    throw new Error(`Redis did not start: ${said.join('\n')}`, { cause: error });
  }
  return running;
}

function isReady(running: RedisProcess, said: readonly string[]): boolean {
  if (!running.isRunning()) throw new Error('it has ended');
  return said.some((line) => /Ready to accept connections|Sentinel ID is/.test(line));
}

function argsOf(port: number, folder: string, { args = [], password, replicaOf, file, tls }: RedisOptions): string[] {
  const own = join(folder, 'redis.conf');
  if (file !== undefined) writeFileSync(own, file);
  return [
    ...(file === undefined ? [] : [own]),
    ...['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', '--repl-diskless-sync-delay', '0'],
    ...(tls === undefined ? ['--port', String(port)] : ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no']),
    ...(tls === undefined ? [] : ['--tls-cert-file', tls.cert, '--tls-key-file', tls.key]),
    ...(password === undefined ? [] : ['--requirepass', password]),
    ...(replicaOf === undefined ? [] : ['--replicaof', '127.0.0.1', String(replicaOf)]),
    ...args,
  ];
}

function sentinelArgs(port: number, folder: string, lines: readonly string[]): string[] {
  const file = join(folder, 'sentinel.conf');
  writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, ...lines, ''].join('\n'));
  return [file, '--sentinel'];
}

function asProcess(child: Child, { folder, port, options }: { folder: string; port: number; options: RedisOptions }): RedisProcess {
  return {
    port,
    folder,
    async command(...command) {
      const trust = options.tls === undefined ? null : { ca: null, verify: false };
      const access = { host: '127.0.0.1', port, tls: trust, user: null, password: options.password ?? null, name: 'test' };
      const connection = openRedis({ ...access, maxBytes: 2 ** 20 }, NO_METER);
      try {
        const [reply] = await connection.ask([command], AbortSignal.timeout(5_000));
        return reply ?? null;
      } finally {
        connection.close();
      }
    },
    signal: (name) => child.signal(name),
    isRunning: () => child.isRunning(),
    async stop() {
      await child.stop(GRACE_MS);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findRedis(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin'];
  const folder = folders.find((one) => one !== '' && existsSync(join(one, 'redis-server')));
  return folder === undefined ? null : join(folder, 'redis-server');
}
