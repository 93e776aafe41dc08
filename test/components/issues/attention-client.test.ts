import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ATTENTION_CLIENT } from '#components/issues/attention-client.ts';
import { NOW } from '../estate.ts';
import { acknowledgement, closedIssue, planned } from './made-up.ts';

type Heard = { method: string | undefined; path: string | undefined; body: string };

let server: Server;
let heard: Heard[];
let answer: { status: number; body: unknown };

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ method: request.method, path: request.url, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const real = fetch;
  // In a browser a path is enough; here it needs the host that the page would come from.
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const PLANNING = { target: { is: 'host', host: 'web02' }, startAt: NOW, endAt: NOW + 1, reason: 'why' } as const;
const CLOSED = { closed: [closedIssue()], watchedSince: NOW - 1, gaps: [], now: NOW };

type Case = { name: string; ask(): Promise<unknown>; heard: Omit<Heard, 'body'> & { body?: object }; good: object; value: unknown };

const post = (path: string, body: object) => ({ method: 'POST', path, body });

const CASES: Case[] = [
  {
    name: 'reads what is closed',
    ask: () => ATTENTION_CLIENT.readClosed(),
    ...{ heard: { method: 'GET', path: '/live/v1/issues/closed' }, good: CLOSED, value: CLOSED },
  },
  {
    name: 'acknowledges',
    ask: () => ATTENTION_CLIENT.acknowledge({ key: 'k', text: 't', until: NOW }),
    heard: post('/live/v1/issues/acknowledge', { key: 'k', text: 't', until: NOW }),
    ...{ good: { acknowledgement: acknowledgement() }, value: acknowledgement() },
  },
  {
    name: 'withdraws',
    ask: () => ATTENTION_CLIENT.withdraw('k'),
    ...{ heard: post('/live/v1/issues/withdraw', { key: 'k' }), good: { withdrawn: 'k' }, value: 'k' },
  },
  {
    name: 'plans',
    ask: () => ATTENTION_CLIENT.plan(PLANNING),
    ...{ heard: post('/live/v1/maintenance/plan', PLANNING), good: { maintenance: planned() }, value: planned() },
  },
  {
    name: 'ends',
    ask: () => ATTENTION_CLIENT.end('m1'),
    ...{ heard: post('/live/v1/maintenance/end', { id: 'm1' }), good: { ended: 'm1' }, value: 'm1' },
  },
];

test.each(CASES)('$name', async ({ ask, heard: { method, path, body }, good, value }) => {
  answer = { status: 200, body: good };
  expect(await ask()).toEqual({ ok: true, value });
  expect(heard).toEqual([{ method, path, body: body ? JSON.stringify(body) : '' }]);
});

test.each(CASES)('$name: a refusal keeps its words', async ({ ask }) => {
  answer = { status: 403, body: { error: { id: 'k3f9', message: 'needs the right to act on haproxy' } } };
  expect(await ask()).toEqual({ ok: false, message: 'needs the right to act on haproxy (error k3f9)' });
});

test.each(CASES)('$name: a success that is something else is none', async ({ ask }) => {
  answer = { status: 200, body: { ok: true } };
  expect(await ask()).toMatchObject({ ok: false });
});
