import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as ask, createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, type AccessSettings, openAccess } from '#lib/access/access.ts';
import { openPreferences } from '#lib/access/preferences.ts';
import { AccessNotes } from '#lib/act/access-notes.ts';
import { type Audit, openAudit } from '#lib/act/audit/audit.ts';
import { openMarksFile } from '#lib/act/marks-file.ts';
import { SeenLines } from '#lib/act/seen-lines.ts';
import { openIssueFiles } from '#lib/attention/issue-files.ts';
import { openStateFile } from '#lib/attention/state-file.ts';
import { createClock, machineTicks } from '#lib/clock.ts';
import { DeployDesk } from '#lib/deploys/desk.ts';
import { openFoundFile } from '#lib/discovery/found-file.ts';
import { type Engine, startEngine } from '#lib/engine.ts';
import { createArrivalReader } from '#lib/http/arrival.ts';
import { createHttpDoor } from '#lib/http/door.ts';
import { allowedHosts } from '#lib/http/guard.ts';
import { createRateLimits } from '#lib/http/rate-limits.ts';
import { openRunFiles } from '#lib/jobs/run-files.ts';
import type { Note } from '#lib/notes.ts';
import type { Estate } from '#lib/parts.ts';
import { keptCards } from '#lib/state/kept-cards.ts';
import { openTimerFile } from '#lib/timers/state-file.ts';
import { SOONEST_MS } from '#lib/timers.ts';
import { type FakeHistory, fakeHistory } from '#test/fakes/history.ts';
import { answers, hangs, type Pretended, pretendSystem } from '#test/poll/pretend-system.ts';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
export type Ask = { method?: string; headers?: Record<string, string>; body?: string };

export type NativeServer = {
  port: number;
  origin: string;
  engine: Engine;
  access: Access;
  audit: Audit;
  history: FakeHistory;
  pretended: Pretended;
  errors: unknown[];
  /** Where its audit and its sessions lie. */
  folder: string;
  /** The addresses that were passed on to be drawn as pages. */
  drawn: string[];
  /** Moves the clock by which sessions end. */
  passTime(ms: number): void;
  ask(path: string, how?: Ask): Promise<Answer>;
  /** Sends bytes as they are and gives what came back until the server closed. */
  send(text: string): Promise<string>;
  close(): Promise<void>;
};

type Options = {
  access?: Partial<AccessSettings>;
  estates?: Estate[];
  notes?: Note[];
  rateFactor?: number;
  trustedProxies?: string[];
  /** Puts what an earlier process left into the folder of what survives a restart. */
  prepare?(folder: string): Promise<void>;
  /** How near a timer may be due. */
  soonestMs?: number;
};

/** The machine of the pretended nodes: its name tells of their system. */
const HOST = { name: 'dead-rack', aliases: ['pretended'], tags: [] };

const SETTINGS: AccessSettings = { sessionMs: 3_600_000, anonymous: ['pretend'], isDemo: false, users: [], tokens: [] };

/** The whole door over a real socket, a real engine, real access and a real audit, put together as the process puts them. Anybody may view the pretended system, unless told otherwise. */
export async function startNativeServer(options: Options = {}): Promise<NativeServer> {
  const pretended = pretendSystem({ nodes: { lb1: answers, 'lb 2': answers, dead: hangs }, intervalMs: 300, timeoutMs: 200 });
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const folder = await mkdtemp(join(tmpdir(), 'vigil-http-'));
  const clock = createClock(machineTicks);
  let aheadMs = 0;
  const audit = await openAudit({ folder: join(folder, 'audit'), clock, onError });
  const sessionClock = { now: () => clock.now() + aheadMs };
  const access = await openAccess({ settings: { ...SETTINGS, ...options.access }, folder, clock: sessionClock, onError });
  const estates = [
    {
      system: pretended.system,
      groups: [{ name: 'web', title: 'Web', nodes: pretended.nodes.map((node) => ({ ...node, host: HOST.name })) }],
    },
    ...(options.estates ?? []),
  ];
  const attention = await openStateFile(folder, clock);
  await options.prepare?.(folder);
  const history = fakeHistory();
  const files = {
    attention,
    issues: await openIssueFiles(folder, clock),
    runFiles: await openRunFiles(folder, clock),
    discovered: await openFoundFile(folder, clock),
    timers: await openTimerFile(folder, clock),
    marks: await openMarksFile(folder, clock),
  };
  const preferences = await openPreferences(folder, clock, onError);
  const engine = startEngine({
    clock,
    ...{ history, boardEveryMs: 10_000, boot: randomUUID(), earlier: null },
    hosts: [HOST],
    estates,
    notes: options.notes ?? [],
    slots: 16,
    build: 'build-1',
    audit,
    attention,
    ...{ issues: files.issues, runFiles: files.runFiles, discovered: files.discovered },
    timers: { file: files.timers, lookUp: (who) => access.grantsOf(who), soonestMs: options.soonestMs ?? SOONEST_MS },
    onError,
  });
  const deploys = new DeployDesk({ history: engine.history, clock, systems: engine.sources });
  const notes = new AccessNotes(audit, onError);
  const drawn: string[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const door = createHttpDoor({
    services: {
      ...{ preferences, kept: () => keptCards({ engine, access, audit, preferences, files }) },
      engine,
      access,
      audit,
      notes,
      seen: new SeenLines(audit, clock),
      deploys,
      product: { version: '1.2.3', build: 'build-1', configFile: '/etc/vigil/vigil.yaml' },
    },
    pages: async (request, response) => {
      drawn.push(request.url ?? '');
      response.end('a page');
    },
    ...{ hosts: allowedHosts(port, 'https://vigil.example'), port, isDev: false },
    ...{
      arrival: createArrivalReader(options.trustedProxies ?? [], 'https://vigil.example'),
      limits: createRateLimits(options.rateFactor ?? 1_000),
    },
  });
  server.on('request', (request, response) => void door(request, response));
  return {
    ...{ port, origin: `http://127.0.0.1:${port}`, engine, access, audit, history, pretended, errors, folder, drawn },
    passTime: (ms) => {
      aheadMs += ms;
    },
    ask: (path, how = {}) => askOnce(port, path, how),
    send: (text) => sendRaw(port, text),
    async close() {
      await engine.stop();
      await notes.flush();
      await access.stop();
      await audit.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function askOnce(port: number, path: string, { method = 'GET', headers = {}, body = '' }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = ask({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      const end = (): void =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // A stream has no end of its own: its first event is enough.
        if (response.headers['content-type']?.startsWith('text/event-stream') && chunk.includes('\n\n')) {
          end();
          response.destroy();
        }
      });
      response.on('error', () => end());
      response.on('end', end);
    });
    request.on('error', reject);
    request.end(body);
  });
}

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
