import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import type { Failure } from '#lib/failure.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import type { ProcessView, ServerState, SessionList } from '#lib/systems/haproxy/model-socket.ts';
import { act, alice } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';
import { startAgent, startWebServer } from './backend-server.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from './haproxy-process.ts';
import { startHeldServer } from './held-server.ts';

type Level = keyof HaproxyProcess['sockets'];
type Running = { lb: HaproxyProcess; vigil: NativeServer };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A real HAProxy with these proxies, watched by the engine over its statistics page and a socket of this level, and acted on over its admin socket. */
async function start(proxies: string, level: Level = 'user'): Promise<Running> {
  const lb = await startHaproxy({ proxies });
  closing.push(() => lb.stop());
  const node = { name: 'lb1', url: lb.url, socket: lb.sockets[level], actSocket: lb.sockets.admin };
  const read = haproxySection.read({ interval: '1s', timeout: '600ms', groups: [{ name: 'live', nodes: [node] }] });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  const vigil = await startNativeServer({ estates: [{ system: haproxy, groups: read.groups }] });
  closing.push(() => vigil.close());
  await until('all three questions are answered', () => {
    vigil.engine.pollNow({ system: 'haproxy' });
    return ['stats', 'info', 'servers'].every((probe) => probeOf({ lb, vigil }, probe)?.newest !== null);
  });
  return { lb, vigil };
}

function sourceOf(probe: string): Source {
  return { system: 'haproxy', group: 'live', node: 'lb1', probe };
}

function probeOf({ vigil }: Running, probe: string) {
  return vigil.engine.feed.probes().find(({ source }) => sourceId(source) === sourceId(sourceOf(probe)));
}

function rowOf({ vigil }: Running, probe: string, id: string): object | undefined {
  return vigil.engine.judge.judgement(sourceId(sourceOf(probe))).rows.get(id)?.value;
}

function saidOf(running: Running, id: string): string {
  return (rowOf(running, 'stats', id) as RowView | undefined)?.state.said ?? '';
}

function setOf(running: Running, id: string): ServerState | undefined {
  return rowOf(running, 'servers', id) as ServerState | undefined;
}

async function untilRead(running: Running, name: string, holds: () => boolean): Promise<void> {
  const isSo = (): boolean => {
    running.vigil.engine.pollNow({ system: 'haproxy' });
    return holds();
  };
  await until(name, isSo, 15_000);
}

async function sessionsOf({ vigil }: Running, input: object): Promise<{ answer: unknown; failure: Failure | null }> {
  const found = vigil.engine.questions.find({ system: 'haproxy', group: 'live', node: 'lb1', question: 'sessions' });
  if (found.is !== 'question') throw new Error(found.words);
  const asked = found.ask(input);
  if ('words' in asked) throw new Error(asked.words);
  return asked;
}

describe.skipIf(HAPROXY === null)('the runtime socket of a real HAProxy', () => {
  test('tells that a server which is down is also drained, which the statistics do not', async () => {
    const [dead = 0] = await freePorts(1);
    const running = await start(`backend web\n  server web01 127.0.0.1:${dead} check inter 200ms`);
    await untilRead(running, 'web01 is down', () => saidOf(running, 'web/server/web01') === 'DOWN');
    expect(setOf(running, 'web/server/web01')?.flags).toEqual([]);
    expect(await running.lb.command('set server web/web01 state drain')).toBe('');
    await untilRead(running, 'the drain is read', () => setOf(running, 'web/server/web01')?.flags.includes('drain') === true);
    expect(saidOf(running, 'web/server/web01')).toBe('DOWN');
  });

  test('keeps one mark for a drain by an agent and one by an admin', async () => {
    const agent = await startAgent('drain');
    closing.push(() => agent.close());
    const web = await startWebServer(200);
    closing.push(() => web.close());
    const running = await start(`backend web\n  server web01 127.0.0.1:${web.port} agent-check agent-port ${agent.port} agent-inter 200ms`);
    await untilRead(running, 'the agent has drained it', () => setOf(running, 'web/server/web01')?.flags.includes('drain') === true);
    expect(setOf(running, 'web/server/web01')).toMatchObject({ flags: ['drain'], hasAgent: true });
    await untilRead(running, 'the statistics say so', () => saidOf(running, 'web/server/web01') === 'DRAIN (agent)');
  });

  test('tells the process behind an instance, and makes neither rows nor issues nor hosts of it', async () => {
    const running = await start('backend web\n  server web01 127.0.0.1:1');
    expect(rowOf(running, 'info', 'process')).toMatchObject({ pid: running.lb.pid, isStopping: false });
    const { startedAt } = rowOf(running, 'info', 'process') as ProcessView;
    expect(Math.abs(Date.now() - startedAt)).toBeLessThan(60_000);
    for (const probe of ['info', 'servers']) {
      expect(Object.values(probeOf(running, probe)?.counts ?? {}).every((count) => count === 0)).toBe(true);
    }
  });

  test('lists the sessions of a server to level operator, and says to level user what is missing', async () => {
    const held = await startHeldServer();
    closing.push(() => held.close());
    const [port = 0] = await freePorts(1);
    const proxies = `listen tcp\n  mode tcp\n  bind 127.0.0.1:${port}\n  server held 127.0.0.1:${held.port}`;
    const allowed = await start(proxies, 'operator');
    const client = await import('node:net').then(({ connect }) => connect(port, '127.0.0.1'));
    closing.push(() => client.destroy());
    client.write('hello');
    await until('the session is listed', async () => {
      const { answer } = await sessionsOf(allowed, { backend: 'tcp', server: 'held' });
      return (answer as SessionList | null)?.count === 1;
    });
    const { answer } = await sessionsOf(allowed, { backend: 'tcp', server: 'held' });
    expect(answer).toMatchObject({
      count: 1,
      sources: 1,
      sessions: [{ frontend: 'tcp', server: 'held', source: expect.stringMatching(/^127\.0\.0\.1:/) }],
    });
  });

  test('of level user is told to be too low for sessions, in words, and reads all the rest', async () => {
    const running = await start('backend web\n  server web01 127.0.0.1:1');
    const { answer, failure } = await sessionsOf(running, { backend: 'web' });
    expect([answer, failure]).toEqual([
      null,
      expect.objectContaining({ kind: 'permission', message: expect.stringContaining('level operator') }),
    ]);
  });
});

describe.skipIf(HAPROXY === null)('acting over the socket of a real HAProxy', () => {
  test('a weight is set, proved by reading back, and undone to what it was', async () => {
    const running = await start('backend web\n  server web01 127.0.0.1:1 weight 10\n  server web02 127.0.0.1:1 weight 10');
    const order = { system: 'haproxy', action: 'weight', input: { group: 'live', backend: 'web', server: 'web01', weight: 30 } };
    const { actions } = running.vigil.engine;
    const outcome = await act(actions, order, alice);
    expect(outcome).toMatchObject({ result: 'confirmed', steps: [{ isConfirmed: true }] });
    expect(await running.lb.command('get weight web/web01')).toBe('30 (initial 10)');
    if (outcome.undo === null) throw new Error('no undo');
    expect(await act(actions, outcome.undo, alice)).toMatchObject({ result: 'confirmed' });
    expect(await running.lb.command('get weight web/web01')).toBe('10 (initial 10)');
  });

  test('a frontend is paused, refuses, is proved so, and takes connections again after the undo', async () => {
    const [one = 0, two = 0] = await freePorts(2);
    const front = (name: string, port: number) => `frontend ${name}\n  bind 127.0.0.1:${port}\n`;
    const running = await start(front('fe_one', one) + front('fe_two', two));
    const { actions } = running.vigil.engine;
    const order = { system: 'haproxy', action: 'pause', input: { group: 'live', frontend: 'fe_one' } };
    expect(actions.preview(order, alice)).toMatchObject({ friction: 'ask' });
    expect(actions.preview({ ...order, input: { group: 'live', frontend: 'statistics' } }, alice)).toMatchObject({
      friction: 'type',
      typed: 'statistics',
    });
    const outcome = await act(actions, order, alice);
    expect(outcome).toMatchObject({ result: 'confirmed' });
    await expect(fetch(`http://127.0.0.1:${one}/`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    if (outcome.undo === null) throw new Error('no undo');
    expect(await act(actions, outcome.undo, alice)).toMatchObject({ result: 'confirmed' });
    expect((await fetch(`http://127.0.0.1:${one}/`)).status).toBe(503);
  });
});
