import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { Secret } from '#lib/secret.ts';
import { judgeProbe } from '#lib/status.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import { startHang } from '#test/fakes/hang.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis, startSentinel } from './redis-process.ts';

const DEADLINE_MS = 20_000;
const LOOPBACK = { networks: ['127.0.0.0/8'] };

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}): Promise<RedisProcess> {
  const started = await startRedis(options);
  open.push(() => started.stop());
  return started;
}

/** The real engine over one group, as it is written. */
async function watchGroup(written: object): Promise<NativeServer> {
  const section = redisSection.read({ interval: '1s', timeout: '500ms', ...written });
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  const vigil = await startNativeServer({ estates: [{ system: redis, groups: section.groups }] });
  open.push(async () => {
    await vigil.close();
    expect(vigil.errors).toEqual([]);
  });
  return vigil;
}

/** The same over one configured Redis and whomever it names. */
function watch(configured: RedisProcess, discovery: object, more: object = {}): Promise<NativeServer> {
  const nodes = [{ name: 'first', address: `127.0.0.1:${configured.port}` }];
  return watchGroup({ discovery, ...more, groups: [{ name: 'live', title: 'Live', nodes }] });
}

function probeOf(vigil: NativeServer, node: string): ProbeRow | undefined {
  return vigil.engine.feed.probes().find(({ source }) => source.system === 'redis' && source.node === node);
}

function verdictOf(vigil: NativeServer, node: string) {
  const probe = probeOf(vigil, node);
  return probe ? judgeProbe(probe, vigil.engine.judge.moment()) : null;
}

async function untilOk(vigil: NativeServer, node: string): Promise<void> {
  await until(`${node} is ok`, () => verdictOf(vigil, node)?.status === 'ok', DEADLINE_MS);
}

describe.skipIf(REDIS === null)('a master that is configured alone', () => {
  test('has a replica watched that comes while Vigil runs, and what hangs on that one too', async () => {
    const master = await start();
    const vigil = await watch(master, LOOPBACK);
    await untilOk(vigil, 'first');
    const middle = await start({ replicaOf: master.port });
    await untilOk(vigil, `127.0.0.1:${middle.port}`);
    const last = await start({ replicaOf: middle.port });
    await untilOk(vigil, `127.0.0.1:${last.port}`);
    expect(probeOf(vigil, `127.0.0.1:${middle.port}`)).toMatchObject({ discovered: { by: ['first'], unnamedSince: null, barred: null } });
    expect(probeOf(vigil, `127.0.0.1:${last.port}`)?.discovered?.by).toEqual([`127.0.0.1:${middle.port}`]);
    expect(probeOf(vigil, 'first')).not.toHaveProperty('discovered');
    const asking = { system: 'redis', group: 'live', node: `127.0.0.1:${last.port}`, question: 'commands' };
    const found = vigil.engine.questions.find(asking);
    expect(found.is === 'question' && (await found.ask(null))).toMatchObject({ failure: null });
    await until('the witness sees them move', () => vigil.engine.witnesses.findings().length >= 2, DEADLINE_MS);
  });

  test('keeps a replica that is killed: it is critical, and marked as named by nobody', async () => {
    const master = await start();
    const replica = await start({ replicaOf: master.port });
    const name = `127.0.0.1:${replica.port}`;
    const vigil = await watch(master, LOOPBACK);
    await untilOk(vigil, name);
    await replica.stop();
    await until('it is critical', () => verdictOf(vigil, name)?.status === 'critical', DEADLINE_MS);
    await until('it is marked', () => typeof probeOf(vigil, name)?.discovered?.unnamedSince === 'number', DEADLINE_MS);
    expect(verdictOf(vigil, name)?.reason).toContain('nothing listens on');
  });

  test('that follows another now leaves its old master watched, and has its new one', async () => {
    const [one, other] = [await start(), await start()];
    const replica = await start({ replicaOf: one.port });
    const vigil = await watch(replica, LOOPBACK);
    await untilOk(vigil, `127.0.0.1:${one.port}`);
    await replica.command('REPLICAOF', '127.0.0.1', String(other.port));
    await untilOk(vigil, `127.0.0.1:${other.port}`);
    await until(
      'nobody names it',
      () => typeof probeOf(vigil, `127.0.0.1:${one.port}`)?.discovered?.unnamedSince === 'number',
      DEADLINE_MS,
    );
    expect(verdictOf(vigil, `127.0.0.1:${one.port}`)?.status).toBe('ok');
  });

  test('is one with itself, by whatever name its replica knows it', async () => {
    const master = await start();
    const replica = await start();
    await replica.command('REPLICAOF', 'localhost', String(master.port));
    const vigil = await watch(master, LOOPBACK);
    await untilOk(vigil, `127.0.0.1:${replica.port}`);
    await until('both were read again', () => (probeOf(vigil, `127.0.0.1:${replica.port}`)?.successes ?? 0) > 4, DEADLINE_MS);
    const nodes = vigil.engine.feed.probes().filter(({ source }) => source.system === 'redis');
    expect(nodes.map(({ source }) => source.node)).toEqual(['first', `127.0.0.1:${replica.port}`]);
  });
});

describe.skipIf(REDIS === null)('Sentinels that are configured alone', () => {
  test('have the master that they watch asked, its replica, and a Sentinel that comes later', async () => {
    const master = await start();
    const replica = await start({ replicaOf: master.port });
    const startOne = async (): Promise<number> => {
      const started = await startSentinel(master.port);
      open.push(() => started.stop());
      return started.port;
    };
    const nodes = [await startOne(), await startOne()].map((port, i) => ({ name: `sentinel${i}`, address: `127.0.0.1:${port}` }));
    const vigil = await watchGroup({ discovery: LOOPBACK, groups: [{ name: 'live', sentinels: { master: 'main', nodes } }] });
    await untilOk(vigil, `127.0.0.1:${master.port}`);
    await until('the replica is read', () => (probeOf(vigil, `127.0.0.1:${replica.port}`)?.successes ?? 0) > 0, DEADLINE_MS);
    expect(probeOf(vigil, `127.0.0.1:${master.port}`)?.source.probe).toBe('info');
    expect(probeOf(vigil, `127.0.0.1:${master.port}`)?.discovered?.by).toContain('sentinel0');
    const third = `127.0.0.1:${await startOne()}`;
    await until('the third is read', () => (probeOf(vigil, third)?.successes ?? 0) > 0, DEADLINE_MS);
    expect(probeOf(vigil, third)?.source.probe).toBe('sentinel');
  });
});

describe.skipIf(REDIS === null)('one node of a cluster that is configured alone', () => {
  test('has all others of the cluster asked, as nodes of a cluster', async () => {
    const buses = await freePorts(3);
    const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
    const [seed, ...others] = await Promise.all(buses.map((bus) => start({ args: [...args, '--cluster-port', String(bus)] })));
    if (!seed) throw new Error('nothing was started');
    const ranges = ['0 5460', '5461 10922', '10923 16383'].map((range) => range.split(' '));
    for (const [i, one] of [seed, ...others].entries()) await one.command('CLUSTER', 'ADDSLOTSRANGE', ...(ranges[i] ?? []));
    for (const [i, one] of others.entries()) await seed.command('CLUSTER', 'MEET', '127.0.0.1', String(one.port), String(buses[i + 1]));
    const nodes = [{ name: 'seed', address: `127.0.0.1:${seed.port}` }];
    const vigil = await watchGroup({ discovery: LOOPBACK, groups: [{ name: 'live', cluster: true, nodes }] });
    for (const { port } of others) await untilOk(vigil, `127.0.0.1:${port}`);
    const probes = vigil.engine.feed.probes().filter(({ source }) => source.system === 'redis');
    expect(probes.map(({ source }) => source.probe)).toEqual(['info', 'cluster', 'info', 'cluster', 'info', 'cluster']);
  });
});

describe.skipIf(REDIS === null)('a node outside of the networks', () => {
  test('is shown as critical and why, and nothing is ever sent to it', async () => {
    const stranger = await startHang();
    open.push(() => stranger.close());
    const password = { read: { password: new Secret('a-long-password') }, act: { password: new Secret('a-long-password') } };
    const first = await start({ password: 'a-long-password', args: ['--masterauth', 'x', '--repl-timeout', '1'] });
    const vigil = await watch(first, { networks: ['10.0.0.0/8', 'fd00::/8', `127.0.0.2`] }, password);
    await untilOk(vigil, 'first');
    await first.command('REPLICAOF', '127.0.0.1', String(stranger.port));
    const name = `127.0.0.1:${stranger.port}`;
    await until('it is critical', () => verdictOf(vigil, name)?.status === 'critical', DEADLINE_MS);
    expect(verdictOf(vigil, name)?.reason).toBe(
      `found at ${name} by first, outside of discovery.networks, and not asked: add its network there if it is one of yours`,
    );
    const asking = { system: 'redis', group: 'live', node: name, question: 'commands' };
    expect(vigil.engine.questions.find(asking)).toMatchObject({ is: 'unavailable' });
    expect(probeOf(vigil, name)?.acting?.isEnabled).toBe(false);
    expect(stranger.heard()).not.toContain('a-long-password');
    expect(JSON.stringify(vigil.engine.views('redis').find(({ node }) => node === name)?.settings)).not.toContain('***');
  });
});
