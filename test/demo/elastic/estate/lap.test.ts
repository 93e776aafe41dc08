import { expect, test } from 'vitest';
import { buildCluster } from '#demo/elastic/estate/build.ts';
import { followUp } from '#demo/elastic/estate/follow-up.ts';
import { ELASTIC_CLUSTERS } from '#demo/elastic/estate/layout.ts';
import { ELASTIC_STEPS } from '#demo/elastic/estate/story-steps.ts';
import { advance } from '#demo/elastic/model/advance.ts';
import type { Cluster } from '#demo/elastic/model/cluster.ts';
import { healthOf } from '#demo/elastic/model/health.ts';
import { obey } from '#demo/elastic/model/orders.ts';
import { STORY } from '#demo/story.ts';

const START = Date.UTC(2026, 6, 1, 12);

/** What a cluster was like in the seconds of a lap, without repetitions. */
function play(cluster: Cluster, laps: number): { seen: string[]; ends: string[] } {
  const seen: string[] = [];
  const ends: string[] = [];
  for (let second = 1; second <= laps * STORY.lapSeconds; second++) {
    const now = START + second * 1_000;
    for (const { at, deed } of ELASTIC_STEPS) {
      if (deed.do !== 'elastic' || deed.order.cluster !== cluster.name || at !== second % STORY.lapSeconds) continue;
      obey(cluster, deed.order.told, now);
      followUp(cluster, deed.order.told, now);
    }
    advance(cluster, now);
    const { color, counts } = healthOf(cluster);
    const word = counts.relocating > 0 ? `${color}, moving` : color;
    if (seen.at(-1) !== word) seen.push(word);
    if (second % STORY.lapSeconds === 0) ends.push(color);
  }
  return { seen, ends };
}

test.each([
  ['search', ['green', 'red', 'yellow', 'green', 'green, moving', 'green']],
  ['logs', ['green', 'yellow', 'green']],
  ['search-co', ['green', 'yellow', 'green']],
])('%s: what the story does to it shows, and every lap ends where it began', (name, expected) => {
  const demo = ELASTIC_CLUSTERS.find((one) => one.name === name);
  if (!demo) throw new Error(name);
  const { product, version } = demo;
  const { seen, ends } = play(buildCluster(demo, { name, product, version, now: START }), 2);
  expect(ends).toEqual(['green', 'green']);
  expect(seen).toEqual([...expected, ...expected.slice(1)]);
});
