import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { NO_METER } from '#lib/io/meter.ts';
import { analyseKeys } from '#lib/systems/redis/keys/analysis.ts';
import type { KeyAnalysis, KeyAnalysisInput } from '#lib/systems/redis/keys/model.ts';
import { keySettings, openPlain, sendAll } from '#test/live/key-filler.ts';
import { REDIS, type RedisProcess, startRedis } from '#test/live/redis-process.ts';
import { percentile } from './figures.ts';

const KEYS = 1_000_000;
const ROUNDS = 3;
const IDLE_MS = 6_000;
const PACED_MS = 12_000;
const PACED_KEYS_PER_SECOND = 5_000;

type Pinger = { take(): Promise<number[]>; stop(): Promise<unknown> };

/**
 * Vigil's analysis with four facts a key beside redis-cli --memkeys and --bigkeys on the same Redis with a million keys, in alternating rounds, while somebody else sends PINGs;
 * then held to 5,000 keys a second, beside rounds in which nobody reads keys.
 */
export async function benchRedisKeys(): Promise<void> {
  if (REDIS === null) return;
  const redis = await startRedis();
  const pinger = startPinger(redis.port);
  try {
    const filler = await openPlain(redis.port);
    await sendAll(filler, millionKeys());
    filler.close();
    console.log(`${KEYS} keys of five types, ${(Number(await infoField(redis, 'memory', 'used_memory')) / 1e6).toFixed(0)} MB`);
    const speeds: Speeds[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      await measure(`idle ${round}`, { redis, pinger }, () => pause(IDLE_MS).then(() => 0));
      const bigkeys = await measure(`redis-cli --bigkeys ${round}`, { redis, pinger }, () => runCli(redis.port, '--bigkeys'));
      const memkeys = await measure(`redis-cli --memkeys ${round}`, { redis, pinger }, () => runCli(redis.port, '--memkeys'));
      const vigil = await measure(`Vigil, as fast as it answers ${round}`, { redis, pinger }, () => runVigil(redis.port, 'fast'));
      speeds.push({ bigkeys, memkeys, vigil });
    }
    printRatios(speeds);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await measure(`idle ${ROUNDS + round}`, { redis, pinger }, () => pause(PACED_MS).then(() => 0));
      await measure(`Vigil, ${PACED_KEYS_PER_SECOND} keys/s ${round}`, { redis, pinger }, () => runVigil(redis.port, 'paced', PACED_MS));
    }
  } finally {
    await pinger.stop();
    await redis.stop();
  }
}

function* millionKeys(): Generator<string[]> {
  for (let n = 0; n < KEYS / 5; n += 1) {
    yield ['SET', `session:${n.toString(16).padStart(32, '0')}`, 'x'.repeat(n % 200), 'EX', '7200'];
    yield ['HSET', `user:${n}`, 'name', `user ${n}`, 'mail', `user${n}@example.net`];
    yield ['RPUSH', `queue:${n}:items`, 'a', 'b', 'c'];
    yield ['SADD', `tags:${n}`, '1', '2', '3'];
    yield ['ZADD', `board:${n}`, '1', 'a', '2', 'b'];
  }
}

/** Keys a second in one round. */
type Speeds = { bigkeys: number; memkeys: number; vigil: number };

/** Of one round to itself: what else the machine does changes from one to the next. */
function printRatios(speeds: readonly Speeds[]): void {
  for (const other of ['memkeys', 'bigkeys'] as const) {
    const ratios = speeds.map((round) => round.vigil / round[other]);
    const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
    console.log(`Vigil against redis-cli --${other}: ${percentile(ratios, 0.5).toFixed(2)} times as many keys a second (${each})`);
  }
}

/** Runs it once, prints what it cost, and gives its keys a second; `run` gives how many keys it read. */
async function measure(
  name: string,
  { redis, pinger }: { redis: RedisProcess; pinger: Pinger },
  run: () => Promise<number>,
): Promise<number> {
  await pinger.take();
  const [cpu, own, began] = [await processorSeconds(redis), process.threadCpuUsage(), performance.now()];
  const keys = await run();
  const seconds = (performance.now() - began) / 1_000;
  const used = process.threadCpuUsage(own);
  const redisMicros = ((await processorSeconds(redis)) - cpu) * 1e6;
  const pings = await pinger.take();
  const each = (micros: number): string => (keys === 0 ? '' : `${(micros / keys).toFixed(1)} µs/key`);
  console.log(
    [
      name.padEnd(34),
      keys === 0 ? ''.padStart(14) : `${Math.round(keys / seconds).toLocaleString('en-US')} keys/s`.padStart(14),
      `redis ${each(redisMicros)}`.padEnd(18),
      `node ${name.startsWith('Vigil') ? each(used.user + used.system) : ''}`.padEnd(16),
      `PING p50 ${percentile(pings, 0.5).toFixed(2)} ms, p99 ${percentile(pings, 0.99).toFixed(2)} ms`,
    ].join('  '),
  );
  return keys / seconds;
}

async function runVigil(port: number, pace: KeyAnalysisInput['pace'], forMs?: number): Promise<number> {
  const signal = forMs === undefined ? new AbortController().signal : AbortSignal.timeout(forMs);
  const input = { pace, keysPerSecond: PACED_KEYS_PER_SECOND, databases: null };
  const tell = (): void => undefined;
  const { result } = await analyseKeys({ settings: keySettings(port), input, signal, meter: NO_METER, now: Date.now, by: 'ann', tell });
  return readKeys(result);
}

function readKeys({ databases }: KeyAnalysis): number {
  return databases.reduce((sum, { counted }) => sum + counted, 0);
}

async function runCli(port: number, how: string): Promise<number> {
  const cli = join(dirname(REDIS ?? ''), 'redis-cli');
  const child = spawn(cli, ['-p', String(port), how], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`redis-cli ${how} ended with ${code}`);
  return KEYS;
}

function startPinger(port: number): Pinger {
  const worker = new Worker(new URL('redis-pinger.ts', import.meta.url), { workerData: port });
  return {
    async take() {
      worker.postMessage('take');
      const [pings] = await once(worker, 'message');
      return pings;
    },
    stop: () => worker.terminate(),
  };
}

async function processorSeconds(redis: RedisProcess): Promise<number> {
  return Number(await infoField(redis, 'cpu', 'used_cpu_user')) + Number(await infoField(redis, 'cpu', 'used_cpu_sys'));
}

async function infoField(redis: RedisProcess, section: string, field: string): Promise<string> {
  const said = String(await redis.command('INFO', section));
  return new RegExp(`^${field}:(.*)$`, 'm').exec(said)?.[1]?.trim() ?? '';
}
