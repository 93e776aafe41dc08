import { Secret } from '../../secret.ts';
import type { Misfit } from '../../section.ts';
import { disorder, items, type OrderRule, type Place, repeats, valueAt, withoutRepeats } from '../../section-check.ts';
import { timeoutOrder } from '../../section-order.ts';
import { formatSqlAddress } from './address.ts';
import { readSqlAddress } from './config-address.ts';
import { LIMIT_ORDER } from './config-limits.ts';
import { DEFAULTS, interval, timeout } from './config-overrides.ts';
import { readConnectionString } from './config-string.ts';
import { ALONE } from './model.ts';

const ORDER: readonly OrderRule[] = [timeoutOrder({ timeout, interval }, DEFAULTS), ...LIMIT_ORDER];

/** A node as it is written, and the levels that it takes from, the nearest first. */
type Written = { place: Place; levels: readonly Place[] };

/** What no single value of the section can tell: what is missing, named twice, at no address, and in the wrong order. Looks at whatever is readable of a broken section. */
export function checkSql(raw: unknown): Misfit[] {
  const section: Place = { path: ['sql'], raw };
  const clusters = items(section, 'clusters');
  const alone = items(section, 'instances');
  const inClusters = clusters.map((cluster) => items(cluster, 'nodes').map((place) => ({ place, levels: [place, cluster, section] })));
  const nodes: Written[] = [...inClusters.flat(), ...alone.map((place) => ({ place, levels: [place, section] }))];
  return withoutRepeats([
    ...missing(section),
    ...reserved(clusters),
    ...repeats(clusters, 'name', { read: text, words: (first) => `is the name of ${first} too: give each cluster a name of its own` }),
    ...[...inClusters.map((own) => own.map(({ place }) => place)), alone].flatMap((own) =>
      repeats(own, 'name', { read: text, words: (first) => `is the name of ${first} too: give each node a name of its own` }),
    ),
    ...addresses(nodes),
    ...nodes.flatMap(({ levels }) => ORDER.flatMap((rule) => disorder(rule, levels))),
  ]);
}

/** The address of a node in words: as it is written, else its name, put into the server of the nearest connection string that has one. */
export function addressText({ name, address }: { name: string; address?: string | undefined }, server: string | undefined): string {
  const own = address ?? name;
  return server === undefined || address !== undefined ? own : server.replace(/\$server(name)?\$?/gi, () => own);
}

function addresses(nodes: readonly Written[]): Misfit[] {
  const first = new Map<string, string>();
  return nodes.flatMap(({ place, levels }): Misfit[] => {
    const [name, address] = [text(valueAt(place.raw, ['name'])), text(valueAt(place.raw, ['address'])) ?? undefined];
    if (name === null) return [];
    const path = [...place.path, address === undefined ? 'name' : 'address'];
    const read = readSqlAddress(addressText({ name, address }, serverOf(levels)));
    // One that is written out was told by the schema.
    if (typeof read === 'string') return address === undefined ? [{ path, message: `as its address ${read}; or give it an address:` }] : [];
    const key = formatSqlAddress(read);
    const earlier = first.get(key);
    first.set(key, earlier ?? path.slice(0, -1).join('.'));
    return earlier === undefined
      ? []
      : [{ path, message: 'is the address of another node too, which would be counted twice: take one of the two out' }];
  });
}

function serverOf(levels: readonly Place[]): string | undefined {
  for (const { raw } of levels) {
    const written = valueAt(raw, ['connectionString']);
    const read = Secret.is(written) ? readConnectionString(written.reveal()) : null;
    if (read?.ok && read.set.server !== undefined) return read.set.server;
  }
  return undefined;
}

function reserved(clusters: readonly Place[]): Misfit[] {
  const message = `is what the instances without a cluster are called together: give the cluster another name than ${ALONE}`;
  return clusters.filter(({ raw }) => valueAt(raw, ['name']) === ALONE).map(({ path }) => ({ path: [...path, 'name'], message }));
}

function missing({ path, raw }: Place): Misfit[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return [];
  if (valueAt(raw, ['clusters']) !== undefined || valueAt(raw, ['instances']) !== undefined) return [];
  const message = 'names nothing to watch: add clusters: with the nodes of each, or instances: that belong to none';
  return [{ path, message }];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
