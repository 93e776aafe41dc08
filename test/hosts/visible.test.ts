import { expect, test } from 'vitest';
import { visibleHosts } from '#lib/hosts/visible.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Estate } from '#lib/parts.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';

const card = (name: string): HostCard => ({ name, aliases: [], tags: [] });

/** A system with one node on each of these hosts. */
function estate(name: string, hosts: readonly string[]): Estate {
  const system = { ...haproxy, name };
  const nodes = hosts.map((host) => ({ name: `${name} on ${host}`, address: host, host, tags: [], settings: {} }));
  return { system, groups: [{ name: 'web', title: 'Web', nodes }] };
}

const CARDS = ['rack1', 'rack2', 'rack3', 'web03'].map(card);
const ESTATES = [estate('haproxy', ['rack1', 'rack2']), estate('redis', ['rack2', 'rack3'])];

test.each([
  ['of haproxy alone, without what only redis lives on', ['haproxy'], ['rack1', 'rack2', 'web03']],
  ['of redis alone, without what only haproxy lives on', ['redis'], ['rack2', 'rack3', 'web03']],
  ['of everything', ['haproxy', 'redis'], ['rack1', 'rack2', 'rack3', 'web03']],
  ['of another system, only what no node is configured on', ['sql'], ['web03']],
  ['of nothing', [], []],
])('a viewer %s is told of hosts', (_name, views, expected) => {
  expect(visibleHosts(CARDS, ESTATES, new Set(views)).map(({ name }) => name)).toEqual(expected);
});
