import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Child, startChild } from '../child.ts';
import { type BalancerPlan, haproxyConfig, type RuntimeSockets, STATS_URI } from './config.ts';
import type { Layout, ServerState } from './layout.ts';

/** One balancer of the demo, real or stand-in, and what a story or a test can do to it. */
export type Balancer = {
  name: string;
  /** Its statistics page. */
  url: string;
  /** Paths of unix sockets. */
  sockets: RuntimeSockets;
  /** The process of a real one; a stand-in has none. */
  pid: number | null;
  /** From now on it accepts connections and answers nothing. */
  hang(): void;
  resume(): void;
  /** Has it read its configuration again, which forgets what was set at run time. Resolves when the new process answers; rejects where it has no master to do it. */
  reload(): Promise<void>;
  /** Ends it, as a crash would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Takes a server out or puts it back. Rejects when the balancer refuses or does not answer within 2 s. */
  setState(backend: string, server: string, state: ServerState): Promise<void>;
  /** Resolves, in words, when it dies without having been told to. */
  died: Promise<string>;
};

const START_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 2_000;
const COMMAND_TIMEOUT_MS = 2_000;
const RELOAD_TIMEOUT_MS = 5_000;

/** What a socket file may add to the path of its folder: HAProxy binds a path of 97 bytes at most. */
const LONGEST_FOLDER = 97 - '/ny-lb05-admin.sock'.length;

/** Where the sockets of a balancer are. Throws where the folder lies too deep for a unix socket. */
export function socketsIn(folder: string, name: string): RuntimeSockets {
  if (Buffer.byteLength(folder) > LONGEST_FOLDER)
    throw new Error(`the path ${folder} is too long for a unix socket: set TMPDIR to a shorter one, such as /tmp`);
  return { look: join(folder, `${name}.sock`), admin: join(folder, `${name}-admin.sock`) };
}

/** Where the haproxy program is, or null. It lies in /usr/sbin on Debian, which an ordinary user's PATH leaves out. */
export function findHaproxy(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  const folder = folders.find((one) => one !== '' && existsSync(join(one, 'haproxy')));
  return folder === undefined ? null : join(folder, 'haproxy');
}

/** Starts one real HAProxy with its configuration in `folder`, and resolves when its statistics page answers. Rejects with HAProxy's own words. */
export async function startHaproxy(program: string, folder: string, layout: Layout, plan: BalancerPlan): Promise<Balancer> {
  const file = join(folder, `${plan.name}.cfg`);
  await writeFile(file, haproxyConfig(layout, plan), { mode: 0o600 });
  const said: string[] = [];
  const onLine = (line: string): void => void (said.length < 20 && said.push(line));
  const env = { NODE_ENV: 'production', PATH: process.env.PATH } as const;
  const child = await startChild(program, [plan.hasMaster ? '-W' : '-db', '-q', '-f', file], {
    ...{ cwd: folder, env, onLine, withWorkers: plan.hasMaster },
    // A master passes SIGTERM on to its workers, which SIGKILL would leave behind.
    withUs: plan.hasMaster ? 'SIGTERM' : 'SIGKILL',
  });
  const balancer = asBalancer(child, plan);
  try {
    await untilAnswers(child, balancer.url, () => said.join('\n'));
    for (const { backend, server } of drained(layout)) await balancer.setState(backend, server, 'drain');
  } catch (error) {
    await balancer.kill();
    throw error;
  }
  return balancer;
}

function asBalancer(child: Child, plan: BalancerPlan): Balancer {
  let told = false;
  return {
    name: plan.name,
    url: `http://127.0.0.1:${plan.statsPort}${STATS_URI}`,
    sockets: plan.sockets,
    pid: child.pid,
    hang: () => child.signal('SIGSTOP'),
    resume: () => child.signal('SIGCONT'),
    reload: () => reload(child, plan),
    kill: () => {
      told = true;
      return child.stop(STOP_GRACE_MS);
    },
    setState: (backend, server, state) => command(plan.sockets.admin, `set server ${backend}/${server} state ${state}`),
    died: new Promise((resolve) => void child.ended.then((how) => !told && resolve(`${plan.name} died: ${how}`))),
  };
}

/** As `systemctl reload haproxy` does: the master starts a new worker, and the old one ends what it has begun. */
async function reload(child: Child, { name, hasMaster, sockets }: BalancerPlan): Promise<void> {
  if (!hasMaster) throw new Error(`${name} runs without a master, so that it cannot be reloaded`);
  const before = await workerOf(sockets.admin);
  process.kill(child.pid, 'SIGUSR2');
  const deadline = Date.now() + RELOAD_TIMEOUT_MS;
  // Between the two workers nobody may listen for a moment.
  while ((await workerOf(sockets.admin).catch(() => before)) === before) {
    if (Date.now() > deadline) throw new Error(`${name} has no new process ${RELOAD_TIMEOUT_MS / 1000} s after it was told to reload`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function workerOf(socketPath: string): Promise<string> {
  const pid = /^Pid: (\d+)$/m.exec(await ask(socketPath, 'show info'))?.[1];
  if (pid === undefined) throw new Error('"show info" tells no pid');
  return pid;
}

/** The servers that are drained from the start. */
function drained(layout: Layout): { backend: string; server: string }[] {
  return layout.backends.flatMap(({ name, servers }) =>
    servers.filter(({ start }) => start === 'drain').map((server) => ({ backend: name, server: server.name })),
  );
}

async function untilAnswers(child: Child, url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.isRunning()) {
    const left = deadline - Date.now();
    if (left <= 0) throw new Error(`HAProxy did not answer on ${url} within ${START_TIMEOUT_MS / 1000} s. ${said()}`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(left) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`HAProxy did not start: ${await child.ended}. ${said()}`);
}

/** One command to the admin socket. One that was taken answers with an empty line; any text is an error (HAProxy management.txt 9.3). */
async function command(socketPath: string, line: string): Promise<void> {
  const answer = (await ask(socketPath, line)).trim();
  if (answer !== '') throw new Error(`"${line}" was refused: ${answer}`);
}

function ask(socketPath: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    let answer = '';
    socket.setEncoding('latin1').setTimeout(COMMAND_TIMEOUT_MS, () => socket.destroy(new Error(`no answer to "${line}"`)));
    socket.on('connect', () => socket.write(`${line}\n`));
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
