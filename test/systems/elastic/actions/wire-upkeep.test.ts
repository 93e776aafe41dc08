import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTING_VERSIONS, type ActingCluster, startActingCluster } from '../acting-cluster.ts';

let at: ActingCluster;

/** An index that can be told apart by its name, behind a stream as most are. */
const anIndex = (): string => [...at.standin.cluster.indices.values()].find(({ name }) => name.startsWith('.ds-'))?.name ?? '';

describe.each(ACTING_VERSIONS)('upkeep of %s %s', (product, version) => {
  beforeAll(async () => {
    at = await startActingCluster({ product, version, estate: 'logs' });
  });
  afterAll(() => at.close());

  test('a task that can be cancelled is, and that it ends is the proof; one that is gone is done', async () => {
    const [nodeId = ''] = [...at.standin.cluster.nodes.values()].map((node) => node.id);
    const task = {
      ...{ id: 4711, nodeId, type: 'transport', action: 'indices:data/write/reindex', description: 'reindex from [a] to [b]' },
      ...{ startedAt: at.standin.now() - 60_000, endsAt: null, isCancellable: true, isCancelled: false, parent: null, status: null },
    };
    at.standin.cluster.tasks.push(task);
    const id = `${task.nodeId}:${task.id}`;
    const { sent, proofs, preview } = await at.perform('cancel-task', { id });
    expect([preview.refusal, sent[0]?.is, proofs[0]?.is]).toEqual([null, 'taken', 'proved']);
    const { refusal, isDone, steps } = await at.preview('cancel-task', { id: `${task.nodeId}:999999999` });
    expect([isDone, steps, refusal]).toEqual([true, [], expect.stringContaining('no task')]);
  });

  test('the block that a full disk brought is lifted where there is one', async () => {
    const index = anIndex();
    expect((await at.preview('lift-block', { index })).isDone).toBe(true);
    const own = at.standin.cluster.indices.get(index);
    if (!own) throw new Error('no such index');
    own.settings['index.blocks.read_only_allow_delete'] = 'true';
    const { sent, proofs } = await at.perform('lift-block', { index });
    expect([sent[0]?.is, proofs[0]?.is]).toEqual(['taken', 'proved']);
    expect(own.settings['index.blocks.read_only_allow_delete'] ?? null).toBeNull();
  });

  test('the step of a life cycle is tried again where it is in error, and nowhere else', async () => {
    const index = anIndex();
    expect((await at.preview('retry-lifecycle', { index })).isDone).toBe(true);
    await at.standin.order({ order: 'fail lifecycle', index });
    const { preview, sent } = await at.perform('retry-lifecycle', { index });
    const path = product === 'opensearch' ? `/_plugins/_ism/retry/${index}` : `/${index}/_ilm/retry`;
    expect([preview.refusal, preview.steps[0]?.commands, sent[0]?.is]).toEqual([null, [`POST ${path}`], 'taken']);
  });

  test('the snapshot of a policy is taken now where the product can', async () => {
    const [policy] = at.standin.cluster.policies;
    const made = await at.perform('run-snapshot', { policy: policy?.id ?? '' });
    if (product === 'opensearch') expect([made.preview.refusal, made.sent]).toEqual([expect.stringContaining('cannot be run'), []]);
    else expect([made.preview.refusal, made.sent[0]?.is]).toEqual([null, 'taken']);
  });
});
