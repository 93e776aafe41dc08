import { formatPath, type Misfit, type Path } from '../../section.ts';
import { items, type Place, repeats, valueAt } from '../../section-check.ts';
import { formatAddress } from './address.ts';
import { redisHost } from './config-address.ts';
import { port } from './config-servers.ts';
import type { Run, Written } from './config-written.ts';

/** Names that two instances, two servers, or an instance and a group have. */
export function checkNames(section: Place, { shared, servers, runs }: Written): Misfit[] {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return [
    ...repeats(shared, 'name', { read: text, words: (first) => `is the name of ${first} too: give each instance a name of its own` }),
    ...repeats(servers, 'host', {
      read: (value) => text(value)?.toLowerCase() ?? null,
      words: (first) => `is the host of ${first} too: list all of its instances there`,
    }),
    ...twiceOnOne(runs),
    ...likeGroups(items(section, 'groups'), runs),
  ];
}

/** An instance that a server lists twice. */
function twiceOnOne(runs: readonly Run[]): Misfit[] {
  const first = new Map<string, Path>();
  return runs.flatMap(({ name, server, own }) => {
    if (own === null) return [];
    const key = `${formatPath(server.path)} ${name}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, own.path);
    return earlier === undefined ? [] : [{ path: nameAt(own), message: `is ${formatPath(earlier)} once more: take one of the two out` }];
  });
}

/** Instances that are called like a group that is written out, told where the instance is defined. */
function likeGroups(groups: readonly Place[], runs: readonly Run[]): Misfit[] {
  return runs.flatMap(({ name, base, own }) => {
    const group = groups.find(({ raw }) => valueAt(raw, ['name']) === name);
    const place = base ?? own;
    if (group === undefined || place === null) return [];
    return [{ path: nameAt(place), message: `is the name of ${formatPath(group.path)} too: give each group a name of its own` }];
  });
}

/** Titles that would give one group two of them. */
export function titlesApart({ runs }: Written): Misfit[] {
  const first = new Map<string, Place>();
  return runs.flatMap(({ name, own, base }): Misfit[] => {
    const title = own === null ? undefined : valueAt(own.raw, ['title']);
    if (own === null || title === undefined) return [];
    const path = [...own.path, 'title'];
    if (base !== null) return [{ path, message: `belongs to all servers that run it: set it at ${formatPath(base.path)}` }];
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, own);
    if (earlier === undefined || valueAt(earlier.raw, ['title']) === title) return [];
    return [{ path, message: `is not the title that ${formatPath(earlier.path)} has, and both are one group: give one of them` }];
  });
}

/** Addresses that servers make of a host and a port and that are there already; told at the port, or at the host where the port is that of all servers. */
export function addressesTwice(section: Place, { runs }: Written, addressOf: (value: unknown) => string | null): Misfit[] {
  const first = new Map<string, { path: Path; run: Run | null }>();
  for (const group of items(section, 'groups')) {
    for (const node of items(group, 'nodes')) {
      const address = addressOf(valueAt(node.raw, ['address']));
      if (address !== null && !first.has(address)) first.set(address, { path: node.path, run: null });
    }
  }
  return runs.flatMap((run) => {
    const address = addressOfRun(run);
    if (address === null) return [];
    const earlier = first.get(address);
    if (earlier === undefined) first.set(address, { path: (run.own ?? run.server).path, run });
    // An instance that is listed twice is told as such.
    if (earlier === undefined || (earlier.run?.server === run.server && earlier.run.name === run.name)) return [];
    return [{ path: blamed(run, earlier.run), message: twiceWords(run, earlier) }];
  });
}

function twiceWords(run: Run, earlier: { path: Path; run: Run | null }): string {
  const isShared = earlier.run?.server === run.server && earlier.run.own === null && earlier.run.base !== null;
  if (isShared)
    return `is the port of ${formatPath(earlier.run?.base?.path ?? [])} too, and every server runs both: give each a port of its own`;
  return `makes the address of ${formatPath(earlier.path)} once more, which would be counted twice: take one of the two out`;
}

/** Where the address comes from that is there already. */
function blamed({ server, own, base }: Run, earlier: Run | null): Path {
  if (own !== null && valueAt(own.raw, ['port']) !== undefined) return [...own.path, 'port'];
  if (earlier?.server === server && own !== null) return own.path;
  if (earlier?.server === server && base !== null) return [...base.path, 'port'];
  return [...server.path, valueAt(server.raw, ['address']) === undefined ? 'host' : 'address'];
}

/** Null where one of the two cannot be read. */
function addressOfRun({ server, own, base }: Run): string | null {
  const written = valueAt(server.raw, ['address']) ?? valueAt(server.raw, ['host']);
  const host = typeof written === 'string' ? redisHost(written) : null;
  const read = port.safeParse(valueAt(own?.raw, ['port']) ?? valueAt(base?.raw, ['port']));
  return host !== null && read.success ? formatAddress({ host, port: read.data }) : null;
}

/** A name may stand for the whole of an instance. */
function nameAt({ path, raw }: Place): Path {
  return typeof raw === 'string' ? path : [...path, 'name'];
}
