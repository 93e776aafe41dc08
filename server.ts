import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import next from 'next';
import { absentSystems } from './config/absent.ts';
import { findConfig, noConfigText } from './config/find.ts';
import { loadConfig } from './config/load.ts';
import { formatProblems } from './config/problems.ts';
import type { Config } from './config/schema.ts';
import { openAccess } from './lib/access/access.ts';
import { openPreferences } from './lib/access/preferences.ts';
import { AccessNotes } from './lib/act/access-notes.ts';
import { type Audit, openAudit } from './lib/act/audit/audit.ts';
import { AuditError } from './lib/act/audit/error.ts';
import { keepMarks } from './lib/act/mark-keeping.ts';
import { openMarksFile } from './lib/act/marks-file.ts';
import { SeenLines } from './lib/act/seen-lines.ts';
import { openIssueFiles } from './lib/attention/issue-files.ts';
import { AttentionProblem } from './lib/attention/problem.ts';
import { openStateFile } from './lib/attention/state-file.ts';
import { type Clock, createClock, machineTicks } from './lib/clock.ts';
import { DeployDesk } from './lib/deploys/desk.ts';
import { openFoundFile } from './lib/discovery/found-file.ts';
import { startEngine } from './lib/engine.ts';
import { formatClock } from './lib/format/time.ts';
import { createArrivalReader } from './lib/http/arrival.ts';
import { createBridge } from './lib/http/bridge.ts';
import { createHttpDoor } from './lib/http/door.ts';
import { allowedHosts } from './lib/http/guard.ts';
import { createRateLimits } from './lib/http/rate-limits.ts';
import type { Services } from './lib/http/route.ts';
import { openRunFiles } from './lib/jobs/run-files.ts';
import type { Transition } from './lib/judge/judge.ts';
import { estateOf } from './lib/parts.ts';
import { sourceId } from './lib/reading.ts';
import { readEarlier } from './lib/recording.ts';
import { isOfFileSystem } from './lib/state/draft-file.ts';
import { openHistory } from './lib/state/history/open.ts';
import { HistoryProblem } from './lib/state/history/problem.ts';
import { switchedOff } from './lib/state/history/switched-off.ts';
import { type HeldFolder, holdFolder } from './lib/state/hold-folder.ts';
import { keptCards } from './lib/state/kept-cards.ts';
import { systems } from './lib/systems/index.ts';
import type { LookUp } from './lib/timers/give-order.ts';
import { TimerProblem } from './lib/timers/problem.ts';
import { openTimerFile } from './lib/timers/state-file.ts';

/** A proxy in front keeps its connections open longer than this server would close them; a minute is above the usual settings. */
const KEEP_ALIVE_MS = 65_000;
const STOP_WITHIN_MS = 8_000;

// Readings live for seconds, so that what is old is mostly garbage: it is collected at 1.6 times of what is in use instead of up to 4 times. Measured with a thousand
// instances: 70 MB less, and 0.03 cores.
setFlagsFromString('--heap-growing-percent=60');
const flags = readFlags();
const config = await readConfig();
const build = await readBuild();
const version = await readVersion();
const stateFolder = await holdState(config.state.folder);
// next-auth tells by the forwarded headers, which our own server sets, under which name it was called; this variable would overrule them.
Object.assign(process.env, { AUTH_TRUST_HOST: 'true' });
Reflect.deleteProperty(process.env, 'NEXTAUTH_URL');

/** Ends the writing of what survives a restart. */
let stopKeeping: () => Promise<unknown> = async () => undefined;
const server = createServer();
server.keepAliveTimeout = KEEP_ALIVE_MS;
const app = next({ dev: flags.dev, hostname: config.server.host, port: config.server.port, httpServer: server });
await app.prepare();
const services = await startServices(config);
leaveBridge(config, services);
listen(server, config, services);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
process.on('SIGHUP', () => void replaceAccess());
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

async function readVersion(): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(new URL('./package.json', import.meta.url), 'utf8'));
  return version;
}

/** Two Vigils would write over what the other one keeps. One that can keep nothing is better than none. */
async function holdState(folder: string): Promise<HeldFolder> {
  const held = await holdFolder(folder).catch((error: Error) => refuse(error.message, 1));
  if (held.trouble !== null) console.error(held.trouble);
  return held;
}

/** Opens the audit and the access, and starts the engine. A state folder that cannot be written costs the actions, and not the board. */
async function startServices({ systems: configured, hosts, notes, poller, state, access: settings }: Config): Promise<Services> {
  const clock = createClock(machineTicks);
  const audit = await openAudit({ folder: join(state.folder, 'audit'), clock, onError: logBug }).catch((error: Error) =>
    refuse(error.message, 1),
  );
  const trouble = audit.trouble();
  if (trouble !== null) console.error(`No action is possible until the audit can be written: ${trouble}`);
  logAuditHead(audit);
  const access = await openAccess({ settings, folder: state.folder, clock, onError: logBug });
  const estates = systems
    .map((system) => estateOf(system, configured[system.name] ?? [], state.folder))
    .filter(({ groups }) => groups.length > 0);
  const files = await openFiles(state.folder, clock);
  const { history, ...recorded } = await openRecorded(state, clock);
  const timers = { file: files.timers, lookUp: (who: Parameters<LookUp>[0]) => access.grantsOf(who) };
  const kept = { ...files, timers, history, ...recorded };
  const engine = startEngine({ clock, estates, hosts, notes, slots: poller.slots, build, audit, ...kept, onError: logBug });
  engine.judge.onTransition((transition) => logTransition(transition, clock.now()));
  const marks = await keepMarks({ door: engine.actions, file: files.marks, audit, clock, onError: logBug });
  const preferences = await openPreferences(state.folder, clock, logBug);
  const deploys = new DeployDesk({ history: engine.history, clock, systems: engine.sources });
  const product = { version, build, configFile: config.file };
  stopKeeping = () => Promise.all([marks.stop(), access.stop(), preferences.stop()]);
  return {
    engine,
    access,
    audit,
    notes: new AccessNotes(audit, logBug),
    seen: new SeenLines(audit, clock),
    deploys,
    preferences,
    kept: () => keptCards({ engine, access, audit, preferences, files }),
    product,
  };
}

/** Opens what survives a restart, a file each, and says what of it could not be believed. */
async function openFiles(folder: string, clock: Clock) {
  const attention = await openStateFile(folder, clock);
  const timers = await openTimerFile(folder, clock);
  const discovered = await openFoundFile(folder, clock);
  const issues = await openIssueFiles(folder, clock);
  const marks = await openMarksFile(folder, clock);
  const runFiles = await openRunFiles(folder, clock);
  for (const { setAside } of [attention, timers, discovered, issues.open, issues.closed, marks])
    if (setAside !== null) console.error(setAside);
  for (const words of runFiles.setAside) console.error(words);
  return { attention, timers, discovered, issues, marks, runFiles };
}

/** Opens the history of this run, and reads what was so before it. Without a folder that can be written it says so, and everything is shown all the same. */
async function openRecorded({ folder, history: limits }: Config['state'], clock: Clock) {
  const boot = randomUUID();
  const history = limits === null ? switchedOff() : await openHistory({ folder, clock, limits, boot, onError: logBug });
  return { history, boot, boardEveryMs: limits?.boardEveryMs ?? 0, earlier: await readEarlier(history, logBug) };
}

/** Pages are bundled apart and share no module state with this file; this object is the one way to them. app/engine.ts reads it. */
function leaveBridge(config: Config, { access, notes, preferences, engine: { systems } }: Services): void {
  const { environment, port } = config.server;
  const { secret, sessionMs } = config.access;
  const absent = absentSystems(config);
  const bridge = createBridge({
    access,
    notes,
    preferences,
    systems,
    absent,
    environment,
    build,
    secret: secret.reveal(),
    sessionMs,
    port,
  });
  Object.assign(globalThis, { [Symbol.for('vigil')]: bridge });
}

function listen(server: Server, { server: { host, port, publicUrl, trustedProxies } }: Config, services: Services): void {
  const door = createHttpDoor({
    ...{ services, pages: app.getRequestHandler(), hosts: allowedHosts(port, publicUrl), port, isDev: flags.dev },
    ...{ arrival: createArrivalReader(trustedProxies, publicUrl), limits: createRateLimits() },
  });
  server.on('request', (request, response) => void door(request, response));
  server.on('error', (error: NodeJS.ErrnoException) => {
    const words = error.code === 'EADDRINUSE' ? `port ${port} is taken: end the other process or set server.port` : error.message;
    refuse(`Vigil cannot listen on ${host}:${port}: ${words}`, 1);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  server.listen(port, host, () => console.log(`Vigil is listening on http://${name}:${port}`));
}

/** SIGHUP: takes users, tokens and anonymous access from the configuration again, and nothing else of it. */
async function replaceAccess(): Promise<void> {
  const loaded = await loadConfig(config.file, process.env);
  if (!loaded.ok) {
    console.error(`Who may do what stays as it was, because the configuration has problems:\n${formatProblems(loaded.problems)}`);
    return;
  }
  services.access.replace(loaded.config.access);
  console.log('Who may do what was read again from the configuration; everything else in it counts from the next start.');
}

/** The end of the chain, outside of its folder: that the newest lines were cut off can be seen by nothing else. */
function logAuditHead(audit: Audit): void {
  const head = audit.head();
  if (head) console.log(`The audit ends with record ${head.seq}, hash ${head.hash}`);
}

function logTransition({ source, from, to }: Transition, now: number): void {
  console.log(`${formatClock(now)} ${sourceId(source)}: ${from?.status ?? 'new'} → ${to.status}: ${to.reason}`);
}

function logBug(error: unknown): void {
  const isTrouble = error instanceof HistoryProblem && error.kind !== 'failed';
  const isKnown = [AuditError, AttentionProblem, TimerProblem].some((kind) => error instanceof kind);
  if (error instanceof Error && (isTrouble || isKnown || isOfFileSystem(error))) console.error(error.message);
  else console.error("Vigil's own error, please report it:", error);
}

let isStopping = false;

/** Ends the polls, the streams and the pages in this order, and the process with them. A second signal ends it at once. */
async function stop(signal: string): Promise<void> {
  if (isStopping) process.exit(1);
  isStopping = true;
  console.log(`Vigil stops (${signal})`);
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await services.engine.stop();
  await services.notes.flush();
  await Promise.all([services.engine.history.close(), stopKeeping()]);
  logAuditHead(services.audit);
  await services.audit.close();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  await app.close();
  await stateFolder.release();
  process.exit(0);
}
