import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Verdict } from '#lib/status.ts';

/** The built app as its own process, on a port that it keeps over a restart. */
export type Vigil = {
  url: string;
  port: number;
  /** Of the process that runs now: another one after a restart. */
  pid(): number;
  board(): Promise<Board>;
  freeze(): void;
  thaw(): void;
  /** Ends it without a farewell, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after kill. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type Board = { now: number; streams: number; probes: (ProbeRow & { asOfNow: Verdict })[] };

export type VigilNode = { group?: string; name: string; url: string; password?: string };

type Options = { nodes: VigilNode[]; intervalMs: number; timeoutMs: number };

const root = new URL('../../', import.meta.url).pathname;

/** Starts Vigil over some HAProxy addresses; each is asked as user "vigil" with its password, where it has one. */
export async function startVigil(options: Options): Promise<Vigil> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-e2e-'));
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  const file = join(folder, 'vigil.yaml');
  await writeFile(file, configText(port, options));
  const secrets = Object.fromEntries(options.nodes.map((node, i) => [`SECRET_${i}`, node.password ?? '']));
  const env: NodeJS.ProcessEnv = { ...process.env, ...secrets, NODE_ENV: 'production' };
  let child = await launch(file, env);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    pid: () => child.pid,
    board: async () => (await fetch(`${url}/live/v1/board`)).json() as Promise<Board>,
    freeze: () => child.signal('SIGSTOP'),
    thaw: () => child.signal('SIGCONT'),
    async kill() {
      child.signal('SIGKILL');
      await child.ended;
    },
    async restart() {
      child = await launch(file, env);
    },
    async stop() {
      await child.stop(8_000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(file: string, env: NodeJS.ProcessEnv) {
  const ready = Promise.withResolvers<void>();
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    if (line.includes('is listening on')) ready.resolve();
  };
  const child = await startChild(process.execPath, ['server.ts', '--config', file], { cwd: root, env, withUs: 'SIGKILL', onLine });
  await Promise.race([
    ready.promise,
    child.ended.then((how) => {
      throw new Error(`Vigil did not start, ${how}:\n${lines.join('\n')}`);
    }),
  ]);
  return child;
}

function configText(port: number, { nodes, intervalMs, timeoutMs }: Options): string {
  const groups = Map.groupBy(nodes, (node) => node.group ?? 'web');
  const lines = [...groups].flatMap(([group, members]) => [
    `    - name: ${group}`,
    '      nodes:',
    ...members.flatMap((node) => nodeLines(node, nodes.indexOf(node))),
  ]);
  return [
    `server: { host: 127.0.0.1, port: ${port}, environment: TEST }`,
    'haproxy:',
    `  interval: ${intervalMs}ms`,
    `  timeout: ${timeoutMs}ms`,
    '  groups:',
    ...lines,
    '',
  ].join('\n');
}

function nodeLines({ name, url, password }: VigilNode, i: number): string[] {
  const read = password === undefined ? [] : [`          read: { user: vigil, password: { env: SECRET_${i} } }`];
  return [`        - name: ${name}`, `          url: ${url}`, ...read];
}
