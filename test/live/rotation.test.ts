import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import type { Grants } from '#lib/access/rights.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import { until } from '#test/fakes/until.ts';
import { HAPROXY } from './haproxy-process.ts';
import { type HeldServer, startHeldServer } from './held-server.ts';
import { LBS, openPair, type Pair, type PairOptions } from './pair.ts';

/** What docs/rotation.md promises to scripts. */

const ACT: Grants = { all: [], systems: { haproxy: ['view', 'act'] } };
const VIEW: Grants = { all: [], systems: { haproxy: ['view'] } };
const TOKENS = { act: `vigil_${'a'.repeat(43)}`, view: `vigil_${'v'.repeat(43)}`, old: `vigil_${'o'.repeat(43)}` };

type Answer = { status: number; body: { error?: { code?: string; message: string }; [key: string]: unknown } };
type Opened = {
  pair: Pair;
  web: HeldServer;
  ask(path: string, body?: object, token?: keyof typeof TOKENS): Promise<Answer>;
  hold(name: (typeof LBS)[number]): Promise<void>;
};

const open: Opened[] = [];
afterEach(async () => {
  for (const { pair, web } of open.splice(0)) {
    const ended = await pair.end();
    await web.close();
    expect(ended).toEqual({ faults: [], errors: [], unwritten: [] });
  }
});

/** A pair with two servers, web03 and web04, each with a public port on which /hold lasts on web03. */
async function start(more: Partial<PairOptions> = {}): Promise<Opened> {
  const web = await startHeldServer();
  const ports = await freePorts(LBS.length);
  const portOf = (name: (typeof LBS)[number]) => ports[LBS.indexOf(name)];
  const servers = ['web03', 'web04'].map((name) => `  server ${name} 127.0.0.1:${web.port} check\n`).join('');
  const backend = `backend be_web\n  option httpchk GET /\n  default-server inter 100ms rise 2 fall 2\n  use-server web03 if { path /hold }\n${servers}`;
  const pair = await openPair({
    proxies: (name) => `frontend public\n  bind 127.0.0.1:${portOf(name)}\n  default_backend be_web\n${backend}`,
    ...more,
    access: {
      tokens: [
        { name: 'deploy', hash: tokenHashOf(TOKENS.act), grants: ACT },
        { name: 'reader', hash: tokenHashOf(TOKENS.view), grants: VIEW },
        { name: 'old', hash: tokenHashOf(TOKENS.old), grants: ACT },
      ],
    },
  });
  const opened: Opened = {
    ...{ pair, web },
    async ask(path, body, token = 'act') {
      const headers = { authorization: `Bearer ${TOKENS[token]}`, ...(body ? { 'content-type': 'application/json' } : {}) };
      const how = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
      const answer = await pair.vigil.ask(`/api/v1/rotation${path}`, how);
      return { status: answer.status, body: JSON.parse(answer.body) };
    },
    async hold(name) {
      const before = web.held();
      void fetch(`http://127.0.0.1:${portOf(name)}/hold`).catch(() => undefined);
      await until('the session is there', () => web.held() > before);
    },
  };
  open.push(opened);
  await until('it serves', async () => (await opened.ask('?server=web03')).body.answer === 'in rotation');
  return opened;
}

describe.skipIf(HAPROXY === null)('the rotation API, over two real HAProxies', () => {
  test('a wait for empty ends when the last session has, and not before', async () => {
    const { pair, web, ask, hold } = await start();
    await hold('lb2');
    expect(await ask('/drain', { server: 'web03', reason: 'deploy 4711' })).toMatchObject({ status: 200, body: { result: 'confirmed' } });
    expect(await ask('?server=web03')).toMatchObject({ status: 200, body: { answer: 'out of rotation', isEmpty: false, sessions: 1 } });
    let hasEnded = false;
    const begun = pair.gates.lb2.readings();
    const waiting = ask('/wait?server=web03&until=empty&timeout=600').finally(() => {
      hasEnded = true;
    });
    await until('it was read often enough', () => pair.gates.lb2.readings() > begun + 3, 10_000);
    expect(hasEnded).toBe(false);
    web.release();
    expect(await waiting).toMatchObject({ status: 200, body: { reached: true, isEmpty: true, sessions: 0 } });
    expect((await pair.rows())[0]).toMatchObject({ by: { is: 'token', name: 'deploy' }, action: 'drain', reason: 'deploy 4711' });
  });

  test('a wait that is over before says what is left and where', async () => {
    const { ask, hold } = await start();
    await hold('lb2');
    await ask('/drain', { server: 'web03' });
    expect(await ask('/wait?server=web03&until=empty&timeout=1')).toMatchObject({
      status: 504,
      body: {
        error: {
          code: 'not reached',
          reached: false,
          isEmpty: false,
          message: expect.stringMatching(/^web03 is not empty after 1s: .*be_web on lb2: DRAIN, 1 session, 1 used connection/),
        },
      },
    });
    expect(await ask('/wait?server=web03&until=out&timeout=1')).toMatchObject({ status: 200 });
  });

  test('a wait is answered by readings made after it was asked, and by no older one', async () => {
    const { pair, ask } = await start({ timing: { interval: '6s', timeout: '5s' } });
    await ask('/drain', { server: 'web03' });
    expect(await ask('/wait?server=web03&until=empty&timeout=1')).toMatchObject({ status: 200 });
    const hold = pair.gates.lb2.hold('reading');
    await until('nothing is read of it', hold.isReached);
    expect(await ask('/wait?server=web03&until=empty&timeout=1')).toMatchObject({
      status: 504,
      body: { error: { answer: 'unknown', isEmpty: null, unread: [{ node: 'lb2' }] } },
    });
    hold.release();
    expect(await ask('/wait?server=web03&until=empty&timeout=5')).toMatchObject({ status: 200 });
  });

  test('while an instance is unread, nothing is known, and nothing is sent unless that is agreed to', async () => {
    const { pair, ask } = await start();
    await ask('/drain', { server: 'web03' });
    await pair.kill('lb2');
    await pair.untilRead(['lb1']);
    expect(await ask('?server=web03')).toMatchObject({
      status: 200,
      body: { answer: 'unknown', isEmpty: null, unread: [{ node: 'lb2', why: expect.stringMatching(/./) }] },
    });
    expect(await ask('/wait?server=web03&until=empty&timeout=1')).toMatchObject({
      status: 504,
      body: { error: { isEmpty: null, message: expect.stringMatching(/lb2: /) } },
    });
    const before = pair.sent();
    expect(await ask('/return', { server: 'web03' })).toMatchObject({
      status: 409,
      body: { error: { code: 'partial', message: expect.stringMatching(/lb2/) } },
    });
    expect(pair.sent()).toEqual(before);
    expect(await ask('/return', { server: 'web03', partial: true })).toMatchObject({
      status: 502,
      body: { error: { code: 'partial', outcome: { steps: [{ node: 'lb1', isConfirmed: true }], leftOut: [{ node: 'lb2' }] } } },
    });
    await pair.restart('lb2');
    await pair.untilRead();
    expect(await ask('/wait?server=web03&until=in-service&timeout=30')).toMatchObject({ status: 200, body: { answer: 'in rotation' } });
  });

  test('the last server of a backend goes out only by its name', async () => {
    const { pair, ask } = await start();
    await ask('/drain', { server: 'web03' });
    const refused = await ask('/drain', { server: 'web04' });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: { code: 'typed', message: expect.stringMatching(/web04 is the last server taking traffic in be_web.*"confirm": "web04"/) },
      },
    });
    expect(await ask('/drain', { server: 'web04', confirm: 'web03' })).toMatchObject({ status: 409 });
    expect(await pair.states('be_web/web04')).toEqual(['ready', 'ready']);
    expect(await ask('/drain', { server: 'web04', confirm: 'web04' })).toMatchObject({ status: 200, body: { result: 'confirmed' } });
    expect(await pair.states('be_web/web04')).toEqual(['drain', 'drain']);
  });

  test('the same request under the same id has the same answer, at once and later, and is carried out once', async () => {
    const { pair, ask } = await start();
    const request = { server: 'web03', id: 'deploy-4711' };
    const [first, second] = await Promise.all([ask('/drain', request), ask('/drain', request)]);
    expect([first.status, second]).toEqual([200, first]);
    expect(await ask('/drain', request)).toEqual(first);
    await ask('/return', { server: 'web03' });
    await ask('/wait?server=web03&until=in-service&timeout=30');
    expect(await ask('/drain', request)).toEqual(first);
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'ready']);
    expect(pair.gates.lb1.commands.map(({ action }) => action)).toEqual(['drain', 'hdown', 'ready']);
    expect(await ask('/drain', { ...request, server: 'web04' })).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect(await ask('/maintenance', request)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
  });

  test('what is so already is answered without anything being sent', async () => {
    const { pair, ask } = await start();
    expect(await ask('/return', { server: 'web03' })).toMatchObject({ status: 200 });
    await ask('/maintenance', { server: 'web03' });
    const before = pair.sent();
    expect(await ask('/maintenance', { server: 'web03' })).toMatchObject({ status: 200, body: { result: 'confirmed' } });
    expect(pair.sent()).toEqual(before);
    // Up by the word of an admin, and by no check yet.
    await Promise.all(LBS.map((name) => pair.lb(name).command('set server be_web/web03 state ready')));
    await pair.untilRead();
    expect(await ask('/return', { server: 'web03' })).toMatchObject({ status: 200 });
  });

  test('who may not, is told so, and what is not there', async () => {
    const { pair, ask } = await start();
    expect(await ask('?server=web03', undefined, 'view')).toMatchObject({ status: 200 });
    for (const action of ['drain', 'maintenance', 'return']) {
      expect(await ask(`/${action}`, { server: 'web03' }, 'view')).toMatchObject({ status: 403 });
    }
    await pair.vigil.access.revokeToken('old');
    expect(await ask('?server=web03', undefined, 'old')).toMatchObject({ status: 401 });
    expect(await ask('/drain', { server: 'web03' }, 'old')).toMatchObject({ status: 401 });
    expect(await ask('?server=web99')).toMatchObject({ status: 404, body: { error: { code: 'not found' } } });
    expect(await ask('/drain', { server: 'web99' })).toMatchObject({ status: 404 });
    expect(await ask('/drain', { server: 'web03', id: 'short' })).toMatchObject({ status: 400, body: { error: { code: 'invalid' } } });
    expect(await ask('/drain', { server: 'web03', backend: 'be_web' })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid' } },
    });
    expect(await ask('/wait?server=web03&until=later')).toMatchObject({ status: 400, body: { error: { code: 'input' } } });
    expect(pair.sent()).toEqual([0, 0]);
  });
});

const CURL = await promisify(execFile)('curl', ['--version']).then(
  () => true,
  () => false,
);
if (!CURL) console.warn('skipped: no curl in PATH, so the commands of docs/rotation.md are not run');

/** The commands of the page as they stand there, by the address that each asks. */
function documented(): { setup: string; commands: { command: string; path: string }[] } {
  const page = readFileSync(new URL('../../docs/rotation.md', import.meta.url), 'utf8');
  const lines = page.split('\n');
  const commands = lines
    .filter((line) => line.startsWith('curl '))
    .map((command) => ({ command, path: /\$VIGIL(\/[^"?]*)/.exec(command)?.[1] ?? '' }));
  return { setup: lines.filter((line) => /^(auth|json)=/.test(line)).join('\n'), commands };
}

describe.skipIf(HAPROXY === null || !CURL)('the commands of docs/rotation.md', () => {
  test('do in their order what the page says', async () => {
    const { pair, web, hold } = await start();
    const { setup, commands } = documented();
    const env = { ...process.env, VIGIL: pair.vigil.origin, TOKEN: TOKENS.act };
    const run = async (path: string, nth = 0): Promise<Record<string, unknown>> => {
      const found = commands.filter((each) => each.path === path)[nth];
      if (!found) throw new Error(`the page has no such command: ${path}`);
      const { stdout } = await promisify(execFile)('sh', ['-c', `${setup}\n${found.command.replace(/^curl /, 'curl --silent ')}`], { env });
      return JSON.parse(stdout);
    };
    await hold('lb1');
    expect(await run('/api/v1/rotation')).toMatchObject({ answer: 'in rotation' });
    expect(await run('/api/v1/rotation/drain')).toMatchObject({ result: 'confirmed' });
    const waiting = run('/api/v1/rotation/wait');
    const begun = pair.gates.lb1.readings();
    await until('it waits', () => pair.gates.lb1.readings() > begun + 2, 10_000);
    web.release();
    expect(await waiting).toMatchObject({ reached: true, isEmpty: true });
    expect(await run('/api/v1/rotation/return')).toMatchObject({ result: 'confirmed' });
    expect(await run('/api/v1/rotation/wait', 1)).toMatchObject({ reached: true, answer: 'in rotation' });
    expect(await run('/api/v1/rotation/maintenance')).toMatchObject({ result: 'confirmed' });
    expect(await pair.states('be_web/web03')).toEqual(['maintenance', 'maintenance']);
    expect(commands).toHaveLength(6);
  });
});
