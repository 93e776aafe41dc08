import type { Misfit } from '../../section.ts';
import { checkSection, disorder, type Place, valueAt, withoutRepeats } from '../../section-check.ts';
import { formatAddress } from './address.ts';
import { redisAddress } from './config-address.ts';
import { addressesTwice, checkNames, titlesApart } from './config-check-names.ts';
import { nobodyMisfits } from './config-discovery.ts';
import { ORDER } from './config-order.ts';
import { type Written, writtenServers } from './config-written.ts';
import { sentinelMisfits } from './sentinel/config.ts';

/** What no single value of the section can tell: what is missing, named twice, named and not there, and in the wrong order. Looks at whatever is readable of a broken section. */
export function checkRedis(raw: unknown): Misfit[] {
  const section: Place = { path: ['redis'], raw };
  const written = writtenServers(section);
  return withoutRepeats([
    ...missing(section),
    ...checkSection(raw, { base: section.path, order: ORDER, identity: { key: 'address', read: addressOf } }),
    ...checkNames(section, written),
    ...checkPicks(written),
    ...nobodyMisfits(raw),
    ...sentinelMisfits(raw, { base: section.path, addressOf }),
    ...titlesApart(written),
    ...addressesTwice(section, written, addressOf),
    ...written.runs.flatMap(({ levels }) => ORDER.flatMap((rule) => disorder(rule, levels))),
  ]);
}

/** Null for what is no address. */
function addressOf(value: unknown): string | null {
  const read = redisAddress.safeParse(value);
  return read.success ? formatAddress(read.data) : null;
}

function missing({ path, raw }: Place): Misfit[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return [];
  const has = (key: string): boolean => valueAt(raw, [key]) !== undefined;
  if (has('servers')) return [];
  if (has('instances'))
    return [{ path: [...path, 'instances'], message: 'are run by nobody: add servers: with the machines that run them, or take them out' }];
  if (has('groups')) return [];
  const message = 'names nothing to watch: add servers: with the instances that they run, or groups: with their nodes';
  return [{ path, message }];
}

/** What servers run that is not there, and what is there that no server runs. */
function checkPicks({ shared, servers, runs }: Written): Misfit[] {
  const unknown = runs.filter(({ base, own }) => base === null && own !== null && valueAt(own.raw, ['port']) === undefined);
  const idle = servers.filter(({ raw }) => shared.length === 0 && isMapping(raw) && valueAt(raw, ['instances']) === undefined);
  const run = new Set<unknown>(runs.map(({ name }) => name));
  // What a list that cannot be read names is not known.
  const lists = servers.map(({ raw }) => valueAt(raw, ['instances']) ?? []);
  const isKnown = servers.length > 0 && lists.every((list) => Array.isArray(list));
  const unrun = isKnown ? shared.filter(({ raw }) => typeof valueAt(raw, ['name']) === 'string' && !run.has(valueAt(raw, ['name']))) : [];
  return [
    ...unknown.map(({ own, near }) => ({ path: own?.path ?? [], message: unknownWords(near) })),
    ...idle.map(({ path }) => ({
      path,
      message: 'runs nothing: give it instances: of its own, or add redis.instances, which every server runs',
    })),
    ...unrun.map(({ path }) => ({
      path: [...path, 'name'],
      message: 'is run by no server, so nobody would watch it: add it to the instances: of a server, or take it out',
    })),
  ];
}

function unknownWords(near: string | null): string {
  const fix = near === null ? 'give it a port if it is one of this server alone' : `did you mean ${near}? If not, give it a port`;
  return `is no instance under redis.instances: ${fix}`;
}

function isMapping(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
