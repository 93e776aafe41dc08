import { afterEach, describe, expect, test } from 'vitest';
import { EXPLAIN, type Explanation } from '#lib/systems/elastic/asked/explain/model.ts';
import { INDEX, type IndexAnswer } from '#lib/systems/elastic/asked/model.ts';
import { ALLOCATION, HEALTH, INDICES, LOAD, RECOVERIES, SHARDS } from '#lib/systems/elastic/model.ts';
import { ACTING_VERSIONS, type ActingCluster, startActingCluster } from './acting-cluster.ts';

const HOUR_MS = 3_600_000;

let at: ActingCluster;
afterEach(() => at.close());

/** Rows of a probe that are not ok, by their ids, with their words. */
async function troubles(probe: string): Promise<string[]> {
  const { rows } = await at.judge(probe);
  return rows.filter(({ judged }) => judged.status !== 'ok').map(({ id, judged }) => `${id} ${judged.status}: ${judged.reason}`);
}

const anIndex = (): string => [...at.standin.cluster.indices.values()].find(({ name }) => !name.startsWith('.'))?.name ?? '';

describe.each(ACTING_VERSIONS)('with %s %s', (product, version) => {
  test('an index that goes red is named, and why is one question away; mended and tried again it is well', async () => {
    at = await startActingCluster({ product, version });
    const index = anIndex();
    await at.standin.order({ order: 'fail shard', index, shard: 0, isPrimary: true });
    at.standin.pass(HOUR_MS / 4);
    expect((await at.judge(HEALTH)).judged.status).toBe('critical');
    expect(await troubles(INDICES)).toEqual([expect.stringMatching(new RegExp(`^index/${index} critical: red: 1 of \\d+ primary`))]);
    expect((await troubles(SHARDS)).filter((line) => line.startsWith(`shard/${index}/0/p critical: primary not assigned`))).toHaveLength(1);
    const why = await at.ask<Explanation>(EXPLAIN, { index, number: 0, isPrimary: true, member: null });
    expect([why.index, why.isPrimary, why.members.length > 0, why.words.length > 20]).toEqual([index, true, true, true]);
    await at.standin.order({ order: 'mend shard', index, shard: 0 });
    expect((await at.perform('retry-failed', {})).sent[0]?.is).toBe('taken');
    at.standin.pass(HOUR_MS);
    expect((await at.judge(HEALTH)).judged.status).toBe('ok');
  });

  test('a disk beyond its watermark is told, its shards move with percent and places, and beyond the last one the index is blocked', async () => {
    at = await startActingCluster({ product, version });
    const [member = '', ...others] = at.standin.urls.map(({ node }) => node);
    await at.standin.order({ order: 'fill disk', node: member, ratio: 0.93 });
    at.standin.pass(60_000);
    expect(await troubles(ALLOCATION)).toEqual([
      expect.stringMatching(new RegExp(`^member/${member} warning: .*beyond the high watermark`)),
    ]);
    const moving = (await at.judge(RECOVERIES)).rows.map(({ value }) => value as { from: string; to: string; percent: number | null });
    expect(moving.filter(({ from, to }) => from === member && others.includes(to)).length).toBeGreaterThan(0);
    expect(moving.filter(({ to }) => to === member)).toEqual([]);
    await at.standin.order({ order: 'fill disk', node: member, ratio: 0.97 });
    at.standin.pass(60_000);
    expect((await troubles(ALLOCATION))[0]).toMatch(new RegExp(`^member/${member} critical: .*flood stage`));
    const blocked = [...at.standin.cluster.indices.values()].find(
      ({ settings }) => settings['index.blocks.read_only_allow_delete'] === 'true',
    );
    const { blocks } = await at.ask<IndexAnswer>(INDEX, { index: blocked?.name ?? '' });
    expect(blocks).toContain('read_only_allow_delete');
  });

  test('one node that is gone is not the end of the cluster: whoever answers tells of it, and where nobody does each is named', async () => {
    at = await startActingCluster({ product, version });
    const names = at.standin.urls.map(({ node }) => node);
    const [first = '', ...others] = names;
    await at.standin.order({ order: 'stop node', node: first });
    at.standin.pass(60_000);
    const { rows } = await at.judge(HEALTH);
    expect(rows.map(({ value }) => others.includes((value as { by: string }).by))).toEqual([true]);
    expect((await at.judge(LOAD)).rows).toHaveLength(2);
    for (const node of others) at.standin.spoil(node, { is: 'html', status: 502 });
    const failure = await at.judge(HEALTH).catch((error: unknown) => String(error));
    for (const name of names) expect(failure).toContain(`${name}: `);
  });
});

test('a cluster that is upgraded while it is watched is known by its new version, and asked by its rules', async () => {
  at = await startActingCluster({ version: '7.17.27' });
  const versionOf = async (probe: string) =>
    ((await at.judge(probe)).rows[0]?.value as { product?: { version: string } } | undefined)?.product?.version;
  expect(await versionOf(HEALTH)).toBe('7.17.27');
  for (const node of at.standin.cluster.nodes.values()) node.version = '9.2.0';
  expect(await versionOf(HEALTH)).toBe('9.2.0');
  // A table that was read by the rules of the old version is read by those of the new one.
  expect(await versionOf(SHARDS)).toBe('9.2.0');
});
