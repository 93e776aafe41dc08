import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import next from 'next';
import { findConfig, noConfigText } from './config/find.ts';
import { loadConfig } from './config/load.ts';
import { formatProblems } from './config/problems.ts';
import type { Config } from './config/schema.ts';
import { type Engine, startEngine } from './lib/engine.ts';
import { formatClock } from './lib/format/time.ts';
import { allowedHosts, checkHost, setSafeHeaders } from './lib/http/guard.ts';
import { answerNative, answerProblem, isNative } from './lib/http/routes.ts';
import type { Transition } from './lib/judge/judge.ts';
import { sourceId } from './lib/reading.ts';
import { systems } from './lib/systems/index.ts';

type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A proxy in front keeps its connections open longer than this server would close them; a minute is above the usual settings. */
const KEEP_ALIVE_MS = 65_000;
const STOP_WITHIN_MS = 8_000;

const flags = readFlags();
const config = await readConfig();
const build = await readBuild();
// Pages are bundled apart and share no module state with this file; this object is the one way to them. app/engine.ts reads it.
Object.assign(globalThis, { [Symbol.for('vigil')]: { environment: config.server.environment } });

const server = createServer();
server.keepAliveTimeout = KEEP_ALIVE_MS;
const app = next({ dev: flags.dev, hostname: config.server.host, port: config.server.port, httpServer: server });
await app.prepare();
const pages = app.getRequestHandler();
const estates = systems.map((system) => ({ system, groups: config.systems[system.name] ?? [] })).filter(({ groups }) => groups.length > 0);
const engine = startEngine({ estates, slots: config.poller.slots, build, onError: logBug });
engine.judge.onTransition(logTransition);
listen(server, config, engine, pages);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
process.on('unhandledRejection', logBug);

function readFlags(): { dev: boolean } {
  try {
    return parseArgs({ options: { config: { type: 'string' }, dev: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : error}\nVigil takes --config FILE, and --dev to work on its pages.`, 2);
  }
}

async function readConfig(): Promise<Config> {
  const place = findConfig(process.argv.slice(2), process.env, process.cwd());
  if (!place.found) return refuse(noConfigText(place.looked), 2);
  const loaded = await loadConfig(place.file, process.env);
  return loaded.ok ? loaded.config : refuse(`Vigil does not start with this configuration:\n${formatProblems(loaded.problems)}`, 1);
}

function refuse(words: string, code: number): never {
  console.error(words);
  process.exit(code);
}

async function readBuild(): Promise<string> {
  if (flags.dev) return 'dev';
  try {
    return (await readFile(new URL('./.next/BUILD_ID', import.meta.url), 'utf8')).trim();
  } catch {
    return refuse('Vigil\'s pages are not built yet: run "npm run build" first, or "npm run dev" to work on them.', 1);
  }
}

function listen(server: Server, { server: { host, port, publicUrl } }: Config, engine: Engine, pages: Pages): void {
  const hosts = allowedHosts(port, publicUrl);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    setSafeHeaders(response);
    checkHost(request, hosts);
    await (isNative(request.url ?? '/') ? answerNative(engine, hosts, request, response) : pages(request, response));
  };
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => answerProblem(response, error));
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const words = error.code === 'EADDRINUSE' ? `port ${port} is taken: end the other process or set server.port` : error.message;
    refuse(`Vigil cannot listen on ${host}:${port}: ${words}`, 1);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  server.listen(port, host, () => console.log(`Vigil is listening on http://${name}:${port}`));
}

function logTransition({ source, from, to }: Transition): void {
  console.log(`${formatClock(engine.clock.now())} ${sourceId(source)}: ${from?.status ?? 'new'} → ${to.status}: ${to.reason}`);
}

function logBug(error: unknown): void {
  console.error("Vigil's own error, please report it:", error);
}

let isStopping = false;

/** Ends the polls, the streams and the pages in this order, and the process with them. A second signal ends it at once. */
async function stop(signal: string): Promise<void> {
  if (isStopping) process.exit(1);
  isStopping = true;
  console.log(`Vigil stops (${signal})`);
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await engine.stop();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  await app.close();
  process.exit(0);
}
