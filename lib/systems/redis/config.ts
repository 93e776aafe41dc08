import type * as z from 'zod';
import { notesIn } from '../../notes.ts';
import { defaultStaleAfterMs } from '../../reading.ts';
import type { Secret } from '../../secret.ts';
import { defineSection } from '../../section.ts';
import { hostName, line, list, listOf, mapping, name } from '../../settings.ts';
import type { GroupSpec } from '../../system.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatSize } from '../../text/size.ts';
import { formatAddress, type RedisAddress } from './address.ts';
import { type ClusterPlace, clusterPlace, clusterSchema, describeCluster } from './cluster/config.ts';
import { redisAddress } from './config-address.ts';
import { checkRedis } from './config-check.ts';
import { discovery, discoveryOf } from './config-discovery.ts';
import { type DatabaseTitle, databasesOf, describeKeyspace, type KeyPattern, keyPatternsOf } from './config-keyspace.ts';
import { describeLimits, LIMITS, type RedisLimits } from './config-limits.ts';
import { DEFAULTS, type Inherited, notes, overrides } from './config-overrides.ts';
import { type MemberGroup, serverGroups, serversShape } from './config-servers.ts';
import { dataPlace, describeSentinels, type SentinelPlace, sentinelNodes, sentinelsSchema } from './sentinel/config.ts';

/** Whom Vigil comes as; without a user it is the one of `requirepass`, called default, and without a password too whoever comes. */
export type RedisUser = { user: string | null; password: Secret | null };

/** What a node is told by its group. */
type Placed = SentinelPlace & ClusterPlace;

export type RedisSettings = Placed & {
  /** What the node is called in the configuration. */
  name: string;
  address: RedisAddress;
  /** Whom Vigil asks as. */
  read: { user: string | null; password: Secret } | null;
  /** Whom it sends commands as; null where none are to be sent. */
  act: RedisUser | null;
  /** Whom it analyses the keys as; null where they are not to be analysed. */
  analyse: RedisUser | null;
  intervalMs: number;
  timeoutMs: number;
  maxBytes: number;
  tls: { enabled: boolean; ca: string | null; verify: boolean };
  limits: RedisLimits;
  /** What its databases are called, in the order of their numbers; those that nobody named are missing. */
  databases: DatabaseTitle[];
  /** What an analysis of its keys counts them by. */
  keyPatterns: KeyPattern[];
};

type RedisSection = z.output<typeof redisSchema>;

const node = mapping({ name: name(), address: redisAddress, host: hostName().exactOptional(), notes, ...overrides });
const group = mapping({
  name: name(),
  title: line('Sessions').exactOptional(),
  notes,
  nodes: list(node, 'node').default([]),
  discovery,
  sentinels: sentinelsSchema.exactOptional(),
  ...clusterSchema,
  ...overrides,
});

/** The `redis` section, secrets resolved. Durations come out in ms, sizes in bytes; what is not set stays unset, to be inherited. */
const redisSchema = mapping({ groups: listOf(group, 'group').exactOptional(), ...serversShape, notes, discovery, ...overrides });

export const redisSection = defineSection({
  name: 'redis',
  schema: redisSchema,
  check: checkRedis,
  groups: (section) => memberGroups(section).map(toGroup),
  notes: (section) => notesIn('redis', { ...section, groups: memberGroups(section) }),
  describe: describeRedis,
  smallest: `redis:
  groups:
    - name: sessions
      nodes:
        - name: redis1
          address: redis1.example.net:6379`,
});

/** The groups as they are written, and those that the servers make. */
function memberGroups(section: RedisSection): MemberGroup[] {
  const written = (section.groups ?? []).map(({ title, nodes, ...group }) => ({
    ...group,
    title: title ?? group.name,
    levels: [section, group],
    discovery: group.discovery === undefined ? section.discovery : group.discovery,
    nodes: nodes.map((node) => ({ ...node, host: node.host ?? node.address.host, levels: [section, group, node] })),
  }));
  return [...written, ...serverGroups(section)];
}

/** A group to watch: every node with its settings, taken value by value from the nearest level that sets it, and the defaults. */
function toGroup(group: MemberGroup): GroupSpec<RedisSettings> {
  const { name, title, nodes, levels, cluster } = group;
  const place = { ...dataPlace(group), ...clusterPlace({ cluster }) };
  const data = nodes.map(({ name, address, host, levels }) => ({
    ...{ name, address: formatAddress(address), host },
    settings: { name, address, ...inherit(levels), ...place },
    tags: tagsOf(levels),
  }));
  const given = { inherited: inherit(levels), tags: tagsOf(levels) };
  const watching = sentinelNodes(group, given.inherited).map((node) => ({ ...node, tags: given.tags }));
  return { name, title, nodes: [...data, ...watching], ...discoveryOf(group, given) };
}

function tagsOf(levels: readonly Inherited[]): string[] {
  return [...new Set(levels.flatMap(({ tags = [] }) => tags))];
}

/** `tls`, `limits`, `databases` and `keyPatterns` are merged key by key; `read`, `act` and `analyse` are one thing each and are replaced whole. */
function inherit(levels: readonly Inherited[]): Omit<RedisSettings, 'name' | 'address' | keyof Placed> {
  const set: Inherited = Object.assign({}, ...levels);
  return {
    read: set.read ? { user: set.read.user ?? null, password: set.read.password } : null,
    act: set.act ? { user: set.act.user ?? null, password: set.act.password } : null,
    analyse: set.analyse ? { user: set.analyse.user ?? null, password: set.analyse.password } : null,
    intervalMs: set.interval ?? DEFAULTS.interval,
    timeoutMs: set.timeout ?? DEFAULTS.timeout,
    maxBytes: set.maxBytes ?? DEFAULTS.maxBytes,
    tls: Object.assign({ ...DEFAULTS.tls }, ...levels.map(({ tls }) => tls)),
    limits: Object.assign({ ...LIMITS }, ...levels.map(({ limits }) => limits)),
    databases: databasesOf(levels.map(({ databases }) => databases)),
    keyPatterns: keyPatternsOf(levels.map(({ keyPatterns }) => keyPatterns)),
  };
}

function describeRedis(settings: RedisSettings): string[] {
  const { read, act, analyse, intervalMs, timeoutMs, maxBytes, tls, limits, databases, keyPatterns } = settings;
  const staleAfter = formatDuration(defaultStaleAfterMs(intervalMs, timeoutMs));
  return [
    `every ${formatDuration(intervalMs)}, timeout ${formatDuration(timeoutMs)}, stale after ${staleAfter}`,
    `reads as ${read === null ? 'nobody (no password)' : `${read.user ?? 'default'} / ${read.password}`}`,
    `acts as ${senderWords(act, 'no command can be sent')}`,
    ...(settings.kind === 'sentinel' ? [] : [`analyses keys as ${senderWords(analyse, 'no analysis of keys can be started')}`]),
    `answers up to ${formatSize(maxBytes)}, ${trustWords(tls)}`,
    ...(settings.kind === 'sentinel' ? [] : [...describeLimits(limits), ...describeKeyspace(databases, keyPatterns)]),
    ...describeSentinels(settings),
    ...describeCluster(settings),
  ];
}

function senderWords(sender: RedisUser | null, without: string): string {
  return sender === null ? `nobody: ${without}` : `${sender.user ?? 'default'} / ${sender.password ?? 'no password'}`;
}

function trustWords({ enabled, ca, verify }: RedisSettings['tls']): string {
  if (!enabled) return 'without TLS';
  if (!verify) return 'by TLS, certificates NOT checked';
  return ca === null ? 'by TLS, certificates checked' : 'by TLS, certificates checked against the given CA';
}
