import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ACTING_VERSIONS, type ActingCluster, startActingCluster } from '../acting-cluster.ts';

let at: ActingCluster;

/** Names of members and of an index as they are in the cluster. */
const members = (): string[] => at.standin.urls.map(({ node }) => node);
const anIndex = (): string => [...at.standin.cluster.indices.values()].find(({ name }) => !name.startsWith('.'))?.name ?? '';

describe.each(ACTING_VERSIONS)('acting on %s %s', (product, version) => {
  beforeAll(async () => {
    at = await startActingCluster({ product, version });
  });
  afterAll(() => at.close());

  test('a drain is listed, proved and taken back, and keeps who was listed before', async () => {
    const [first = '', second = ''] = members();
    for (const member of [first, second]) {
      const { preview, sent, proofs } = await at.perform('drain', { member });
      expect(preview.refusal ?? '').toBe('');
      expect(sent.map(({ is }) => is)).toEqual(['taken']);
      expect(proofs.map(({ is }) => is)).toEqual(['proved']);
    }
    expect((await at.preview('drain', { member: first })).isDone).toBe(true);
    const { proofs, preview } = await at.perform('end-drain', { member: first });
    expect(preview.steps[0]?.commands).toEqual([
      `PUT /_cluster/settings {"persistent":{"cluster.routing.allocation.exclude._name":"${second}"}}`,
    ]);
    expect(proofs.map(({ is }) => is)).toEqual(['proved']);
    const last = await at.perform('end-drain', { member: second });
    expect(last.preview.steps[0]?.commands).toEqual([
      'PUT /_cluster/settings {"persistent":{"cluster.routing.allocation.exclude._name":null}}',
    ]);
    expect(last.proofs.map(({ is }) => is)).toEqual(['proved']);
  });

  test.each([
    ['allocation', 'primaries'],
    ['rebalance', 'none'],
  ])('%s is set and set back to its default, which is what nobody wrote', async (action, enable) => {
    const set = await at.perform(action, { enable });
    expect([set.sent[0]?.is, set.proofs[0]?.is]).toEqual(['taken', 'proved']);
    expect((await at.preview(action, { enable })).isDone).toBe(true);
    const back = await at.perform(action, { enable: 'all' });
    expect([back.sent[0]?.is, back.proofs[0]?.is]).toEqual(['taken', 'proved']);
    expect(back.preview.steps[0]?.commands[0]).toContain('null');
  });

  test.each([['flush'], ['refresh'], ['clear-cache']])('%s of an index is taken on every copy', async (action) => {
    const { sent, preview } = await at.perform(action, { index: anIndex() });
    expect(preview.refusal ?? '').toBe('');
    expect(sent).toEqual([{ is: 'taken', answer: expect.stringContaining('"failed":0') }]);
  });

  test('failed shards are tried again without the whole state for an answer', async () => {
    const { sent, preview } = await at.perform('retry-failed', {});
    expect(sent.map(({ is }) => is)).toEqual(['taken']);
    expect(preview.steps[0]?.commands[0]).toMatch(/^POST \/_cluster\/reroute\?retry_failed=true/);
    expect(sent[0]?.answer.length).toBeLessThan(500);
  });

  test('a shard is moved after a dry run of it, and its way is the proof', async () => {
    const copy = moveable();
    const { sent, proofs, preview } = await at.perform('move-shard', copy);
    expect(preview.refusal ?? '').toBe('');
    expect(preview.steps[0]?.commands).toHaveLength(2);
    expect(preview.steps[0]?.commands[0]).toContain('dry_run=true');
    expect([sent[0]?.is, sent[0]?.answer, proofs[0]?.is]).toEqual(['taken', expect.any(String), 'proved']);
    at.standin.pass(3_600_000);
  });

  test('a shard is not moved to where the cluster forbids it: the dry run is refused and nothing is sent', async () => {
    const copy = moveable();
    await at.perform('drain', { member: copy.to });
    const { sent } = await at.perform('move-shard', copy);
    expect(sent).toEqual([{ is: 'refused', answer: expect.stringContaining('filter') }]);
    const posts = at.standin.asked.filter(({ method, target }) => method === 'POST' && target.startsWith('/_cluster/reroute'));
    expect(posts.at(-1)?.target).toContain('dry_run=true');
    await at.perform('end-drain', { member: copy.to });
  });
});

/** A copy that is started, and a member that has none of its shard. */
function moveable(): { index: string; number: number; isPrimary: boolean; from: string; to: string } {
  const { cluster } = at.standin;
  const nodes = [...cluster.nodes.values()];
  const nameOf = (id: string | null): string => nodes.find((node) => node.id === id)?.name ?? '';
  for (const index of cluster.indices.values())
    for (const { number, copies } of index.shards) {
      const free = nodes.find(({ id }) => copies.every(({ nodeId }) => nodeId !== id));
      const own = copies.find(({ state }) => state === 'STARTED');
      if (free && own) return { index: index.name, number, isPrimary: own.isPrimary, from: nameOf(own.nodeId), to: free.name };
    }
  throw new Error('no copy can be moved');
}

describe('who may not be acted on', () => {
  afterEach(() => at.close());

  test('a cluster without credentials to act with, in words that say what to add', async () => {
    at = await startActingCluster({ version: '8.19.2' }, false);
    expect((await at.preview('drain', { member: members()[0] })).refusal).toContain('add act:');
  });

  test('a cluster whose nodes follow different masters', async () => {
    at = await startActingCluster({ version: '8.19.2' });
    await at.standin.order({ order: 'split masters', nodes: [members()[2] ?? ''] });
    expect((await at.preview('refresh', { index: anIndex() })).refusal).toContain('do not agree on the master');
  });

  test('a cluster that became another since the preview: it is asked who it is right before, and nothing is sent', async () => {
    at = await startActingCluster({ version: '8.19.2' });
    const preview = await at.preview('allocation', { enable: 'none' });
    at.standin.cluster.uuid = 'AnotherClusterAltogether';
    const sent = await at.send('allocation', preview);
    expect(sent).toEqual([{ is: 'not sent', answer: expect.stringContaining('of another cluster') }]);
    expect(at.standin.asked.some(({ method }) => method === 'PUT')).toBe(false);
  });
});
