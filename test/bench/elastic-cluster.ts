import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startElastic } from '#demo/elastic/wire/start.ts';

/**
 * A program: the stand-in of one large cluster, so that what it costs is not measured with Vigil. Prints one line of JSON with its URLs. Its control port answers /red, which breaks every copy of the
 * first shard of so many indices that the cluster is red in many places, and /moves, which takes a member away.
 */

/** What the program prints first. */
export type ElasticOpened = { control: number; urls: { node: string; url: string }[]; nodes: number; indices: number; copies: number };

const RED_INDICES = 50;

const standin = await startElastic({ version: '8.19.2', estate: 'large', name: 'large', clock: Date.now });
const { cluster } = standin;
const indices = [...cluster.indices.values()];
const control = createServer((request, response) => {
  void carryOut(request.url ?? '').then(
    () => response.end('{}'),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
const opened: ElasticOpened = {
  control: (control.address() as AddressInfo).port,
  urls: standin.urls,
  nodes: cluster.nodes.size,
  indices: indices.length,
  copies: indices.reduce((sum, { shards }) => sum + shards.reduce((all, { copies }) => all + copies.length, 0), 0),
};
console.log(JSON.stringify(opened));

async function carryOut(path: string): Promise<void> {
  if (path === '/red') {
    for (const { name } of indices.slice(0, RED_INDICES))
      await standin.order({ order: 'fail shard', index: name, shard: 0, isPrimary: true });
    return;
  }
  if (path !== '/moves') throw new Error(`there is no ${path}`);
  const last = standin.urls.at(-1);
  if (last) await standin.order({ order: 'stop node', node: last.node });
}
