import { describe, expect, onTestFinished, test } from 'vitest';
import type { ElasticOrder } from '#demo/elastic/model/orders.ts';
import { type ElasticOptions, type RunningElastic, startElastic } from '#demo/elastic/wire/start.ts';
import type { Found } from '#lib/finding.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import { probesOf, type WitnessNode } from '#lib/system.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import { elastic } from '#lib/systems/elastic/index.ts';
import { kinds, sentences } from './cluster-scene.ts';

type Given = Pick<ElasticOptions, 'version' | 'product' | 'hasBalancer'> & { isBalanced?: boolean; members?: string[] };

/** A stand-in cluster of three that is asked by the real client whatever a poll asks, round by round, 15 s apart by its own clock. */
async function watch({ isBalanced = false, members, ...options }: Given) {
  const names = ['es1', 'es2', 'es3'];
  const running = await startElastic({ ...options, clock: null, nodeNames: names });
  const urls = isBalanced ? [{ node: 'lb', url: running.balancer ?? '' }] : running.urls;
  const cluster = { name: 'search', nodes: urls.map(({ node, url }) => ({ name: node, url })), ...(members ? { members } : {}) };
  const section = elasticSection.read({ clusters: [cluster] });
  if (!section.ok) throw new Error(JSON.stringify(section.misfits));
  const nodes = (section.groups[0]?.nodes ?? []).map(({ name, settings }) => ({
    node: name,
    settings,
    connection: elastic.connect(settings, NO_METER),
    windows: {} as Record<string, Reading<unknown>[]>,
  }));
  onTestFinished(async () => {
    for (const { connection } of nodes) elastic.close(connection);
    await running.stop();
  });
  let standing: ReadonlySet<string> = new Set();
  return {
    running,
    /** What is found after so many rounds. */
    async rounds(count: number): Promise<Found[]> {
      let found: Found[] = [];
      for (let round = 0; round < count; round += 1) {
        running.pass(15_000);
        for (const one of nodes) await ask(one, running);
        found = elastic.witness?.({ nodes, standing, marks: [], inFlight: [], events: [], now: running.now() }) ?? [];
        standing = new Set(found.map(({ id }) => id));
      }
      return found;
    },
  };
}

type Asked = WitnessNode<unknown> & { connection: unknown; windows: Record<string, Reading<unknown>[]> };

/** As the engine does: what cannot be read now is not gone by. */
async function ask({ node, settings, connection, windows }: Asked, running: RunningElastic): Promise<void> {
  for (const probe of probesOf(elastic, settings)) {
    const source = { system: 'elastic', group: 'search', node, probe: probe.name };
    try {
      const { value } = probe.parse(await probe.fetch(connection, AbortSignal.timeout(3_000)));
      const [newest, ...older] = windows[probe.name] ?? [];
      const past = newest ? [{ ...newest, value: probe.past ? probe.past(newest.value, undefined) : newest.value }, ...older] : [];
      windows[probe.name] = [{ value, observedAt: running.now(), producedAt: null, source }, ...past].slice(0, probe.keep);
    } catch {
      windows[probe.name] = [];
    }
  }
}

const VERSIONS: Pick<ElasticOptions, 'version' | 'product'>[] = [
  { version: '7.17.14' },
  { version: '8.17.0' },
  { version: '9.2.0' },
  { version: '2.19.1', product: 'opensearch' },
  { version: '3.0.0', product: 'opensearch' },
];

test.each(VERSIONS)('of a cluster that is well nothing is found: $version', async (version) => {
  const { rounds } = await watch(version);
  expect(kinds(await rounds(3))).toEqual([]);
});

describe.each<Pick<ElasticOptions, 'version' | 'product'>>([{ version: '8.17.0' }, { version: '2.19.1', product: 'opensearch' }])(
  'by $version',
  (version) => {
    test.each<[string, ElasticOrder[], string[]]>([
      ['masters that are split', [{ order: 'split masters', nodes: ['es3'] }], ['critical es1, es2 and es3: masters']],
      ['a node without a master', [{ order: 'isolate node', node: 'es3' }], ['critical es3: no master']],
      ['a node of another cluster', [{ order: 'other uuid', node: 'es3' }], ['critical es1, es2 and es3: clusters']],
      ['a state that was made twice', [{ order: 'diverge node', node: 'es3' }], ['critical es1, es2 and es3: states']],
    ])('%s: is found', async (_, orders, expected) => {
      const { running, rounds } = await watch(version);
      await rounds(2);
      for (const order of orders) await running.order(order);
      const found = kinds(await rounds(3));
      expect(found.filter((one) => one.startsWith('critical'))).toEqual(expected);
    });

    test('a member that was stopped is missed, and its shards say whose they were, long after', async () => {
      const { running, rounds } = await watch({ ...version, members: ['es1', 'es2', 'es3'] });
      await rounds(2);
      await running.order({ order: 'stop node', node: 'es3' });
      const found = await rounds(16);
      expect(kinds(found)).toContain('warning es3: missing');
      const lost = found.filter(({ kind }) => kind === 'unassigned');
      expect(sentences(lost)).toContain('have lost the member es3 that held them');
      await running.order({ order: 'start node', node: 'es3' });
      expect(kinds(await rounds(3))).not.toContain('warning es3: missing');
    });
  },
);

test('behind a balancer it is said that nothing can be said', async () => {
  const { rounds } = await watch({ version: '8.17.0', hasBalancer: true, isBalanced: true });
  expect(kinds(await rounds(4))).toContain('unknown lb: in turn');
});
