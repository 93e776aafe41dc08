import { JsonPart } from './json-part.ts';
import type { Member, MembersInfo } from './model.ts';
import type { RawMembers } from './raw.ts';

/** Reads who is in the cluster, from `_nodes`. */
export function parseMembers({ by, product, info }: RawMembers): MembersInfo {
  return { by, product, members: new JsonPart(info, '').neededPart('nodes').entries().map(parseMember) };
}

function parseMember([id, told]: [string, JsonPart]): Member {
  const attributes = told.part('attributes');
  return {
    id,
    name: told.text('name') ?? id,
    version: told.text('version'),
    roles: told.texts('roles'),
    host: told.text('host'),
    ip: parseIp(told),
    publishAddress: told.part('http').text('publish_address'),
    attributes: Object.fromEntries(attributes.names().map((name) => [name, attributes.text(name) ?? ''])),
  };
}

/** The address of a member, which some answers give with its port. */
export function parseIp(told: JsonPart): string | null {
  const [said] = told.texts('ip');
  return said?.replace(/^\[(.*)\]:\d+$/, '$1').replace(/^([^:]*):\d+$/, '$1') ?? null;
}
