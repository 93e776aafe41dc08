import * as z from 'zod';
import { type Misfit, misfitsOf, type Section } from '#lib/section.ts';
import { httpUrl, line, mapping, refuse, wholeNumber } from '#lib/settings.ts';
import type { GroupSpec } from '#lib/system.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';

/** `file` is the absolute path it was read from. `systems` holds the configured groups by the name of their system. */
export type Config = {
  file: string;
  server: { host: string; port: number; publicUrl: string | null; environment: string | null };
  poller: { slots: number };
  systems: Record<string, GroupSpec<unknown>[]>;
};

export type ConfigRead = { ok: true; config: Omit<Config, 'file'> } | { ok: false; misfits: Misfit[] };

/** One line per system that can be configured. */
export const SECTIONS: readonly Section[] = [haproxySection];

const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '::1'];
const NOT_LOCAL = `Vigil has no sign-in yet, so it listens on this machine only: write one of ${LOCAL_HOSTS.join(', ')}, or leave it out`;

const server = mapping({
  host: z.enum(LOCAL_HOSTS, { error: NOT_LOCAL }).default('127.0.0.1'),
  port: wholeNumber({ min: 1, max: 65_535, example: '8400' }).default(8400),
  publicUrl: origin('https://vigil.example.com').exactOptional(),
  environment: line('PROD', 20).exactOptional(),
});

const poller = mapping({ slots: wholeNumber({ min: 1, max: 1_000, example: '32' }).default(32) });

const root = mapping({
  server: server.prefault({}),
  poller: poller.prefault({}),
  // Each system reads its own section, so that a broken one hides nothing of its neighbours.
  ...Object.fromEntries(SECTIONS.map((section) => [section.name, z.unknown().optional()])),
});

/** Reads the whole configuration, secrets resolved. Gives every misfit at once. */
export function readConfig(raw: object): ConfigRead {
  const parsed = root.safeParse(raw, { reportInput: true });
  const present = SECTIONS.filter((section) => Object.hasOwn(raw, section.name));
  const reads = present.map(({ name, read }) => ({ name, read: read(Reflect.get(raw, name)) }));
  const misfits = [
    ...misfitsOf(parsed.error, []),
    ...reads.flatMap(({ read }) => (read.ok ? [] : read.misfits)),
    ...(present.length === 0 ? [{ path: [], message: noSystemWords() }] : []),
  ];
  if (!parsed.success || misfits.length > 0) return { ok: false, misfits };
  const { server, poller } = parsed.data;
  const systems = Object.fromEntries(reads.map(({ name, read }) => [name, read.ok ? read.groups : []]));
  return {
    ok: true,
    config: { server: { ...server, publicUrl: server.publicUrl ?? null, environment: server.environment ?? null }, poller, systems },
  };
}

/** The address browsers use, without a path: pages live at its root. */
function origin(example: string) {
  return httpUrl(example).transform((value, context) => {
    const { origin, pathname, search } = new URL(value);
    return pathname === '/' && search === '' ? origin : refuse(context, `has a path or a query: end it after the host, like ${example}`);
  });
}

function noSystemWords(): string {
  const names = SECTIONS.map((section) => section.name).join(', ');
  return `configures no system, so there is nothing to watch: add a section (${names}), config/example.yaml shows how`;
}
