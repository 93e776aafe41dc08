import { expect, onTestFinished, test, vi } from 'vitest';
import { type RunningElastic, startElastic } from '#demo/elastic/wire/start.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import type { ElasticNode } from '#lib/systems/elastic/connection.ts';
import { fetchShards } from '#lib/systems/elastic/fetch-shards.ts';
import { elastic } from '#lib/systems/elastic/index.ts';
import { CLUSTER_NODE } from '#lib/systems/elastic/model.ts';

const MINUTE_MS = 60_000;

/** A cluster, and the way to ask it for its shards: gives how often its routing table was read for that. */
async function watch(): Promise<{ running: RunningElastic; ask(): Promise<number>; tellers: string[] }> {
  const running = await startElastic({ version: '8.19.2', clock: null });
  const nodes = running.urls.map(({ node, url }) => ({ name: node, url }));
  const section = elasticSection.read({ clusters: [{ name: 'search', nodes }] });
  if (!section.ok) throw new Error(JSON.stringify(section.misfits));
  const settings = section.groups[0]?.nodes.find(({ name }) => name === CLUSTER_NODE)?.settings;
  const connection = elastic.connect(settings, NO_METER) as ElasticNode;
  onTestFinished(async () => {
    vi.useRealTimers();
    elastic.close(connection);
    await running.stop();
  });
  const tellers: string[] = [];
  const ask = async (): Promise<number> => {
    const before = running.asked.length;
    tellers.push((await fetchShards(connection, AbortSignal.timeout(5_000))).by);
    return running.asked.slice(before).filter(({ target }) => target.includes('routing_table')).length;
  };
  return { running, ask, tellers };
}

test('the routing table is read again when the state changed, and not before', async () => {
  const { running, ask } = await watch();
  expect([await ask(), await ask(), await ask()]).toEqual([1, 0, 0]);
  const [node = ''] = running.urls.map((url) => url.node).slice(-1);
  await running.order({ order: 'stop node', node });
  running.pass(MINUTE_MS);
  expect([await ask(), await ask()]).toEqual([1, 0]);
});

test.each([
  ['four minutes later', 4 * MINUTE_MS, 0],
  ['five minutes later', 5 * MINUTE_MS, 1],
  ['after the clock was set back', -MINUTE_MS, 1],
])('%s the routing table of a state that stayed is read as often as it should', async (_, passedMs, reads) => {
  const { ask } = await watch();
  const at = Date.now();
  vi.useFakeTimers({ now: at, toFake: ['Date'] });
  await ask();
  vi.setSystemTime(at + passedMs);
  expect(await ask()).toBe(reads);
});

test('whoever answered last is asked first, and the next one when it does not', async () => {
  const { running, ask, tellers } = await watch();
  const [first = '', second = ''] = running.urls.map(({ node }) => node);
  await ask();
  running.spoil(first, { is: 'html', status: 200 });
  await ask();
  running.spoil(first, null);
  await ask();
  expect(tellers).toEqual([first, second, second]);
});
