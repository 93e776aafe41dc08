import { expect, test } from 'vitest';
import type { NodeSpec } from '#lib/system.ts';
import { loadOpen, printed } from './written.ts';

/** The nodes of two groups over some hosts. */
async function nodesOf(hosts: string): Promise<Pick<NodeSpec<unknown>, 'name' | 'host' | 'tags'>[]> {
  const loaded = await loadOpen(`${hosts}
haproxy:
  tags: [edge]
  groups:
    - name: web
      tags: [public, edge]
      nodes:
        - { name: lb1, url: 'http://10.0.0.1/', tags: [canary] }
        - { name: lb2, url: 'http://10.0.0.2/', host: LB2.example.net }
    - name: internal
      nodes:
        - { name: lb3, url: 'http://10.0.0.3/' }
`);
  if (!loaded.ok) throw new Error(printed(loaded));
  return (loaded.config.systems.haproxy ?? []).flatMap(({ nodes }) => nodes.map(({ name, host, tags }) => ({ name, host, tags })));
}

test('a node has the tags of its section, of its group and its own, each once', async () => {
  expect(await nodesOf('')).toEqual([
    { name: 'lb1', host: '10.0.0.1', tags: ['edge', 'public', 'canary'] },
    { name: 'lb2', host: 'lb2.example.net', tags: ['edge', 'public'] },
    { name: 'lb3', host: '10.0.0.3', tags: ['edge'] },
  ]);
});

test('a node stands on the host that is called as it says, in any case, and has its tags too', async () => {
  const hosts = 'hosts: [{ name: Rack1, aliases: [10.0.0.1, lb2.example.net], tags: [rack-a, edge] }]';
  expect(await nodesOf(hosts)).toEqual([
    { name: 'lb1', host: 'Rack1', tags: ['edge', 'public', 'canary', 'rack-a'] },
    { name: 'lb2', host: 'Rack1', tags: ['edge', 'public', 'rack-a'] },
    { name: 'lb3', host: '10.0.0.3', tags: ['edge'] },
  ]);
});
