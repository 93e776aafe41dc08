import { wave } from '../haproxy/wave.ts';
import { REDIS_GROUPS, type RedisGroup } from './layout.ts';
import { openResp, type Resp } from './resp.ts';
import type { RedisServer } from './servers.ts';

const TICK_MS = 250;
const VALUE = 'x'.repeat(700);
/** How long a key lives. */
const LIFE_SECONDS = 900;
/** Every so many ticks somebody waits for work, so that the blocked clients are not always none. */
const WAIT_EVERY = 40;

type Line = { group: RedisGroup; master: Resp; replica: Resp | null };

/** Writes to every master and reads from it and its replica, a trickle that rises and falls like a day. Gives the way to stop it. */
export function startRedisTraffic(servers: readonly RedisServer[], password: string): () => void {
  const lines = REDIS_GROUPS.flatMap((group) => lineOf(group, servers, password) ?? []);
  const startedAt = performance.now();
  let ticks = 0;
  const timer = setInterval(() => {
    const part = wave((performance.now() - startedAt) / 1_000) * 2 * (TICK_MS / 1_000);
    ticks += 1;
    for (const line of lines) visit(line, part, ticks);
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    for (const { master, replica } of lines) {
      master.close();
      replica?.close();
    }
  };
}

function lineOf(group: RedisGroup, servers: readonly RedisServer[], password: string): Line | null {
  const open = (isMaster: boolean): Resp | null => {
    const instance = group.instances.find(({ follows }) => (follows === null) === isMaster);
    const server = servers.find(({ name }) => name === instance?.name);
    return server ? openResp(server.port, password) : null;
  };
  const master = open(true);
  return master ? { group, master, replica: open(false) } : null;
}

function visit({ group, master, replica }: Line, part: number, ticks: number): void {
  const key = (): string => `${group.name}:${Math.floor(Math.random() * group.keys)}`;
  const writes = Array.from({ length: Math.round(group.writesPerSecond * part) }, () => ['SET', key(), VALUE, 'EX', String(LIFE_SECONDS)]);
  const reads = Array.from({ length: Math.round(group.readsPerSecond * part) }, () => ['GET', key()]);
  master.send([...writes, ...reads.slice(0, reads.length / 2)]);
  replica?.send(reads.slice(reads.length / 2));
  if (ticks % WAIT_EVERY === 0) master.send([['BLPOP', `${group.name}:jobs`, '1']]);
}
