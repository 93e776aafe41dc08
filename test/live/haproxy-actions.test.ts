import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import type { Step } from '#lib/acting.ts';
import { figure } from '#lib/systems/haproxy/figures.ts';
import { until } from '#test/fakes/until.ts';
import { startAgent, startWebServer } from './backend-server.ts';
import { type Admin, openAdmin, type Performed } from './haproxy-admin.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from './haproxy-process.ts';

const ANN = { user: 'ann', password: 'pw &=+%#ü' };
const VIC = { user: 'vic', password: 'pw' };
const USERS = `
userlist people
  group ops users ann
  group viewers users vic
  user ann insecure-password "${ANN.password}"
  user vic insecure-password pw
`;
const ROLES = 'stats http-request auth unless { http_auth(people) }\n  stats admin if { http_auth_group(people) ops }';
const FAST = 'default-server inter 50ms rise 3 fall 3';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(proxies: string, stats = ROLES): Promise<HaproxyProcess> {
  const haproxy = await startHaproxy({ proxies: `${USERS}${proxies}`, stats });
  open.push(() => haproxy.stop());
  return haproxy;
}

async function serve(status = 200) {
  const server = await startWebServer(status);
  open.push(() => server.close());
  return server;
}

function admin(instances: readonly HaproxyProcess[], act: { user: string; password: string } | null = ANN, read = act): Admin {
  const opened = openAdmin(Object.fromEntries(instances.map(({ url }, index) => [`lb${index + 1}`, url])), act, read);
  open.push(() => opened.close());
  return opened;
}

/** Three servers, web03 the one to act on, on two instances; each has a public port. */
async function startPair(web03: string, good: number): Promise<{ lbs: HaproxyProcess[]; ports: number[] }> {
  const ports = await freePorts(2);
  const backend = `backend be_web\n  option httpchk GET /\n  ${FAST}\n  server web01 127.0.0.1:${good} check\n  server web02 127.0.0.1:${good} check\n  ${web03}\n`;
  const lbs = await Promise.all(
    ports.map((port) => start(`frontend public\n  bind 127.0.0.1:${port}\n  default_backend be_web\n${backend}`)),
  );
  return { lbs, ports };
}

/** The statuses of `count` requests, one after another on new connections. */
async function ask(port: number | undefined, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let asked = 0; asked < count; asked += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return statuses;
}

function wordsOf({ sent, proofs }: Performed): string[] {
  return [...sent, ...proofs].map(({ is }) => is);
}

const WEB03 = { server: 'web03', backend: 'be_web', group: 'live' };

describe.skipIf(HAPROXY === null)('on real HAProxies', () => {
  test.each([
    ['drain', /^DRAIN$/, /^UP$/],
    ['maintenance', /^MAINT$/, /^(DOWN|UP)/],
  ])('%s is proved by the very next reading of both instances, and undone', async (action, said, after) => {
    const good = await serve();
    const { lbs } = await startPair(`server web03 127.0.0.1:${good.port} check`, good.port);
    const ops = admin(lbs);
    for (const lb of ['lb1', 'lb2']) await ops.untilSays(lb, 'be_web/web03', /^UP$/);
    const done = await ops.order(action, WEB03);
    expect(wordsOf(done)).toEqual(['taken', 'taken', 'proved', 'proved']);
    for (const lb of ['lb1', 'lb2']) expect((await ops.row(lb, 'be_web/web03')).state.said).toMatch(said);
    const undone = await ops.undo(done);
    expect(wordsOf(undone)).toEqual(['taken', 'taken', 'proved', 'proved']);
    for (const lb of ['lb1', 'lb2']) expect((await ops.row(lb, 'be_web/web03')).state.said).toMatch(after);
    for (const lb of ['lb1', 'lb2']) await ops.untilSays(lb, 'be_web/web03', /^UP$/);
  });

  test.each(['drain', 'maintenance'])(
    'a server that died in %s gets no request when it is put back safely, and its clients no error',
    async (out) => {
      const good = await serve();
      const mortal = await serve();
      const { lbs, ports } = await startPair(`server web03 127.0.0.1:${mortal.port} check`, good.port);
      const ops = admin(lbs.slice(0, 1));
      await ops.untilSays('lb1', 'be_web/web03', /^UP$/);
      const went = await ops.order(out, WEB03);
      await mortal.close();
      const before = figure(await ops.row('lb1', 'be_web/web03'), 'sessionsTotal');
      const back = out === 'drain' ? await ops.order('return', WEB03) : await ops.undo(went);
      expect(back.preview.steps.map(({ commands }) => commands.join(', '))).toEqual([
        out === 'drain' ? 'health down, ready' : 'drain, health down, ready',
      ]);
      expect(wordsOf(back)).toEqual(['taken', 'proved']);
      expect(back.proofs[0]?.words).toBe(`out of ${out}, waits for its checks: DOWN`);
      expect(new Set(await ask(ports[0], 30))).toEqual(new Set([200]));
      const row = await ops.row('lb1', 'be_web/web03');
      expect([row.state.word, figure(row, 'sessionsTotal')]).toEqual(['down', before]);
    },
  );

  test('a server that is alive gets no request before its checks have passed, and then does', async () => {
    const good = await serve();
    const { lbs, ports } = await startPair(`server web03 127.0.0.1:${good.port} check inter 300ms`, good.port);
    const ops = admin(lbs.slice(0, 1));
    await ops.untilSays('lb1', 'be_web/web03', /^UP$/);
    await ops.order('maintenance', WEB03);
    const before = figure(await ops.row('lb1', 'be_web/web03'), 'sessionsTotal');
    const back = await ops.order('return', WEB03);
    expect(wordsOf(back)).toEqual(['taken', 'proved']);
    await ask(ports[0], 9);
    const rising = await ops.row('lb1', 'be_web/web03');
    expect([rising.state.word, figure(rising, 'sessionsTotal')]).toEqual(['down', before]);
    await ops.untilSays('lb1', 'be_web/web03', /^UP$/);
    await ask(ports[0], 9);
    expect(figure(await ops.row('lb1', 'be_web/web03'), 'sessionsTotal')).toBeGreaterThan(before ?? 0);
  });

  test('ready puts a server back at once', async () => {
    const good = await serve();
    const { lbs } = await startPair(`server web03 127.0.0.1:${good.port} check`, good.port);
    const ops = admin(lbs);
    await ops.untilSays('lb1', 'be_web/web03', /^UP$/);
    await ops.order('drain', WEB03);
    const back = await ops.order('ready', WEB03);
    expect(wordsOf(back)).toEqual(['taken', 'taken', 'proved', 'proved']);
    expect((await ops.order('ready', WEB03)).preview.refusal).toBe('web03 is in service already on lb1 and lb2');
    await ops.undo(back);
    // A check that came late while the machine was busy counts as one that failed: "DRAIN 1/3".
    expect((await ops.row('lb2', 'be_web/web03')).state.said).toMatch(/^DRAIN\b/);
  });

  test('a drain of a server that is down is not proved before it recovers, and then it is', async () => {
    const good = await serve();
    const ill = await serve(503);
    const { lbs } = await startPair(`server web03 127.0.0.1:${ill.port} check`, good.port);
    const ops = admin(lbs.slice(0, 1));
    await ops.untilSays('lb1', 'be_web/web03', /^DOWN$/);
    const done = await ops.order('drain', WEB03);
    expect(wordsOf(done)).toEqual(['taken', 'not proved']);
    expect(done.proofs[0]?.words).toMatch(/^still says DOWN: HAProxy does not show a drain/);
    expect(done.preview.instead?.order.action).toBe('maintenance');
    ill.say(200);
    await ops.untilSays('lb1', 'be_web/web03', /^DRAIN$/);
  });

  test('a server without a check is put back by ready alone, since health down would keep it down', async () => {
    const good = await serve();
    const { lbs } = await startPair(`server web03 127.0.0.1:${good.port}`, good.port);
    const ops = admin(lbs.slice(0, 1));
    for (const out of ['drain', 'maintenance']) {
      await ops.order(out, WEB03);
      const back = await ops.order('return', WEB03);
      expect(back.preview.steps.map(({ commands }) => commands)).toEqual([['ready']]);
      expect(back.proofs).toEqual([{ is: 'proved', words: 'says no check, in service' }]);
    }
    const detail = {
      backend: 'be_web',
      server: 'web03',
      aim: 'return',
      commands: ['health down', 'ready'],
      before: 'drain',
      hasAgent: false,
    };
    const step: Step = { ...stepBase('be_web/web03'), commands: detail.commands, detail };
    expect((await ops.send(step)).is).toBe('taken');
    expect((await ops.row('lb1', 'be_web/web03')).state.said).toBe('DOWN');
  });

  test('an agent that says ready undoes a drain, which the readings after it show', async () => {
    const good = await serve();
    const agent = await startAgent('up ready');
    open.push(() => agent.close());
    const check = `check agent-check agent-port ${agent.port} agent-inter 300ms`;
    const { lbs } = await startPair(`server web03 127.0.0.1:${good.port} ${check}`, good.port);
    const ops = admin(lbs.slice(0, 1));
    const isAsked = async () => (await ops.row('lb1', 'be_web/web03')).agentCheck?.code === 'L7OK';
    await until('the agent was asked', isAsked);
    const done = await ops.order('drain', WEB03);
    expect(done.sent).toEqual([{ is: 'taken', answer: expect.any(String) }]);
    expect(done.preview.friction).toBe('ask');
    await ops.untilSays('lb1', 'be_web/web03', /^UP$/);
  });

  test('a server that follows another goes out and comes back with it', async () => {
    const good = await serve();
    const follower = `backend be_api\n  server web03 127.0.0.1:${good.port} track be_web/web03\n  server web04 127.0.0.1:${good.port}\n`;
    const { lbs } = await startPair(`server web03 127.0.0.1:${good.port} check\n${follower}`, good.port);
    const ops = admin(lbs.slice(0, 1));
    await ops.untilSays('lb1', 'be_web/web03', /^UP$/);
    for (const [out, said] of [
      ['drain', 'DRAIN'],
      ['maintenance', 'MAINT (via be_web/web03)'],
    ] as const) {
      expect((await ops.order(out, { server: 'web03' })).preview.steps).toHaveLength(1);
      expect((await ops.row('lb1', 'be_api/web03')).state.said).toBe(said);
      const alone = await ops.order('ready', { ...WEB03, backend: 'be_api' });
      expect(alone.preview.refusal).toMatch(/follows be_web\/web03/);
      expect(wordsOf(await ops.order('return', { server: 'web03' }))).toEqual(['taken', 'taken', 'proved', 'proved']);
      for (const backend of ['be_web', 'be_api']) await ops.untilSays('lb1', `${backend}/web03`, /^UP$/);
    }
  });

  test('a server without a DNS answer is left out', async () => {
    const [nameless = 0] = await freePorts(1);
    const resolvers = `resolvers nowhere\n  nameserver none 127.0.0.1:${nameless}\n`;
    const lb = await start(`${resolvers}backend be_web\n  server web03 no-such-host.invalid:80 check resolvers nowhere init-addr none\n`);
    const ops = admin([lb]);
    await ops.untilSays('lb1', 'be_web/web03', /^MAINT \(resolution\)$/);
    expect((await ops.preview('drain', WEB03)).refusal).toMatch(/no DNS answer/);
  });

  test('every character that HAProxy allows in a name arrives', async () => {
    const lb = await start('backend we-b.x:y_1\n  server a.b:c-d_e 127.0.0.1:9\n');
    const ops = admin([lb]);
    expect(wordsOf(await ops.order('drain', { server: 'a.b:c-d_e', backend: 'we-b.x:y_1', group: 'live' }))).toEqual(['taken', 'proved']);
  });
});

const WEB = 'backend be_web\n  server web03 127.0.0.1:9\n';

function stepBase(target: string): Step {
  return { group: 'live', node: 'lb1', target, row: '', commands: ['drain'], before: 'no check', wanted: 'drain', detail: null };
}

function stepOf(server: string, backend = 'be_web'): Step {
  const detail = { backend, server, aim: 'drain', commands: ['drain'], before: 'no check', hasAgent: false };
  return { ...stepBase(`${backend}/${server}`), detail };
}

describe.skipIf(HAPROXY === null)('a real HAProxy refuses in words', () => {
  test.each<[string, string, { user: string; password: string }, RegExp]>([
    [
      'a user who may look and not act',
      ROLES,
      VIC,
      /^HAProxy says DENY: "stats admin" is missing .* for vic from here; nothing was changed$/,
    ],
    ['anybody, without stats admin', 'stats http-request auth unless { http_auth(people) }', ANN, /^HAProxy says DENY/],
    ['a wrong password', ROLES, { ...ANN, password: 'wrong' }, /^401: the user ann of act or its password is refused$/],
  ])('%s', async (_, stats, act, words) => {
    const ops = admin([await start(WEB, stats)], act, VIC);
    const done = await ops.order('drain', WEB03);
    expect(done.sent).toEqual([{ is: 'refused', answer: expect.stringMatching(words) }]);
    expect(done.proofs).toEqual([{ is: 'not proved', words: 'says no check' }]);
  });

  test.each<[string, Step, RegExp]>([
    ['a server that is not there', stepOf('gone'), /^HAProxy says ERRP: it knows no be_web\/gone/],
    ['a backend that is not there', stepOf('web03', 'gone'), /^HAProxy says ERRP: it knows no gone\/web03/],
    ['a name longer than its buffer', stepOf('x'.repeat(20_000)), /^HAProxy says EXCD: the command is too long/],
  ])('%s', async (_, step, words) => {
    const ops = admin([await start(WEB)]);
    expect(await ops.send(step)).toEqual({ is: 'refused', answer: expect.stringMatching(words) });
  });

  test('another path', async () => {
    const lb = await start(WEB);
    const ops = admin([{ ...lb, url: `http://127.0.0.1:${lb.statsPort}/elsewhere` }]);
    expect(await ops.send(stepOf('web03'))).toEqual({ is: 'refused', answer: expect.stringMatching(/^503/) });
  });
});

describe.skipIf(HAPROXY === null)('a real HAProxy that does not answer', () => {
  test('because it is stopped takes the command when it goes on, though nobody waits for its answer any more', async () => {
    const lb = await start(WEB);
    const ops = admin([lb]);
    lb.signal('SIGSTOP');
    expect(await ops.send(stepOf('web03'), AbortSignal.timeout(500))).toEqual({
      is: 'no answer',
      answer: 'connected, no answer: whether drain was taken, or will be once it goes on, only readings tell',
    });
    lb.signal('SIGCONT');
    await ops.untilSays('lb1', 'be_web/web03', /^DRAIN$/);
  });

  test('because it is dead was sent nothing', async () => {
    const lb = await start(WEB);
    const ops = admin([lb]);
    lb.signal('SIGKILL');
    await until('it has ended', () => !lb.isRunning());
    expect(await ops.send(stepOf('web03'))).toEqual({ is: 'not sent', answer: expect.stringMatching(/^connection refused/) });
    expect((await ops.preview('drain', WEB03)).refusal).toMatch(/^poll first: lb1: connection refused/);
  });
});
