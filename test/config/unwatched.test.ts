import { describe, expect, test } from 'vitest';
import { absentSystems } from '#config/absent.ts';
import { describeConfig } from '#config/describe.ts';
import { formatProblems } from '#config/problems.ts';
import { SECTIONS } from '#config/schema.ts';
import { load, loadOpen, printed } from './written.ts';

const HAPROXY = "haproxy: { groups: [{ name: web, nodes: [{ name: lb1, url: 'http://10.0.0.1:7001/haproxy' }] }] }";

async function absent(yaml: string) {
  const loaded = await loadOpen(yaml);
  if (!loaded.ok) throw new Error(formatProblems(loaded.problems));
  return absentSystems(loaded.config);
}

test('why a system is not watched is told when the configuration is checked', async () => {
  const loaded = await loadOpen(`unwatched: { redis: The data team watches its own. }\n${HAPROXY}`);
  expect(loaded.ok && describeConfig(loaded.config)).toContain('redis  not watched: The data team watches its own.');
});

describe('a system that is not configured', () => {
  test('is known to be absent, with why where that is written, and no other is', async () => {
    const [redis, ...others] = await absent(`unwatched: { redis: The data team watches its own. }\n${HAPROXY}`);
    expect(redis).toMatchObject({ name: 'redis', why: 'The data team watches its own.' });
    expect(others).toMatchObject([
      { name: 'sql', why: null },
      { name: 'elastic', why: null },
      { name: 'exceptions', why: null },
    ]);
  });

  test('is known to be absent where nobody wrote why', async () =>
    expect(await absent(HAPROXY)).toMatchObject([
      { name: 'redis', why: null, smallest: expect.stringContaining('redis:') },
      { name: 'sql', why: null, smallest: expect.stringContaining('sql:') },
      { name: 'elastic', why: null, smallest: expect.stringContaining('elastic:') },
      { name: 'exceptions', why: null, smallest: expect.stringContaining('exceptions:') },
    ]));

  test.each([
    ['that is watched after all', 'unwatched: { haproxy: nobody does }', 'unwatched.haproxy  is watched: haproxy: configures it'],
    ['that nobody knows', 'unwatched: { mongo: nobody does }', 'unwatched.mongo  is not a known key: known here are haproxy, redis'],
    ['without a word of why', 'unwatched: { redis: "" }', 'unwatched.redis  is empty'],
  ])('%s is refused', async (_, yaml, words) => expect(printed(await loadOpen(`${yaml}\n${HAPROXY}`))).toContain(words));
});

test.each(SECTIONS)('the least configuration of $name is shown as one that loads and watches one node', async ({ name, smallest }) => {
  const loaded = await load(`access: { secret: { env: VIGIL_SECRET }, anonymous: [${name}] }\n${smallest}\n`);
  expect(printed(loaded)).toBe('');
  const nodes = loaded.ok ? loaded.config.systems[name]?.flatMap(({ nodes }) => nodes) : [];
  // What stands for a cluster as a whole is at no host of its own.
  expect(nodes?.filter(({ host }) => host !== null)).toHaveLength(1);
});
