import type { Node } from '../../model/cluster.ts';
import { gaugesOf } from '../../model/gauges.ts';
import type { Ask, Route } from '../ask.ts';
import { isElasticFrom, isSearch, type Release } from '../release.ts';
import { illegalArgument } from '../wire-error.ts';
import { rolesText } from './cat-allocation.ts';
import { isReached, nodesBy } from './names.ts';
import { transportOf } from './state.ts';

export const hotThreadRoutes: Route[] = ['/_nodes/hot_threads', '/_nodes/{node}/hot_threads'].map((path) => ({
  ...{ methods: ['GET'], path, action: 'cluster:monitor/nodes/hot_threads', privilege: 'monitor', serve },
  parameters: (release: Release) => [
    'type',
    'threads',
    'interval',
    'snapshots',
    'ignore_idle_threads',
    'timeout',
    ...(isElasticFrom(release, 7, 16) ? ['sort'] : []),
  ],
}));

function serve(ask: Ask): string {
  const type = ask.query.get('type') ?? 'cpu';
  const known = ['cpu', 'wait', 'block', ...(isElasticFrom(ask.release, 7, 16) ? ['mem'] : [])];
  if (!known.includes(type)) throw illegalArgument(`type not supported [${type}]`);
  return nodesBy(ask, ask.parts.node)
    .filter((node) => isReached(ask, node))
    .map((node) => textOf(ask, node, type))
    .join('\n');
}

function textOf({ release, now }: Ask, node: Node, type: string): string {
  const product = isSearch(release) ? 'elasticsearch' : 'opensearch';
  const roles = isElasticFrom(release, 7) || !isSearch(release) ? `{${rolesText(node)}}` : '';
  const { cpuPercent } = gaugesOf(node, now);
  const threads = [
    { part: 0.55, pool: 'search', call: 'search.query.QueryPhase.execute' },
    { part: 0.2, pool: 'write', call: 'index.engine.InternalEngine.index' },
  ];
  const told = threads.map(({ part, pool, call }, at) => {
    const percent = Math.round(cpuPercent * part * 10) / 10;
    return `   ${`${percent}% [cpu=${percent}%, other=0.0%]`} (${percent * 5}ms out of 500ms) ${type} usage by thread '${product}[${node.name}][${pool}][T#${at + 1}]'
     10/10 snapshots sharing following 2 elements
       app/org.${product}.server/org.${product}.${call}(Unknown Source)
       java.base@21.0.2/java.lang.Thread.run(Thread.java:1583)
`;
  });
  const where = `{${node.name}}{${node.id}}{${node.ephemeralId}}{${node.host}}{${transportOf(node)}}${roles}`;
  return `::: ${where}\n   Hot threads at ${new Date(now).toISOString()}, interval=500ms, busiestThreads=3, ignoreIdleThreads=true:\n   \n${told.join('\n')}`;
}
