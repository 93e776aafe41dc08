import { afterEach, describe, expect, test } from 'vitest';
import { type Found, toldInUtc } from '#lib/finding.ts';
import { until } from '#test/fakes/until.ts';
import { type GroupReader, openGroup } from './redis-group.ts';
import { REDIS, type RedisProcess, startRedis, startSentinel } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function started(starting: Promise<RedisProcess>): Promise<RedisProcess> {
  const one = await starting;
  open.push(() => one.stop());
  return one;
}

const portsOf = (nodes: Readonly<Record<string, RedisProcess>>): Record<string, number> =>
  Object.fromEntries(Object.entries(nodes).map(([name, { port }]) => [name, port]));

/** A reader of the nodes a, b … and of the Sentinels s1, s2 … */
function read(nodes: Readonly<Record<string, RedisProcess>>, sentinels: readonly RedisProcess[]): GroupReader {
  const written = sentinels.map(({ port }, index) => ({ name: `s${index + 1}`, address: `127.0.0.1:${port}` }));
  const reader = openGroup(portsOf(nodes), { sentinels: { master: 'main', nodes: written } });
  open.push(() => reader.close());
  return reader;
}

type Seen = { kinds: string[]; words: string; judged: Map<string, string> };

/** Reads round after round until it is as it should be. */
async function seen(reader: GroupReader, what: string, holds: (seen: Seen) => boolean): Promise<Seen> {
  let found: Found[] = [];
  const look = (): Seen => ({
    kinds: found.filter(({ judged }) => judged.status !== 'ok').map(({ judged, subject, kind }) => `${judged.status} ${subject}: ${kind}`),
    words: found.map(({ told }) => toldInUtc(told)).join('\n'),
    judged: new Map(reader.judged().map(([asked, { judged }]) => [asked, `${judged.status}: ${judged.reason}`])),
  });
  try {
    await until(
      what,
      async () => {
        found = await reader.round();
        return holds(look());
      },
      30_000,
    );
  } catch (error) {
    throw new Error(JSON.stringify([look().kinds, [...look().judged]]), { cause: error });
  }
  return look();
}

const isWell = ({ kinds, judged }: Seen): boolean =>
  kinds.length === 0 && judged.size > 0 && [...judged.values()].every((one) => one.startsWith('ok'));

async function watchedSet() {
  const a = await started(startRedis());
  const [b, c] = await Promise.all([started(startRedis({ replicaOf: a.port })), started(startRedis({ replicaOf: a.port }))]);
  const sentinels = await Promise.all([1, 2, 3].map(() => started(startSentinel(a.port))));
  const [s1, s2, s3] = sentinels;
  if (!s1 || !s2 || !s3) throw new Error('no Sentinels');
  const reader = read({ a, b, c }, sentinels);
  await seen(reader, 'all is well', (all) => isWell(all) && all.judged.size === 6);
  return { a, b, c, s1, s2, s3, reader };
}

describe.skipIf(REDIS === null)('three real Sentinels over a master and two replicas', () => {
  test('that are well say whom they watch and how many have to agree', async () => {
    const { a, reader } = await watchedSet();
    const { judged } = await seen(reader, 'all is well', isWell);
    expect(judged.get('s1 sentinel')).toBe(`ok: watches main at 127.0.0.1:${a.port}: 2 of 3 have to agree that it is down`);
  });

  test('of which one is killed have none to spare, and of which two are have no quorum, by their own word and by count', async () => {
    const { s2, s3, reader } = await watchedSet();
    s3.signal('SIGKILL');
    await seen(reader, 'none is left to spare', ({ kinds }) => kinds.includes('warning s1 and s2: no spare'));
    s2.signal('SIGKILL');
    const { judged } = await seen(
      reader,
      'there is no quorum',
      (all) => all.kinds.includes('critical s1: no quorum') && all.judged.get('s1 sentinel')?.startsWith('critical') === true,
    );
    expect(judged.get('s1 sentinel')).toMatch(/no failover is possible by its own word/);
  });

  test('of which one is held up: it is not counted, and in TILT it says so when it goes on', async () => {
    const { s3, reader } = await watchedSet();
    s3.signal('SIGSTOP');
    await seen(reader, 'none is left to spare', ({ kinds }) => kinds.includes('warning s1 and s2: no spare'));
    const stoppedAt = Date.now();
    await until('it was held up for longer than a Sentinel takes for steady', () => Date.now() - stoppedAt > 2_500, 10_000);
    s3.signal('SIGCONT');
    const { words } = await seen(reader, 'it is in TILT', ({ judged }) => judged.get('s3 sentinel')?.includes('TILT') === true);
    expect(words).toMatch(/2 of 3 Sentinels are heard and able to act, s3 is not/);
  });

  test('whose master is killed agree that it is down, promote another, and name it as it is by its own word', async () => {
    const { a, s1, s2, s3, reader } = await watchedSet();
    for (const one of [s1, s2, s3]) await one.command('SENTINEL', 'SET', 'main', 'down-after-milliseconds', '3000');
    a.signal('SIGKILL');
    await seen(reader, 'they hold it down', ({ judged }) => [...judged.values()].some((one) => /\((o|s)_down\)/.test(one)));
    const { judged } = await seen(
      reader,
      'they name another, and nothing is against it',
      (all) => all.kinds.length === 0 && ['s1', 's2', 's3'].every((name) => all.judged.get(`${name} sentinel`)?.startsWith('ok') === true),
    );
    expect(judged.get('s1 sentinel')).not.toContain(`:${a.port}:`);
    expect(judged.get('a info')).toBeDefined();
  });

  test('with a quorum that cannot be reached say so', async () => {
    const { s1, reader } = await watchedSet();
    await s1.command('SENTINEL', 'SET', 'main', 'quorum', '7');
    const { judged } = await seen(reader, 'it is said', (all) => all.kinds.some((one) => one.endsWith('no quorum')));
    expect(judged.get('s1 sentinel')).toMatch(/^critical: no failover is possible by its own word: 3 usable Sentinels/);
  });

  test('of which one watches another server: it names another master, they disagree, and each is told', async () => {
    const { a, s1, s2, s3, reader } = await watchedSet();
    const elsewhere = await started(startRedis());
    await s3.command('SENTINEL', 'REMOVE', 'main');
    await seen(
      reader,
      'it knows no set',
      ({ judged }) => judged.get('s3 sentinel')?.startsWith('critical: knows no master by the name main') === true,
    );
    await s3.command('SENTINEL', 'MONITOR', 'main', '127.0.0.1', String(elsewhere.port), '2');
    const expected = ['critical s3: misnamed', 'critical s1, s2 and s3: disagreement'];
    const { words } = await seen(reader, 'they disagree', ({ kinds }) => expected.every((one) => kinds.includes(one)));
    expect(words).toContain(
      `s3 names 127.0.0.1:${elsewhere.port} as the master, which is no node of this group, while a is, by its own word`,
    );
    await s3.command('SENTINEL', 'REMOVE', 'main');
    await s3.command('SENTINEL', 'MONITOR', 'main', '127.0.0.1', String(a.port), '2');
    for (const one of [s1, s2]) await one.command('SENTINEL', 'RESET', 'main');
    await seen(reader, 'they agree', ({ kinds }) => kinds.length === 0);
  });
});

describe.skipIf(REDIS === null)('a real server of the other kind', () => {
  test('is refused in words and never taken for what it is not', async () => {
    const a = await started(startRedis());
    const sentinel = await started(startSentinel(a.port));
    const { redis } = await import('#lib/systems/redis/index.ts');
    const { redisSection } = await import('#lib/systems/redis/config.ts');
    const { NO_METER } = await import('#lib/io/meter.ts');
    const section = redisSection.read({
      groups: [
        {
          name: 'live',
          nodes: [{ name: 'a', address: `127.0.0.1:${sentinel.port}` }],
          sentinels: { master: 'main', nodes: [{ name: 's1', address: `127.0.0.1:${a.port}` }] },
        },
      ],
    });
    if (!section.ok) throw new Error('not read');
    const nodes = section.groups[0]?.nodes ?? [];
    expect(nodes.map(({ name }) => name).toSorted()).toEqual(['a', 's1']);
    for (const { settings } of nodes) {
      const probe = redis.probes.find(({ isAsked }) => isAsked?.(settings));
      const connection = redis.connect(settings, NO_METER);
      open.push(() => redis.close(connection));
      const asked = async () => probe?.parse(await probe.fetch(connection, AbortSignal.timeout(2_000)));
      await expect(asked()).rejects.toThrow(/this is a (Sentinel, not a data node|data node and no Sentinel)/);
    }
  });
});
