import * as z from 'zod';
import { line, listOf, mapping, name, shaped, wholeNumber } from '../../settings.ts';
import type { RedisAddress } from './address.ts';
import { redisHost } from './config-address.ts';
import type { Discovery } from './config-discovery.ts';
import { type Inherited, notes, overrides, serverOverrides } from './config-overrides.ts';
import type { Sentinels } from './sentinel/config.ts';

/** A node before anything is inherited: what each level sets for it, the furthest first. */
export type Member = { name: string; address: RedisAddress; host: string; notes?: string; levels: readonly Inherited[] };

/** A group before anything is inherited; `levels` are those of the group itself, which its Sentinels take from. */
export type MemberGroup = {
  name: string;
  title: string;
  notes?: string;
  nodes: Member[];
  levels: readonly Inherited[];
  sentinels?: Sentinels | undefined;
  cluster?: boolean | undefined;
  discovery?: Discovery | undefined;
};

export const port = wholeNumber({ min: 1, max: 65_535, example: '6379' });

const title = line('Sessions').exactOptional();

/** What servers run unless they list instances of their own. */
const instance = mapping({ name: name(), port, title, notes, ...overrides });

/** One that a server lists: a shared one by its name alone, or with what is else on this server; or one of its own, with its port. */
const listed = z.preprocess(
  (written) => (typeof written === 'string' ? { name: written } : written),
  mapping({ name: name(), port: port.exactOptional(), title, notes, ...overrides }),
);

const HOST_RULE =
  'is not the name or the address of a machine, which has no port here: write it like redis1, and its ports under instances';

/** It names the nodes too. */
const host = shaped({ example: 'redis1', rule: HOST_RULE, fits: (text) => redisHost(text) !== null && name().safeParse(text).success });
const address = shaped({
  example: '10.0.0.5',
  rule: 'is not the name or the address of a machine, which has no port here: write it like 10.0.0.5 or redis1.example.net',
  fits: (text) => redisHost(text) !== null,
});

/** Its name alone may stand for the whole. */
const server = z.preprocess(
  (written) => (typeof written === 'string' ? { host: written } : written),
  mapping({
    host,
    address: address.exactOptional(),
    notes,
    instances: listOf(listed, 'instance').exactOptional(),
    ...serverOverrides,
  }),
);

/** The two keys of the section beside `groups`. */
export const serversShape = {
  instances: listOf(instance, 'instance').exactOptional(),
  servers: listOf(server, 'server').exactOptional(),
};

const shape = mapping(serversShape);
type Shape = z.output<typeof shape>;
type Shared = z.output<typeof instance>;
/** What the section says for all. */
type Above = Inherited & { discovery?: Discovery | undefined };
type Listed = z.output<typeof listed>;
type Server = z.output<typeof server>;

/**
 * The groups that the servers make: one for each name of an instance, whose nodes are named after the servers that run it. Of an instance a server's own word counts before that
 * of the server, this before the shared instance's, and the section's last. The section was checked before: each instance has a port, and each group one title.
 */
export function serverGroups({ instances: shared = [], servers = [], ...section }: Shape & Above): MemberGroup[] {
  const groups = new Map(shared.map((one) => [one.name, groupOf(one, section, one.notes)]));
  for (const server of servers) {
    for (const own of server.instances ?? shared.map(({ name }): Listed => ({ name }))) {
      const base = shared.find(({ name }) => name === own.name);
      const group = groups.get(own.name) ?? groupOf(own, section);
      if (own.title !== undefined) group.title = own.title;
      group.nodes.push(memberOf(server, own, { base, section }));
      groups.set(own.name, group);
    }
  }
  return [...groups.values()];
}

function groupOf(own: Inherited & { name: string; title?: string }, section: Above, notes?: string): MemberGroup {
  const { name, title = name } = own;
  return { name, title, nodes: [], levels: [section, own], discovery: section.discovery, ...(notes === undefined ? {} : { notes }) };
}

function memberOf(server: Server, own: Listed, { base, section }: { base: Shared | undefined; section: Inherited }): Member {
  const port = own.port ?? base?.port;
  const host = redisHost(server.address ?? server.host);
  if (port === undefined || host === null) throw new Error('an instance was taken that has no address');
  const texts = [own.notes, server.notes].flatMap((text) => text ?? []);
  return {
    name: server.host,
    address: { host, port },
    host: server.host,
    levels: [section, base ?? {}, server, own],
    ...(texts.length === 0 ? {} : { notes: texts.join('\n\n') }),
  };
}
