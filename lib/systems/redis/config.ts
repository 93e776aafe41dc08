import type * as z from 'zod';
import { notesIn } from '../../notes.ts';
import { defaultStaleAfterMs } from '../../reading.ts';
import type { Secret } from '../../secret.ts';
import { defineSection } from '../../section.ts';
import { checkSection, type OrderRule } from '../../section-check.ts';
import { certificates, duration, flag, hostName, line, listOf, mapping, name, orNone, prose, secret, size, tags } from '../../settings.ts';
import type { GroupSpec, NodeSpec } from '../../system.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatSize } from '../../text/size.ts';
import { formatAddress, type RedisAddress } from './address.ts';
import { redisAddress } from './config-address.ts';
import { describeLimits, LIMIT_ORDER, LIMITS, limitsSchema, type RedisLimits } from './config-limits.ts';

export type RedisSettings = {
  /** What the node is called in the configuration. */
  name: string;
  address: RedisAddress;
  /** Whom Vigil asks as; without a user it is the one of `requirepass`, called default. */
  read: { user: string | null; password: Secret } | null;
  intervalMs: number;
  timeoutMs: number;
  maxBytes: number;
  tls: { enabled: boolean; ca: string | null; verify: boolean };
  limits: RedisLimits;
};

type Inherited = z.output<typeof inherited>;
type RedisSection = z.output<typeof redisSchema>;
type NodeSection = RedisSection['groups'][number]['nodes'][number];

const DEFAULTS = {
  interval: 5_000,
  timeout: 3_000,
  maxBytes: 2 ** 20,
  tls: { enabled: false, ca: null, verify: true },
};

const MAX_NOTES = 10_000;

const interval = duration({ minMs: 1_000, maxMs: 3_600_000, example: '5s' });
const timeout = duration({ minMs: 100, maxMs: 3_600_000, example: '3s' });

const overrides = {
  interval: interval.exactOptional(),
  timeout: timeout.exactOptional(),
  maxBytes: size({ min: 64 * 2 ** 10, max: 2 ** 30, example: '1MiB' }).exactOptional(),
  read: orNone(mapping({ user: line('vigil').exactOptional(), password: secret() })).exactOptional(),
  tls: mapping({
    enabled: flag().exactOptional(),
    ca: orNone(certificates()).exactOptional(),
    verify: flag().exactOptional(),
  }).exactOptional(),
  limits: limitsSchema.exactOptional(),
  tags: tags().exactOptional(),
};
const inherited = mapping(overrides);

// Not inherited: what is written of a group is shown below what is written of its node, and not instead of it.
const notes = prose('"Call the web team: +1 555 0100"', MAX_NOTES).exactOptional();

const node = mapping({ name: name(), address: redisAddress, host: hostName().exactOptional(), notes, ...overrides });
const group = mapping({ name: name(), title: line('Sessions').exactOptional(), notes, nodes: listOf(node, 'node'), ...overrides });

/** The `redis` section, secrets resolved. Durations come out in ms, sizes in bytes; what is not set stays unset, to be inherited. */
const redisSchema = mapping({ groups: listOf(group, 'group'), notes, ...overrides });

const ORDER: readonly OrderRule[] = [
  {
    lower: {
      keys: ['timeout'],
      schema: timeout,
      fallback: DEFAULTS.timeout,
      words: (own, other) =>
        `${formatDuration(own)} is not shorter than the interval of ${formatDuration(other)}: set timeout below it or interval above it`,
    },
    upper: {
      keys: ['interval'],
      schema: interval,
      fallback: DEFAULTS.interval,
      words: (own, other) =>
        `${formatDuration(own)} is not longer than the timeout of ${formatDuration(other)}: set interval above it or timeout below it`,
    },
    holds: (lower, upper) => lower < upper,
  },
  ...LIMIT_ORDER,
];

export const redisSection = defineSection({
  name: 'redis',
  schema: redisSchema,
  check: (raw) => checkSection(raw, { base: ['redis'], order: ORDER, identity: { key: 'address', read: addressOf } }),
  groups: toRedisGroups,
  notes: (section) => notesIn('redis', section),
  describe: describeRedis,
});

function addressOf(value: unknown): string | null {
  const read = redisAddress.safeParse(value);
  return read.success ? formatAddress(read.data) : null;
}

/** The groups to watch: every node with its settings, taken value by value from the node, its group, the system and the defaults. */
function toRedisGroups(section: RedisSection): GroupSpec<RedisSettings>[] {
  return section.groups.map((group) => ({
    name: group.name,
    title: group.title ?? group.name,
    nodes: group.nodes.map((node) => ({
      ...toNode(node, inherit(section, group, node)),
      tags: [...new Set([section, group, node].flatMap(({ tags = [] }) => tags))],
    })),
  }));
}

function toNode(node: NodeSection, settings: Omit<RedisSettings, 'name' | 'address'>): Omit<NodeSpec<RedisSettings>, 'tags'> {
  const { name, address } = node;
  return { name, address: formatAddress(address), host: node.host ?? address.host, settings: { name, address, ...settings } };
}

/** `tls` and `limits` are merged key by key; `read` is one thing and is replaced whole. */
function inherit(system: Inherited, group: Inherited, node: Inherited): Omit<RedisSettings, 'name' | 'address'> {
  const set: Inherited = { ...system, ...group, ...node };
  return {
    read: set.read ? { user: set.read.user ?? null, password: set.read.password } : null,
    intervalMs: set.interval ?? DEFAULTS.interval,
    timeoutMs: set.timeout ?? DEFAULTS.timeout,
    maxBytes: set.maxBytes ?? DEFAULTS.maxBytes,
    tls: { ...DEFAULTS.tls, ...system.tls, ...group.tls, ...node.tls },
    limits: { ...LIMITS, ...system.limits, ...group.limits, ...node.limits },
  };
}

function describeRedis({ read, intervalMs, timeoutMs, maxBytes, tls, limits }: RedisSettings): string[] {
  const staleAfter = formatDuration(defaultStaleAfterMs(intervalMs, timeoutMs));
  return [
    `every ${formatDuration(intervalMs)}, timeout ${formatDuration(timeoutMs)}, stale after ${staleAfter}`,
    `reads as ${read === null ? 'nobody (no password)' : `${read.user ?? 'default'} / ${read.password}`}`,
    `answers up to ${formatSize(maxBytes)}, ${trustWords(tls)}`,
    ...describeLimits(limits),
  ];
}

function trustWords({ enabled, ca, verify }: RedisSettings['tls']): string {
  if (!enabled) return 'without TLS';
  if (!verify) return 'by TLS, certificates NOT checked';
  return ca === null ? 'by TLS, certificates checked' : 'by TLS, certificates checked against the given CA';
}
