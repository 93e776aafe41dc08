import * as z from 'zod';
import type { HostCard } from '#lib/hosts.ts';
import type { Note } from '#lib/notes.ts';
import { type Misfit, misfitsOf, type Section } from '#lib/section.ts';
import { mapping, wholeNumber } from '#lib/settings.ts';
import type { GroupSpec } from '#lib/system.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import { exceptionsSection } from '#lib/systems/exceptions/config.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { sqlSection } from '#lib/systems/sql/config.ts';
import { type AccessConfig, readAccess } from './access.ts';
import { checkHosts, hostsSchema, joinHosts, toCards } from './hosts.ts';
import { checkServer, type ServerSettings, serverSchema, toServer } from './server.ts';
import { type StateSettings, stateSchema, toState } from './state.ts';
import { checkUnwatched, type Unwatched, unwatchedSchema } from './unwatched.ts';

/** `file` is the absolute path it was read from, `state.folder` that of what survives a restart. `systems` holds the configured groups by the name of their system. */
export type Config = {
  file: string;
  server: ServerSettings;
  access: AccessConfig;
  state: StateSettings;
  poller: { slots: number };
  hosts: HostCard[];
  systems: Record<string, GroupSpec<unknown>[]>;
  /** What people wrote about systems, groups and nodes. */
  notes: Note[];
  /** Why a system that has a place on the board is not watched, by its name. */
  unwatched: Unwatched;
};

/** The state folder as it is written: it counts from the folder of the file. */
export type ConfigRead = { ok: true; config: Omit<Config, 'file'> } | { ok: false; misfits: Misfit[] };

/** One line per system that can be configured. */
export const SECTIONS: readonly [Section, ...Section[]] = [haproxySection, redisSection, sqlSection, elasticSection, exceptionsSection];

/** The names of all systems that can be configured. */
export const SYSTEM_NAMES: readonly [string, ...string[]] = [SECTIONS[0].name, ...SECTIONS.slice(1).map(({ name }) => name)];

const poller = mapping({ slots: wholeNumber({ min: 1, max: 1_000, example: '32' }).default(32) });

const root = mapping({
  server: serverSchema.prefault({}),
  // Access and each system read their own sections, so that a broken one hides nothing of its neighbours.
  access: z.unknown().optional(),
  state: stateSchema.prefault({}),
  poller: poller.prefault({}),
  hosts: hostsSchema,
  unwatched: unwatchedSchema(SYSTEM_NAMES),
  ...Object.fromEntries(SECTIONS.map((section) => [section.name, z.unknown().optional()])),
});

/** Reads the whole configuration, secrets resolved. Gives every misfit at once. */
export function readConfig(raw: object): ConfigRead {
  const parsed = root.safeParse(raw, { reportInput: true });
  const present = SECTIONS.filter((section) => Object.hasOwn(raw, section.name));
  const reads = present.map(({ name, read }) => ({ name, read: read(Reflect.get(raw, name)) }));
  const access = readAccess(Reflect.get(raw, 'access'), SYSTEM_NAMES);
  const misfits = [
    ...misfitsOf(parsed.error, []),
    ...checkServer(raw),
    ...checkHosts(raw),
    ...checkUnwatched(raw, SYSTEM_NAMES),
    ...(access.ok ? [] : access.misfits),
    ...reads.flatMap(({ read }) => (read.ok ? [] : read.misfits)),
    ...(present.length === 0 ? [{ path: [], message: noSystemWords() }] : []),
  ];
  if (!parsed.success || !access.ok || misfits.length > 0) return { ok: false, misfits };
  const { server, state, poller, unwatched } = parsed.data;
  const hosts = toCards(parsed.data.hosts);
  const systems = Object.fromEntries(reads.map(({ name, read }) => [name, read.ok ? joinHosts(read.groups, hosts) : []]));
  const notes = reads.flatMap(({ read }) => (read.ok ? read.notes : []));
  return {
    ok: true,
    config: { server: toServer(server), access: access.access, state: toState(state), poller, hosts, systems, notes, unwatched },
  };
}

function noSystemWords(): string {
  return `configures no system, so there is nothing to watch: add a section (${SYSTEM_NAMES.join(', ')}), config/example.yaml shows how`;
}
