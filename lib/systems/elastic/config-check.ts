import type { Misfit } from '../../section.ts';
import { disorder, items, type OrderRule, type Place, repeats, valueAt, withoutRepeats } from '../../section-check.ts';
import { timeoutOrder } from '../../section-order.ts';
import { intervalOrder } from './config-intervals.ts';
import { behindOrder, LIMIT_ORDER } from './config-limits.ts';
import { DEFAULTS, interval, nodeUrl, timeout } from './config-overrides.ts';
import { CLUSTER_NODE } from './model.ts';

const NODE_ORDER: readonly OrderRule[] = [timeoutOrder({ timeout, interval }, DEFAULTS), behindOrder(interval, DEFAULTS.interval)];
const CLUSTER_ORDER: readonly OrderRule[] = [...NODE_ORDER, ...intervalOrder(timeout, DEFAULTS.timeout), ...LIMIT_ORDER];

/** What no single value of the section can tell: what is named twice, at one URL, reserved, and in the wrong order. Looks at whatever is readable of a broken section. */
export function checkElastic(raw: unknown): Misfit[] {
  const section: Place = { path: ['elastic'], raw };
  const clusters = items(section, 'clusters').map((cluster) => ({ cluster, nodes: items(cluster, 'nodes') }));
  const nodes = clusters.flatMap((one) => one.nodes);
  return withoutRepeats([
    ...repeats(
      clusters.map(({ cluster }) => cluster),
      'name',
      { read: textOf, words: (first) => `is the name of ${first} too: give each cluster a name of its own` },
    ),
    ...clusters.flatMap((one) =>
      repeats(one.nodes, 'name', {
        read: textOf,
        words: (first) => `is the name of ${first} too: give each node of a cluster a name of its own`,
      }),
    ),
    ...reserved(nodes),
    ...repeats(nodes, 'url', {
      read: (value) => nodeUrl.safeParse(value).data ?? null,
      words: (first) => `is the url of ${first} too, which would be counted twice: take one of the two out`,
    }),
    ...clusters.flatMap(({ cluster }) => membersTwice(cluster)),
    ...clusters.flatMap(({ cluster, nodes }) => [
      ...CLUSTER_ORDER.flatMap((rule) => disorder(rule, [cluster, section])),
      ...nodes.flatMap((node) => NODE_ORDER.flatMap((rule) => disorder(rule, [node, cluster, section]))),
    ]),
  ]);
}

function reserved(nodes: readonly Place[]): Misfit[] {
  const message = `is what Vigil calls the cluster as a whole, beside its nodes: give the node another name than ${CLUSTER_NODE}`;
  return nodes.filter(({ raw }) => valueAt(raw, ['name']) === CLUSTER_NODE).map(({ path }) => ({ path: [...path, 'name'], message }));
}

function membersTwice(cluster: Place): Misfit[] {
  const members = items(cluster, 'members');
  return members
    .filter(({ raw }, index) => typeof raw === 'string' && members.findIndex((one) => one.raw === raw) < index)
    .map(({ path }) => ({ path, message: 'stands twice in the list: take one of the two out' }));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
