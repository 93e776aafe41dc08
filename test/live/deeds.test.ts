import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import type { Order } from '#lib/acting.ts';
import { act, alice } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { startAgent } from './backend-server.ts';
import { HAPROXY } from './haproxy-process.ts';
import { startHeldServer } from './held-server.ts';
import { LBS, NO_ADMIN, openPair, type Pair, type PairOptions } from './pair.ts';
import { given } from './pairs.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Rare checks leave time to see what is forced. */
const RARE = 'inter 60s fastinter 60s downinter 60s rise 2 fall 2';
const OFTEN = 'inter 50ms rise 1 fall 2';

type Opened = { pair: Pair; hold(name: (typeof LBS)[number]): Promise<void>; held(): number };

/** Two backends, each of web01 with an agent, web02, and web03 without a check. */
async function start(timing: string, more: Partial<PairOptions> = {}): Promise<Opened> {
  const web = await startHeldServer();
  const agent = await startAgent('up');
  const ports = await freePorts(LBS.length);
  const portOf = (name: (typeof LBS)[number]) => ports[LBS.indexOf(name)];
  const agentCheck = `agent-check agent-port ${agent.port} agent-inter ${timing === RARE ? '60s' : '50ms'}`;
  const servers = [`web01 127.0.0.1:${web.port} check ${agentCheck}`, `web02 127.0.0.1:${web.port} check`, `web03 127.0.0.1:${web.port}`];
  const backend = (name: string) =>
    `backend ${name}\n  default-server ${timing}\n  use-server web02 if { path /hold }\n${servers.map((line) => `  server ${line}\n`).join('')}`;
  const proxies = (name: (typeof LBS)[number]) =>
    `frontend public\n  bind 127.0.0.1:${portOf(name)}\n  default_backend be_web\n${backend('be_web')}${backend('be_api')}`;
  const pair = await openPair({ proxies, ...more });
  closing.push(async () => {
    const ended = await pair.end();
    await web.close();
    await agent.close();
    expect(ended).toEqual({ faults: [], errors: [], unwritten: [] });
  });
  return {
    pair,
    held: web.held,
    async hold(name) {
      const before = web.held();
      void fetch(`http://127.0.0.1:${portOf(name)}/hold`).catch(() => undefined);
      await until('the session is there', () => web.held() > before);
    },
  };
}

function order(action: string, input: object): Order {
  return { system: 'haproxy', action, input };
}

const place = (server: string) => ({ server, backend: 'be_web', group: 'live' });

/** Performs an order, with what it wants typed. */
async function perform({ vigil }: Pair, asked: Order) {
  const { typed } = vigil.engine.actions.preview(asked, alice);
  return act(vigil.engine.actions, asked, alice, { typed });
}

describe.skipIf(HAPROXY === null)('on two real HAProxies, behind the door', () => {
  test.each<[action: string, server: string, words: RegExp, back: RegExp]>([
    ['checks-off', 'web02', /says no check, its health checks are off\.$/, /its health checks run\.$/],
    ['force-down', 'web02', /says DOWN\.$/, /says UP\.$/],
    ['force-nolb', 'web02', /says NOLB\.$/, /says UP\.$/],
    ['force-down', 'web03', /says DOWN\.$/, /says no check\.$/],
    ['force-nolb', 'web03', /says NOLB\.$/, /says no check\.$/],
    ['agent-off', 'web01', /says UP, its agent is not asked\.$/, /its agent is asked\.$/],
    ['agent-down', 'web01', /says DOWN \(agent\), down for its agent\.$/, /says UP, up for its agent\.$/],
  ])('%s of %s is proved on both by reading back, and so is its undo', async (action, server, words, back) => {
    const { pair } = await start(RARE);
    await untilChecked(pair);
    const done = await perform(pair, order(action, place(server)));
    expect(done).toMatchObject({ result: 'confirmed', finish: null, words: expect.stringMatching(words) });
    expect(pair.vigil.engine.actions.marks()).toEqual([]);
    const undone = await perform(pair, given(done.undo));
    expect(undone).toMatchObject({ result: 'confirmed', words: expect.stringMatching(back) });
  });

  test('checks that are off are turned on again, and a server without one says that it has none', async () => {
    const { pair } = await start(RARE);
    await perform(pair, order('checks-off', place('web02')));
    expect(await perform(pair, order('checks-on', place('web02')))).toMatchObject({ result: 'confirmed' });
    expect(await perform(pair, order('checks-on', place('web03')))).toMatchObject({
      result: 'refused',
      words: expect.stringMatching(/HAProxy says NONE: .* no health check is configured for it that could be turned on/),
    });
    expect(await perform(pair, order('agent-on', place('web03')))).toMatchObject({
      result: 'refused',
      words: expect.stringMatching(/no agent check is configured for it that could be turned on/),
    });
  });

  test('what the next check undoes before it is read is not called confirmed', async () => {
    const { pair } = await start(OFTEN);
    await untilChecked(pair);
    const held = LBS.map((name) => pair.gates[name].hold('answer'));
    const performing = perform(pair, order('force-down', place('web02')));
    await until('both took it', () => held.every((each) => each.isReached()));
    await untilUp(pair, 'web02');
    for (const each of held) each.release();
    const done = await performing;
    expect(done).toMatchObject({ result: 'sent, not confirmed', steps: [{ sent: { is: 'taken' } }, { sent: { is: 'taken' } }] });
    expect(done.words).toMatch(
      /: taken, and read back: says UP, as its next check leaves it: what is forced lasts no longer, as announced/,
    );
  });

  test('sessions are cut where they run, with the counts before and after', async () => {
    const { pair, hold, held } = await start(RARE);
    await hold('lb1');
    await hold('lb1');
    await pair.untilRead();
    const asked = order('kill-sessions', place('web02'));
    await until('the reading has both', () => pair.vigil.engine.actions.preview(asked, alice).summary.includes('2 sessions'));
    expect(pair.vigil.engine.actions.preview(asked, alice)).toMatchObject({
      friction: 'ask',
      summary: 'Cuts the 2 sessions of web02 in be_web on lb1 at once, in the middle of what they do.',
    });
    const done = await perform(pair, asked);
    expect(done).toMatchObject({ result: 'confirmed', undo: null, steps: [{ node: 'lb1' }] });
    expect(done.words).toMatch(/0 sessions now, 2 before, 0 new since\.$/);
    await until('they are gone', () => held() === 0);
  });

  test('a page without "stats admin" refuses each', async () => {
    const { pair } = await start(RARE, { stats: NO_ADMIN });
    for (const [action, server] of [
      ['checks-off', 'web02'],
      ['force-down', 'web02'],
      ['agent-off', 'web01'],
    ] as const) {
      const done = await perform(pair, order(action, place(server)));
      expect(done).toMatchObject({
        result: 'refused',
        undo: null,
        words: expect.stringMatching(/^Nothing was changed\. .*HAProxy says DENY/),
      });
    }
  });
});

describe.skipIf(HAPROXY === null)('a whole', () => {
  test.each<[string, object, string | null, string[]]>([
    ['backend', { backend: 'be_web', group: 'live' }, 'be_web', ['be_web']],
    ['server', { server: 'web02' }, null, ['be_web', 'be_api']],
    ['server of a tier', { server: 'web02', group: 'live' }, null, ['be_web', 'be_api']],
    ['tier', { group: 'live' }, 'live', ['be_web', 'be_api']],
  ])('%s goes into drain and comes back, all of it proved', async (_, input, ...[typed, backends]) => {
    const { pair } = await start(RARE);
    await untilChecked(pair);
    const asked = order('drain', input);
    expect(pair.vigil.engine.actions.preview(asked, alice).typed).toBe(typed);
    const servers = typed === null ? ['web02'] : ['web01', 'web02', 'web03'];
    const done = await perform(pair, asked);
    expect(done).toMatchObject({ result: 'confirmed', finish: null });
    expect(done.steps).toHaveLength(backends.length * servers.length * LBS.length);
    for (const backend of backends)
      for (const server of servers) expect(await pair.states(`${backend}/${server}`)).toEqual(['drain', 'drain']);
    if (typed === 'be_web') expect(await pair.states('be_api/web01')).toEqual(['ready', 'ready']);
    expect(await perform(pair, given(done.undo))).toMatchObject({ result: 'confirmed' });
    for (const backend of backends)
      for (const server of servers) expect(await pair.states(`${backend}/${server}`)).toEqual(['ready', 'ready']);
  });

  test('tier whose name is not typed is left as it is', async () => {
    const { pair } = await start(RARE);
    await expect(act(pair.vigil.engine.actions, order('drain', { group: 'live' }), alice, { typed: 'be_web' })).rejects.toThrow();
    expect(pair.sent()).toEqual([0, 0]);
  });

  test('tier has its checks turned off and on again, those that have any', async () => {
    const { pair } = await start(RARE);
    const done = await perform(pair, order('checks-off', { group: 'live' }));
    expect(done).toMatchObject({ result: 'confirmed' });
    expect(done.steps).toHaveLength(8);
    expect(await perform(pair, given(done.undo))).toMatchObject({ result: 'confirmed' });
  });
});

/** Waits until the first checks of all servers are through. */
async function untilChecked(pair: Pair): Promise<void> {
  for (const server of ['web01', 'web02']) await untilUp(pair, server);
  await pair.untilRead();
}

async function untilUp(pair: Pair, server: string): Promise<void> {
  const isUp = async (name: (typeof LBS)[number]) => {
    const lines = (await pair.lb(name).command('show stat')).split('\n').map((line) => line.split(','));
    const rows = lines.filter(([, name]) => name === server);
    const column = lines[0]?.indexOf('status') ?? -1;
    return rows.length === 2 && rows.every((row) => row[column] === 'UP');
  };
  await until(`${server} is up on both`, async () => (await Promise.all(LBS.map(isUp))).every(Boolean), 15_000);
}
