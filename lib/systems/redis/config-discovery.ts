import type * as z from 'zod';
import type { Misfit } from '../../section.ts';
import { items, valueAt } from '../../section-check.ts';
import { duration, listOf, mapping, network, orNone } from '../../settings.ts';
import type { Discovering, GroupSpec } from '../../system.ts';
import { clusterPlace } from './cluster/config.ts';
import type { RedisSettings } from './config.ts';
import { dataPlace, type GroupSettings, type Sentinels, sentinelSettings } from './sentinel/config.ts';

/** A node that failed at night is still to be seen in the morning, and the day after. */
const FORGET_AFTER_MS = 2 * 86_400_000;

const forgetAfter = duration({ minMs: 60_000, maxMs: 30 * 86_400_000, example: '24h' });

const looked = mapping({
  networks: listOf(network('send passwords to whoever is named'), 'network'),
  forgetAfter: forgetAfter.exactOptional(),
});

/** That other members of a group are looked for; none clears what would be inherited. */
export const discovery = orNone(looked).exactOptional();

export type Discovery = z.output<typeof looked> | null;

type Group = { discovery?: Discovery | undefined; sentinels?: Sentinels | undefined; cluster?: boolean | undefined };
type Given = { inherited: GroupSettings; tags: string[] };

/** Members that nobody configured are asked as the nodes of their group are, Sentinels as its Sentinels, and as nobody where they are not to be asked. */
export function discoveryOf(
  { discovery, sentinels, cluster }: Group,
  { inherited, tags }: Given,
): Pick<GroupSpec<RedisSettings>, 'discovery'> {
  if (!discovery) return {};
  const data = { ...inherited, ...dataPlace({ sentinels, discovery }), ...clusterPlace({ cluster }) };
  const settingsOf: Discovering<RedisSettings>['settingsOf'] = ({ name, host, port, kind, ip }) => {
    const of = kind === 'sentinel' ? sentinelSettings({ sentinels, discovery }, inherited) : data;
    if (of === null || ip === null) return { ...data, ...of, name, address: { host, port }, read: null, act: null, analyse: null };
    return { ...of, name, address: { host, port, ip } };
  };
  const { networks, forgetAfter = FORGET_AFTER_MS } = discovery;
  return { discovery: { networks, forgetAfterMs: forgetAfter, tags, settingsOf } };
}

/** A group needs somebody to begin with: nodes of its own, or Sentinels that may name some. */
export function nobodyMisfits(raw: unknown): Misfit[] {
  const groups = items({ path: ['redis'], raw }, 'groups');
  return groups.flatMap((group) => {
    const [nodes, sentinels] = [valueAt(group.raw, ['nodes']), valueAt(group.raw, ['sentinels'])];
    const isEmpty = nodes === undefined || (Array.isArray(nodes) && nodes.length === 0);
    const discovers = valueAt(group.raw, ['discovery']) ?? valueAt(raw, ['discovery']);
    if (!isEmpty || (sentinels !== undefined && discovers !== undefined && discovers !== 'none')) return [];
    const message = nodes === undefined ? 'is missing: add it (a list of at least one node)' : 'holds no node: add at least one';
    const instead = sentinels === undefined ? '' : ', or discovery: { networks: [10.0.0.0/8] }, so that the Sentinels are asked for them';
    return [{ path: [...group.path, 'nodes'], message: `${message}${instead}` }];
  });
}
