import { afterEach, describe, expect, test } from 'vitest';
import { type Found, toldInUtc } from '#lib/finding.ts';
import { until } from '#test/fakes/until.ts';
import { startCluster } from './redis-cluster-process.ts';
import { type GroupReader, openGroup } from './redis-group.ts';
import { REDIS, startRedis } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Three masters, as many replicas of the first ones as are wanted, and a reader of all. */
async function cluster(replicas: number) {
  const members = await startCluster(replicas, (one) => open.push(() => one.stop()));
  const names = Object.fromEntries(members.map(({ port }, index) => [index < 3 ? `m${index + 1}` : `r${index - 2}`, port]));
  const reader = openGroup(names, { cluster: true });
  open.push(() => reader.close());
  const [m1, m2, m3] = members;
  if (!m1 || !m2 || !m3) throw new Error('no masters');
  return { m1, m2, m3, reader };
}

/** Reads round after round until what is found of the cluster is as it should be. */
async function seen(
  reader: GroupReader,
  what: string,
  holds: (kinds: readonly string[], judged: ReadonlyMap<string, string>) => boolean,
): Promise<string> {
  let found: Found[] = [];
  const look = (): [string[], Map<string, string>] => [
    found.filter(({ judged }) => judged.status !== 'ok').map(({ judged, subject, kind }) => `${judged.status} ${subject}: ${kind}`),
    new Map(reader.judged().map(([asked, { judged }]) => [asked, `${judged.status}: ${judged.reason}`])),
  ];
  try {
    await until(
      what,
      async () => {
        found = await reader.round();
        return holds(...look());
      },
      40_000,
    );
  } catch (error) {
    const [kinds, judged] = look();
    throw new Error(JSON.stringify([kinds, [...judged]]), { cause: error });
  }
  return found.map(({ told }) => toldInUtc(told)).join('\n');
}

const isWell = (kinds: readonly string[], judged: ReadonlyMap<string, string>): boolean =>
  kinds.length === 0 && [...judged.values()].every((one) => one.startsWith('ok'));

describe.skipIf(REDIS === null)('a real cluster', () => {
  test('of three masters with a replica each is well, and its many masters are no fault', async () => {
    const { reader } = await cluster(3);
    await seen(reader, 'all is well', isWell);
  });

  test('whose master is killed and has no replica: its slots are not covered, by the own word of those that are left', async () => {
    const { m1, reader } = await cluster(0);
    await seen(reader, 'only replicas are missing', (kinds) => kinds.join() === 'warning m1, m2 and m3: no replica');
    m1.signal('SIGKILL');
    const words = await seen(
      reader,
      'they answer CLUSTERDOWN',
      (kinds, judged) =>
        kinds.includes('critical slots 0-5460: uncovered') &&
        judged.get('m2 cluster')?.startsWith('critical: answers commands on keys with CLUSTERDOWN') === true,
    );
    expect(words).toMatch(/no master that is read has slots 0-5460 \(5,461\) by its own word, and m1 is not read/);
  });

  test('from which slots are taken says so at once, though every node is read', async () => {
    const { m1, m2, m3, reader } = await cluster(0);
    for (const one of [m1, m2, m3]) await one.command('CLUSTER', 'DELSLOTS', '100');
    const words = await seen(reader, 'one is missing', (kinds) => kinds.includes('critical slot 100: uncovered'));
    expect(words).toContain('though every node is read');
  });

  test('whose frozen master is replaced by its replica is covered again, and the one that was frozen has no slots when it is back', async () => {
    const { m1, reader } = await cluster(1);
    await seen(reader, 'it stands', (kinds) => kinds.join() === 'warning m2 and m3: no replica');
    m1.signal('SIGSTOP');
    await seen(reader, 'its replica has its slots', (_, judged) => judged.get('r1 cluster') === 'ok: serves 5,461 slots');
    m1.signal('SIGCONT');
    await seen(
      reader,
      'it is back as a replica',
      (kinds, judged) => judged.get('m1 cluster') === 'ok: holds a copy in the cluster' && kinds.join() === 'warning m2 and m3: no replica',
    );
  });

  test('of which a slot is half moved says from where to where', async () => {
    const { m1, m2, reader } = await cluster(0);
    const [from, to] = await Promise.all([m1.command('CLUSTER', 'MYID'), m2.command('CLUSTER', 'MYID')]);
    await m2.command('CLUSTER', 'SETSLOT', '7', 'IMPORTING', String(from));
    await m1.command('CLUSTER', 'SETSLOT', '7', 'MIGRATING', String(to));
    const words = await seen(
      reader,
      'it is said',
      (kinds) => kinds.includes('warning m1: open slots') && kinds.includes('warning m2: open slots'),
    );
    expect(words).toContain('m1 is moving 7 to m2');
  });

  test('that is configured and is none is refused in words', async () => {
    const one = await startRedis();
    open.push(() => one.stop());
    const [{ redis }, { redisSection }, { NO_METER }] = await Promise.all([
      import('#lib/systems/redis/index.ts'),
      import('#lib/systems/redis/config.ts'),
      import('#lib/io/meter.ts'),
    ]);
    const section = redisSection.read({ groups: [{ name: 'g', cluster: true, nodes: [{ name: 'a', address: `127.0.0.1:${one.port}` }] }] });
    const probe = redis.probes.find(({ name }) => name === 'cluster');
    const connection = redis.connect(section.ok ? section.groups[0]?.nodes[0]?.settings : null, NO_METER);
    open.push(() => redis.close(connection));
    await expect(probe?.fetch(connection, AbortSignal.timeout(2_000))).rejects.toThrow(/cluster support disabled/);
  });
});
