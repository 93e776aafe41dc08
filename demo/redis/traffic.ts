import { wave } from '../haproxy/wave.ts';
import { ownerOf } from './cluster.ts';
import { furniture } from './furniture.ts';
import { type Instance, REDIS_GROUPS, type RedisGroup } from './layout.ts';
import { openResp, type Resp } from './resp.ts';
import type { RedisServer } from './servers.ts';

const TICK_MS = 250;
const VALUE = 'x'.repeat(700);
/** How long a key lives. */
const LIFE_SECONDS = 900;
/** Every so many ticks somebody waits for work, so that the blocked clients are not always none. */
const WAIT_EVERY = 40;
/** The group whose keys are of many kinds. */
const FURNISHED = 'sessions';

type Line = { group: RedisGroup; masters: readonly Resp[]; replica: Resp | null };

/** Writes to every master and reads from it and its replica, a trickle that rises and falls like a day. Gives the way to stop it. */
export function startRedisTraffic(servers: readonly RedisServer[], password: string): () => void {
  const lines = REDIS_GROUPS.flatMap((group) => lineOf(group, servers, password) ?? []);
  for (const { group, masters } of lines) if (group.name === FURNISHED) masters[0]?.send(furniture());
  const startedAt = performance.now();
  let ticks = 0;
  const timer = setInterval(() => {
    const part = wave((performance.now() - startedAt) / 1_000) * 2 * (TICK_MS / 1_000);
    ticks += 1;
    for (const line of lines) visit(line, part, ticks);
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    for (const { masters, replica } of lines) for (const one of [...masters, replica]) one?.close();
  };
}

function lineOf(group: RedisGroup, servers: readonly RedisServer[], password: string): Line | null {
  const open = (instances: readonly Instance[]): Resp[] =>
    instances.flatMap(({ name }) => servers.find((server) => server.name === name) ?? []).map(({ port }) => openResp(port, password));
  const masters = open(group.instances.filter(({ follows }) => follows === null));
  // A replica in a cluster sends whoever reads from it to its master.
  const [first] = group.isCluster ? [] : group.instances.filter(({ follows }) => follows !== null);
  const [replica = null] = first ? open([first]) : [];
  return masters.length === 0 ? null : { group, masters, replica };
}

function visit(line: Line, part: number, ticks: number): void {
  const { group, masters, replica } = line;
  const keys = (perSecond: number): string[] =>
    Array.from({ length: Math.round(perSecond * part) }, () => `${group.name}:${Math.floor(Math.random() * group.keys)}`);
  const reads = keys(group.readsPerSecond).map((key): Command => ['GET', key]);
  const own = replica === null ? reads : reads.slice(0, reads.length / 2);
  sendTo(line, [...keys(group.writesPerSecond).map((key) => writeOf(group, key)), ...own]);
  replica?.send(reads.slice(own.length));
  if (ticks % WAIT_EVERY === 0 && !group.isCluster) masters[0]?.send([['BLPOP', `${group.name}:jobs`, '1']]);
}

type Command = [name: string, key: string, ...rest: string[]];

function writeOf({ isCluster }: RedisGroup, key: string): Command {
  return isCluster ? ['INCR', key] : ['SET', key, VALUE, 'EX', String(LIFE_SECONDS)];
}

/** Each command to the master that has its key. */
function sendTo({ masters }: Line, commands: readonly Command[]): void {
  for (const [index, own] of Map.groupBy(commands, ([, key]) => ownerOf(key, masters.length))) masters[index]?.send(own);
}
