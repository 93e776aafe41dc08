import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ACTION_CLIENT } from '#components/actions/action-client.ts';
import type { Performing } from '#lib/act/outcome.ts';

const PREVIEW = { title: 't', button: 'b', summary: 's', friction: 'click', hash: 'h', notes: [], steps: [], leftOut: [] };
const PERFORMING: Performing = {
  id: 'a1',
  order: { system: 'haproxy', action: 'drain', input: {} },
  hash: 'h',
  typed: null,
  reason: null,
  until: null,
};

let server: Server;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(response));
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

const says = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

test.each<[string, (response: ServerResponse) => void, object]>([
  ['an outcome', says(200, { id: 'a1', title: 't', result: 'confirmed', words: 'w', steps: [], leftOut: [] }), { is: 'ended' }],
  [
    'a change, with its preview',
    says(409, { error: { id: 'k3f9', message: 'lb2 is stale', code: 'changed', preview: PREVIEW } }),
    { is: 'changed', previewed: PREVIEW },
  ],
  ['another conflict', says(409, { error: { id: 'k3f9', message: 'busy' } }), { is: 'turned away', message: 'busy (error k3f9)' }],
  ['a missing right', says(403, { error: { id: 'k3f9', message: 'no' } }), { is: 'turned away', message: 'no (error k3f9)' }],
  ['a lock', says(423, { error: { id: 'k3f9', message: 'locked' } }), { is: 'turned away' }],
  ['an audit that cannot be written', says(503, { error: { id: 'k3f9', message: 'no audit' } }), { is: 'turned away' }],
  ["Vigil's own failure", says(500, { error: { id: 'k3f9', message: 'own failure' } }), { is: 'unanswered' }],
  ['a proxy in between', says(502, '<html>bad gateway</html>'), { is: 'unanswered' }],
  ['a success that is no outcome', says(200, { ok: true }), { is: 'unanswered' }],
  ['a connection cut', (response) => response.destroy(), { is: 'unanswered' }],
])('performing, %s is told apart', async (_name, said, expected) => {
  answer = said;
  expect(await ACTION_CLIENT.perform(PERFORMING)).toMatchObject(expected);
});

test('what may have been sent says so, and where to look', async () => {
  answer = (response) => response.destroy();
  const performed = await ACTION_CLIENT.perform(PERFORMING);
  expect(performed).toMatchObject({ message: expect.stringContaining('Sent to Vigil, no answer: look at the audit.') });
});

test.each<[string, (response: ServerResponse) => void, object]>([
  ['a preview', says(200, PREVIEW), { ok: true, value: PREVIEW }],
  [
    'a refusal in its words',
    says(400, { error: { id: 'k3f9', message: 'no such server' } }),
    { ok: false, message: 'no such server (error k3f9)' },
  ],
  ['something else', says(200, { title: 't' }), { ok: false }],
  ['a connection cut', (response) => response.destroy(), { ok: false, message: expect.stringContaining('Vigil did not answer') }],
])('previewing gives %s and never throws', async (_name, said, expected) => {
  answer = said;
  expect(await ACTION_CLIENT.preview(PERFORMING.order)).toMatchObject(expected);
});
