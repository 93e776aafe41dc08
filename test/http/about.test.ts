import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AboutAnswer } from '#lib/http/about.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { startAnswer } from '#test/fakes/answer.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

let fake: Fake;
let server: NativeServer;

beforeAll(async () => {
  fake = await startAnswer({ status: 200, body: 'no statistics' });
  const read = haproxySection.read({
    interval: '1s',
    timeout: '500ms',
    groups: [{ name: 'edge', nodes: [{ name: 'lb9', url: fake.url }] }],
  });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join());
  const access = { anonymous: ['haproxy'] };
  server = await startNativeServer({ access, estates: [{ system: haproxy, groups: read.groups }] });
});
afterAll(async () => {
  await server.close();
  await fake.close();
});

async function about(): Promise<AboutAnswer> {
  return JSON.parse((await server.ask('/live/v1/about')).body);
}

describe('about', () => {
  test('says which Vigil this is, and of its configuration only the name of the file', async () => {
    const answer = await about();
    expect(answer).toMatchObject({ version: '1.2.3', build: 'build-1', node: process.version, pid: process.pid, configFile: 'vigil.yaml' });
    expect(answer.boot).toBe(server.engine.boot);
    expect(answer.startedAt).toBeLessThanOrEqual(answer.at);
  });

  test('counts polls, requests and bytes of each system that the asker may view, failed ones too, and of no other', async () => {
    await until('it was asked some times', async () => {
      server.engine.pollNow({ system: 'haproxy' });
      return ((await about()).systems[0]?.total.requests ?? 0) > 2;
    });
    const { systems } = await about();
    expect(systems.map(({ name }) => name)).toEqual(['haproxy']);
    const [system] = systems;
    expect(system).toMatchObject({ title: 'HAProxy', groups: 1, nodes: 1, probes: 1, plannedPerSecond: 1 });
    expect(system?.total.polls).toBeGreaterThan(2);
    expect(system?.total.sentBytes).toBeGreaterThan(100);
    expect(system?.total.receivedBytes).toBeGreaterThan(100);
    expect(system?.lastMinute.requests).toBeGreaterThan(2);
  });

  test('says what the process itself takes, and when that was read', async () => {
    await until('the share of the processor can be told', async () => (await about()).own.cpuShare !== null);
    const { own, at, overMs } = await about();
    expect(own.cpuShare).toBeGreaterThan(0);
    expect(own.rssBytes).toBeGreaterThan(own.heapUsedBytes);
    expect(own.schedule?.value.slots).toBe(16);
    expect(own.eventLoop?.observedAt).toBeLessThanOrEqual(at);
    expect(overMs).toBeGreaterThan(1_000);
  });

  test('counts the browsers that listen', async () => {
    const before = (await about()).browsers;
    const abort = new AbortController();
    const stream = await fetch(`${server.origin}/live/v1/stream`, { signal: abort.signal });
    expect(stream.status).toBe(200);
    expect((await about()).browsers).toBe(before + 1);
    abort.abort();
    await until('it has left', async () => (await about()).browsers === before);
  });
});
