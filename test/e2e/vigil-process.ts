import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { NODE_FLAGS } from '#demo/node-flags.ts';
import { hashPassword } from '#lib/access/password.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Verdict } from '#lib/status.ts';

/** The built app as its own process, on a port that it keeps over a restart. */
export type Vigil = {
  url: string;
  port: number;
  /** Of the process that runs now: another one after a restart. */
  pid(): number;
  /** Of the process that runs now, what it has printed. */
  lines(): readonly string[];
  /** Where its configuration and its state lie. */
  folder: string;
  board(): Promise<Board>;
  freeze(): void;
  thaw(): void;
  /** Ends it without a farewell, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after kill, from another tree of the app where one is given. */
  restart(tree?: string): Promise<void>;
  stop(): Promise<void>;
};

export type Board = { now: number; streams: number; probes: (ProbeRow & { asOfNow: Verdict })[] };

/** `password` is that of the user "vigil", who reads; `act` who changes servers. Each node is a machine of its own where `host` names none. */
export type VigilNode = {
  group?: string;
  name: string;
  host?: string;
  url: string;
  password?: string;
  act?: { user: string; password: string };
  notes?: string;
};

/** Somebody who can sign in; `rights` are lines of the configuration, as "role: admin". */
export type VigilUser = { name: string; password: string; rights: string };

/** Without users anybody may view haproxy, as long as `anonymous` does not say otherwise. `access` holds more lines of that section. */
type Options = {
  nodes: VigilNode[];
  intervalMs: number;
  timeoutMs: number;
  users?: VigilUser[];
  anonymous?: string[];
  access?: string[];
  /** More sections of the configuration; haproxy has one where there are nodes. */
  sections?: string[];
  /** What people wrote at the system and at its groups, by their names. */
  notes?: { system?: string; groups?: Record<string, string> };
};

const SECRET = 'a secret of the tests, longer than thirty-two characters';

const root = new URL('../../', import.meta.url).pathname;

/** Starts Vigil over some HAProxy addresses; each is asked as user "vigil" with its password, where it has one. */
export async function startVigil(options: Options): Promise<Vigil> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-e2e-'));
  const file = join(folder, 'vigil.yaml');
  const secrets = Object.fromEntries(
    options.nodes.flatMap((node, i) => [
      [`SECRET_${i}`, node.password ?? ''],
      [`ACT_${i}`, node.act?.password ?? ''],
    ]),
  );
  const env: NodeJS.ProcessEnv = { ...process.env, ...secrets, VIGIL_SECRET: SECRET, NODE_ENV: 'production' };
  const [port, first] = await launchOnFreePort(file, env, options);
  let child = first;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    folder,
    pid: () => child.pid,
    lines: () => child.lines,
    board: async () => (await fetch(`${url}/live/v1/board`)).json() as Promise<Board>,
    freeze: () => child.signal('SIGSTOP'),
    thaw: () => child.signal('SIGCONT'),
    async kill() {
      child.signal('SIGKILL');
      await child.ended;
    },
    async restart(tree = root) {
      child = await launch(file, env, tree);
    },
    async stop() {
      await child.stop(8_000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that was free when it was looked for may be taken by a test beside this one: then another is looked for. */
async function launchOnFreePort(file: string, env: NodeJS.ProcessEnv, options: Options, tries = 3): Promise<[number, Child]> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  await writeFile(file, await configText(port, options));
  try {
    return [port, await launch(file, env, root)];
  } catch (error) {
    if (tries === 1 || !(error instanceof Error && error.message.includes(`port ${port} is taken`))) throw error;
    return launchOnFreePort(file, env, options, tries - 1);
  }
}

type Child = Awaited<ReturnType<typeof launch>>;

async function launch(file: string, env: NodeJS.ProcessEnv, tree: string) {
  const ready = Promise.withResolvers<void>();
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    if (line.includes('is listening on')) ready.resolve();
  };
  const child = await startChild(process.execPath, [...NODE_FLAGS, 'server.ts', '--config', file], {
    cwd: tree,
    env,
    withUs: 'SIGKILL',
    onLine,
  });
  await Promise.race([
    ready.promise,
    child.ended.then((how) => {
      throw new Error(`Vigil did not start, ${how}:\n${lines.join('\n')}`);
    }),
  ]);
  return { ...child, lines };
}

async function configText(port: number, options: Options): Promise<string> {
  const { nodes, intervalMs, timeoutMs, notes = {} } = options;
  const groups = Map.groupBy(nodes, (node) => node.group ?? 'web');
  const lines = [...groups].flatMap(([group, members]) => [
    `    - name: ${group}`,
    ...noteLines('      ', notes.groups?.[group]),
    '      nodes:',
    ...members.flatMap((node) => nodeLines(node, nodes.indexOf(node))),
  ]);
  return [
    `server: { host: 127.0.0.1, port: ${port}, environment: TEST }`,
    ...(await accessLines(options)),
    ...(options.sections ?? []),
    ...(nodes.length === 0 ? [] : ['haproxy:', `  interval: ${intervalMs}ms`, `  timeout: ${timeoutMs}ms`]),
    ...(nodes.length === 0 ? [] : [...noteLines('  ', notes.system), '  groups:', ...lines]),
    '',
  ].join('\n');
}

async function accessLines({ users = [], anonymous = users.length === 0 ? ['haproxy'] : [], access = [] }: Options): Promise<string[]> {
  const lines = [
    'access:',
    '  secret: { env: VIGIL_SECRET }',
    `  anonymous: [${anonymous.join(', ')}]`,
    ...access.map((line) => `  ${line}`),
  ];
  if (users.length > 0) lines.push('  users:');
  for (const { name, password, rights } of users)
    lines.push(`    - name: ${name}`, `      passwordHash: ${await hashPassword(password)}`, `      ${rights}`);
  return lines;
}

// A text of JSON is one of YAML too.
function noteLines(indent: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`${indent}notes: ${JSON.stringify(text)}`];
}

function nodeLines({ name, host = name, url, password, act, notes }: VigilNode, i: number): string[] {
  const read = password === undefined ? [] : [`          read: { user: vigil, password: { env: SECRET_${i} } }`];
  const acting = act === undefined ? [] : [`          act: { user: ${act.user}, password: { env: ACT_${i} } }`];
  return [
    `        - name: ${name}`,
    `          url: ${url}`,
    `          host: ${host}`,
    ...read,
    ...acting,
    ...noteLines('          ', notes),
  ];
}
