import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, startChild } from '../child.ts';
import { freePorts } from '../free-ports.ts';
import type { RedisGroup } from './layout.ts';
import type { RedisPasswords, RedisServer } from './servers.ts';
import { LOOKER } from './users.ts';

/** A real Sentinel of the demo, which watches the master of its group under the name of the group. */
export type SentinelServer = Pick<RedisServer, 'group' | 'name' | 'port' | 'pid' | 'kill' | 'died'>;

const START_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 2_000;

/** What Vigil's user may at a Sentinel: what README.md lists. */
const RIGHTS =
  'resetkeys resetchannels -@all +ping +info +hello +client|setname +sentinel|master +sentinel|sentinels +sentinel|replicas +sentinel|ckquorum +sentinel|myid';

type Plan = { program: string; folder: string; passwords: RedisPasswords; servers: readonly RedisServer[] };

/** Starts the Sentinels of a group whose servers run. `onStarted` is told of each at once. */
export async function startSentinels(group: RedisGroup, plan: Plan, onStarted: (server: SentinelServer) => void): Promise<void> {
  const names = group.sentinels ?? [];
  const ports = await freePorts(names.length);
  const master = group.instances.find(({ follows }) => follows === null);
  const watched = plan.servers.find((server) => server.group === group.name && server.name === master?.name);
  if (!watched) return;
  for (const [index, name] of names.entries()) {
    const port = ports[index] ?? 0;
    const home = join(plan.folder, name);
    await mkdir(home, { mode: 0o700 });
    const file = join(home, 'sentinel.conf');
    await writeFile(file, sentinelConfig(group.name, { port, home, master: watched.port, passwords: plan.passwords }), { mode: 0o600 });
    onStarted(await start(plan.program, { file, home, name, port, group: group.name }));
  }
}

type Place = { port: number; home: string; master: number; passwords: RedisPasswords };

function sentinelConfig(set: string, { port, home, master, passwords }: Place): string {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${JSON.stringify(home)}`,
    `user default on >${passwords.own} ~* &* +@all`,
    `user ${LOOKER} on >${passwords.look} ${RIGHTS}`,
    `sentinel sentinel-pass ${passwords.own}`,
    `sentinel monitor ${set} 127.0.0.1 ${master} 2`,
    `sentinel auth-pass ${set} ${passwords.own}`,
    // A laptop that is busy with other things is no failed master.
    `sentinel down-after-milliseconds ${set} 10000`,
    '',
  ].join('\n');
}

async function start(
  program: string,
  { file, home, name, port, group }: { file: string; home: string; name: string; port: number; group: string },
): Promise<SentinelServer> {
  const said: string[] = [];
  const ready = Promise.withResolvers<void>();
  const child = await startChild(program, [file, '--sentinel'], {
    ...{ cwd: home, env: { NODE_ENV: 'production', PATH: process.env.PATH }, withUs: 'SIGKILL' },
    onLine: (line) => {
      if (said.length < 20) said.push(line);
      if (line.includes('Sentinel ID is')) ready.resolve();
    },
  });
  const late = setTimeout(() => ready.reject(new Error(`${name} is not ready: ${said.join('\n')}`)), START_TIMEOUT_MS);
  try {
    await Promise.race([ready.promise, child.ended.then((how) => Promise.reject(new Error(`${name}: ${how}: ${said.join('\n')}`)))]);
  } catch (error) {
    await child.stop(STOP_GRACE_MS);
    throw error;
  } finally {
    clearTimeout(late);
  }
  return asServer(child, { group, name, port });
}

function asServer(child: Child, of: { group: string; name: string; port: number }): SentinelServer {
  let told = false;
  return {
    ...{ ...of, pid: child.pid },
    kill: () => {
      told = true;
      return child.stop(STOP_GRACE_MS);
    },
    died: new Promise((resolve) => void child.ended.then((how) => !told && resolve(`${of.name} died: ${how}`))),
  };
}
