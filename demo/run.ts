import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Child, startChild } from './child.ts';
import { type Estate, startEstate } from './estate.ts';
import { nextFreePort } from './free-ports.ts';
import { NODE_FLAGS } from './node-flags.ts';
import { STORY, startStory, withoutRedis } from './story.ts';
import { openDoor, openMarker } from './vigil-door.ts';
import { welcome } from './welcome.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DEFAULT_PORT = 8400;
const READY_TIMEOUT_MS = 60_000;
/** Longer than Vigil gives itself. */
const STOP_GRACE_MS = 9_000;

type Ends = (() => Promise<void>)[];

/** Starts the estate, then Vigil, then the story; waits until it is told to stop or a part dies; ends everything in the opposite order. */
async function run(stopAsked: Promise<string>): Promise<number> {
  const ends: Ends = [];
  try {
    const running = await start(ends, stopAsked);
    const why = running === null ? null : await Promise.race([running.died, stopAsked.then(() => null)]);
    console.log(why === null ? '\nStopping the demo.' : `\n${why} The demo stops.`);
    return why === null ? 0 : 1;
  } catch (error) {
    console.error(`The demo cannot run: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

/** Resolves when everything runs, and tells by `died` of a death later; with null when it was told to stop meanwhile. */
async function start(ends: Ends, stopAsked: Promise<string>): Promise<{ died: Promise<string> } | null> {
  const { values } = parseArgs({ options: { 'stand-in': { type: 'boolean', default: false } } });
  const port = await choosePort();
  const host = chooseHost();
  const folder = await mkdtemp(join(tmpdir(), 'vigil-demo-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const estate = await startEstate({
    folder,
    haproxy: values['stand-in'] ? 'stand-in' : 'auto',
    host,
    port,
    sql: true,
    elastic: true,
    exceptions: true,
  });
  ends.push(estate.stop);
  void estate.sql?.died.then((how) => say(`${how}. Nothing starts them again: Vigil has to say so of every instance.`));
  void estate.elastic?.died.then((how) => say(`${how}. Nothing starts them again: Vigil has to say so of every node.`));
  for (const { title, died } of estate.exceptions?.stores ?? [])
    void died?.then((how) => say(`The store of errors ${title} died: ${how}. Nothing starts it again: Vigil has to say so.`));
  const config = join(folder, 'vigil.yaml');
  await writeFile(config, estate.yaml, { mode: 0o600 });
  const product = await startVigil(config, estate, ends);
  const died = Promise.race([product.ended.then((how) => `Vigil died: ${how}.`), estate.died.then((how) => `${how}.`)]);
  const first = await Promise.race([product.ready, died, stopAsked.then(() => null), delay(READY_TIMEOUT_MS, SLOW, { ref: false })]);
  if (first === null) return null;
  if (first !== READY) throw new Error(first);
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const story = estate.redis.length === 0 ? withoutRedis(STORY) : STORY;
  console.log(welcome({ estate, story, address, config }));
  const stage = { ...estate, vigil: openDoor(address, estate.deployToken), marker: openMarker(address, estate.markToken) };
  const playing = startStory({ story, stage, say, pause });
  ends.push(playing.stop);
  return { died };
}

const READY = 'ready';
const SLOW = `Vigil did not say that it listens within ${READY_TIMEOUT_MS / 1000} s.`;

async function startVigil(config: string, estate: Estate, ends: Ends): Promise<{ ready: Promise<string>; ended: Child['ended'] }> {
  const { VIGIL_PORT: _, ...inherited } = process.env;
  let isReady = (): void => {};
  const ready = new Promise<string>((resolve) => {
    isReady = () => resolve(READY);
  });
  const onLine = (line: string): void => {
    console.log(`vigil  ${line}`);
    if (line.startsWith('Vigil is listening on ')) isReady();
  };
  const env = { ...inherited, ...estate.env, NODE_ENV: 'production' as const };
  const args = [...NODE_FLAGS, join(ROOT, 'server.ts'), '--config', config];
  const product = await startChild(process.execPath, args, { cwd: ROOT, env, withUs: 'SIGTERM', onLine });
  ends.push(() => product.stop(STOP_GRACE_MS));
  return { ready, ended: product.ended };
}

async function choosePort(): Promise<number> {
  const told = process.env.VIGIL_PORT ?? '';
  const wanted = told === '' ? DEFAULT_PORT : Number(told);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) throw new Error(`VIGIL_PORT is "${told}", which is not a port number`);
  const port = await nextFreePort(wanted);
  if (port !== wanted) console.log(`Port ${wanted} is taken; the demo uses ${port}.`);
  return port;
}

/** This machine alone can reach the demo, whose passwords everybody knows, unless VIGIL_HOST names an address of it that others reach too. */
function chooseHost(): string {
  const told = process.env.VIGIL_HOST ?? '';
  if (told === '') return '127.0.0.1';
  if (isIP(told) === 0 || ['0.0.0.0', '::'].includes(told))
    throw new Error(`VIGIL_HOST is "${told}": name one address of this machine, by which browsers reach it`);
  return told;
}

/** In UTC, as Vigil tells the time. */
function say(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}

/** Ctrl-C, a polite kill, a closed terminal, or the end of the script that started us. */
function untilAsked(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    process.on('disconnect', () => resolve('disconnect'));
  });
}

process.exit(await run(untilAsked()));
