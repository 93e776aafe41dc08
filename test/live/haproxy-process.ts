import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Child, startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { findHaproxy } from '#demo/haproxy/balancer.ts';
import { until } from '#test/fakes/until.ts';

/** Where HAProxy is, or null. The reason is printed once, so that nobody takes a skipped test for a passed one. */
export const HAPROXY = findHaproxy();
if (HAPROXY === null) console.warn('skipped: no haproxy program in PATH or /usr/sbin, so nothing is tested against a real one');

/** A real HAProxy with its statistics page on a free loopback port. */
export type HaproxyProcess = {
  pid: number;
  statsPort: number;
  url: string;
  /** Its runtime API by level, as `socket:` and `actSocket:` are written. */
  sockets: Record<'user' | 'operator' | 'admin', string>;
  /** One line to the admin socket of its worker; gives what it says. */
  command(line: string): Promise<string>;
  signal(name: NodeJS.Signals): void;
  isRunning(): boolean;
  stop(): Promise<void>;
};

/** `proxies` is the configuration besides global, defaults and the statistics page. `statsPort` joins another process on its port. */
export type HaproxyOptions = { proxies: string; statsPort?: number; mode?: 'single' | 'master'; auth?: string; stats?: string };

const GRACE_MS = 2_000;

/** Starts HAProxy and waits until its admin socket answers. Throws with its own words when it does not start. */
export async function startHaproxy(options: HaproxyOptions): Promise<HaproxyProcess> {
  if (HAPROXY === null) throw new Error('no haproxy program');
  const folder = mkdtempSync(join(tmpdir(), 'vigil-haproxy-'));
  const statsPort = options.statsPort ?? (await freePorts(1))[0];
  if (statsPort === undefined) throw new Error('no free port');
  const socket = join(folder, 'admin.sock');
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configOf({ ...options, statsPort }, socket));
  const said: string[] = [];
  const isMaster = options.mode === 'master';
  const child = await startChild(HAPROXY, [isMaster ? '-W' : '-db', '-f', file], {
    cwd: folder,
    env: { NODE_ENV: 'test', PATH: process.env.PATH },
    // A master passes SIGTERM on to its workers, which SIGKILL would leave behind.
    withUs: isMaster ? 'SIGTERM' : 'SIGKILL',
    onLine: (line) => said.push(line),
  });
  const running = asProcess(child, { folder, socket, statsPort });
  await untilReady(running, said);
  return running;
}

function asProcess(child: Child, place: { folder: string; socket: string; statsPort: number }): HaproxyProcess {
  return {
    pid: child.pid,
    statsPort: place.statsPort,
    url: `http://127.0.0.1:${place.statsPort}/haproxy`,
    sockets: { user: join(place.folder, 'user.sock'), operator: join(place.folder, 'operator.sock'), admin: place.socket },
    command: (line) => command(place.socket, line),
    signal: (name) => child.signal(name),
    isRunning: () => child.isRunning(),
    async stop() {
      await child.stop(GRACE_MS);
      rmSync(place.folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(running: HaproxyProcess, said: readonly string[]): Promise<void> {
  const isReady = async () => {
    if (!running.isRunning()) throw new Error('it has ended');
    return (await running.command('show info').catch(() => '')).includes('Uptime_sec');
  };
  try {
    await until('HAProxy answers on its admin socket', isReady, 10_000);
  } catch (error) {
    await running.stop();
    throw new Error(`HAProxy did not start: ${said.join('\n')}`, { cause: error });
  }
}

function configOf({ proxies, statsPort, auth, stats = '' }: HaproxyOptions, socket: string): string {
  return `global
  maxconn 2000
  stats socket ${socket} mode 600 level admin
  stats socket ${join(dirname(socket), 'operator.sock')} mode 600 level operator
  stats socket ${join(dirname(socket), 'user.sock')} mode 600 level user
  stats timeout 30s
  hard-stop-after 5s
  max-spread-checks 50ms
defaults
  mode http
  timeout connect 1s
  timeout client 5m
  timeout server 5m
  timeout check 500ms
frontend statistics
  bind 127.0.0.1:${statsPort}
  stats enable
  stats uri /haproxy
  ${auth ? `stats auth ${auth}` : ''}
  ${stats}
${proxies}
`;
}

/** One command to the runtime API, which closes after its answer (HAProxy management.txt 9.3). */
function command(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const chunks: Buffer[] = [];
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer to ${line}`)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('connect', () => socket.write(`${line}\n`));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1').trim()));
  });
}
