import type * as z from 'zod';
import type { LineAddress } from '../../io/line-socket.ts';
import { notesIn } from '../../notes.ts';
import { defaultStaleAfterMs } from '../../reading.ts';
import type { Secret } from '../../secret.ts';
import { defineSection } from '../../section.ts';
import { checkSection, type OrderRule } from '../../section-check.ts';
import { limitOrder, timeoutOrder } from '../../section-order.ts';
import {
  basicUser,
  certificates,
  duration,
  flag,
  hostName,
  httpUrl,
  limit,
  line,
  listOf,
  mapping,
  name,
  orNone,
  prose,
  secret,
  size,
  tags,
  titles,
} from '../../settings.ts';
import type { GroupSpec, NodeSpec } from '../../system.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatSize } from '../../text/size.ts';
import { describeSockets, socketAddress } from './config-socket.ts';

export type HAProxySettings = {
  url: string;
  read: { user: string; password: Secret } | null;
  /** Whom commands are sent as. Never taken from `read`. */
  act: { user: string; password: Secret } | null;
  /** The runtime API, to read by beside the statistics page. */
  socket: LineAddress | null;
  /** The runtime API for weights and for pausing frontends. Never taken from `socket`. */
  actSocket: LineAddress | null;
  intervalMs: number;
  timeoutMs: number;
  maxBytes: number;
  tls: { ca: string | null; verify: boolean };
  limits: HAProxyLimits;
  /** What people call a proxy, by the name that HAProxy has for it. */
  aliases: Aliases;
};

export type Aliases = Readonly<Record<string, string>>;

/**
 * Where a row turns warning or critical. Ratios are of sessions, and of the connections of the whole process, to their limit; queues count waiting requests;
 * a process that is idle for less than `idleWarningPercent` of its time is a warning. Null is off.
 */
export type HAProxyLimits = {
  sessionsWarningRatio: number | null;
  sessionsCriticalRatio: number | null;
  queueWarning: number | null;
  queueCritical: number | null;
  connectionsWarningRatio: number | null;
  idleWarningPercent: number | null;
};

type Own = 'url' | 'socket' | 'actSocket';
type Inherited = z.output<typeof inherited>;
type NodeSection = HAProxySection['groups'][number]['nodes'][number];
type HAProxySection = z.output<typeof haproxySchema>;

const DEFAULTS = {
  interval: 5_000,
  timeout: 3_000,
  maxBytes: 64 * 2 ** 20,
  tls: { ca: null, verify: true },
  limits: {
    ...{ sessionsWarningRatio: 0.8, sessionsCriticalRatio: 0.95, queueWarning: 1, queueCritical: 100 },
    ...{ connectionsWarningRatio: 0.8, idleWarningPercent: 10 },
  },
};

/** Some three pages: more belongs where one can search it, and a note can lead there. */
const MAX_NOTES = 10_000;

const URL_EXAMPLE = 'http://10.0.0.1:7001/haproxy';
const url = httpUrl(URL_EXAMPLE).refine((value) => !value.includes(';'), {
  error: 'names an output format after a semicolon: end it before the semicolon, Vigil asks for the CSV itself',
});
const interval = duration({ minMs: 1_000, maxMs: 3_600_000, example: '5s' });
const timeout = duration({ minMs: 100, maxMs: 3_600_000, example: '3s' });
const ratio = limit({ min: 0, max: 1, example: '0.8' });
const percent = limit({ min: 0, max: 100, example: '10' });
const queue = limit({ min: 0, max: 1_000_000, example: '100' });

const credentials = orNone(mapping({ user: basicUser(), password: secret() })).exactOptional();

const overrides = {
  interval: interval.exactOptional(),
  timeout: timeout.exactOptional(),
  maxBytes: size({ min: 64 * 2 ** 10, max: 2 ** 30, example: '64MiB' }).exactOptional(),
  read: credentials,
  act: credentials,
  tls: mapping({ ca: orNone(certificates()).exactOptional(), verify: flag().exactOptional() }).exactOptional(),
  limits: mapping({
    sessionsWarningRatio: ratio.exactOptional(),
    sessionsCriticalRatio: ratio.exactOptional(),
    queueWarning: queue.exactOptional(),
    queueCritical: queue.exactOptional(),
    connectionsWarningRatio: ratio.exactOptional(),
    idleWarningPercent: percent.exactOptional(),
  }).exactOptional(),
  tags: tags().exactOptional(),
};
const inherited = mapping(overrides);

// Not inherited: what is written of a group is shown below what is written of its node, and not instead of it.
const notes = prose('"Call the web team: +1 555 0100"', MAX_NOTES).exactOptional();

// Not of a node: the proxies of a tier are called alike on all of its instances.
const aliases = titles({ of: 'proxy', named: 'be_web', example: 'Web shop' }).exactOptional();

// Not inherited either: no two processes have one socket.
const sockets = { socket: socketAddress.exactOptional(), actSocket: socketAddress.exactOptional() };

const node = mapping({ name: name(), url, ...sockets, host: hostName().exactOptional(), notes, ...overrides });
const group = mapping({ name: name(), title: line('Public').exactOptional(), notes, aliases, nodes: listOf(node, 'node'), ...overrides });

/** The `haproxy` section, secrets resolved. Durations come out in ms, sizes in bytes; what is not set stays unset, to be inherited. */
const haproxySchema = mapping({ groups: listOf(group, 'group'), notes, aliases, ...overrides });

/** The groups to watch: every node with its settings, taken value by value from the node, its group, the system and the defaults. */
function toHAProxyGroups(section: HAProxySection): GroupSpec<HAProxySettings>[] {
  return section.groups.map((group) => ({
    name: group.name,
    title: group.title ?? group.name,
    nodes: group.nodes.map((node) => ({
      ...toNode(node, { ...inherit(section, group, node), aliases: { ...section.aliases, ...group.aliases } }),
      tags: [...new Set([section, group, node].flatMap(({ tags = [] }) => tags))],
    })),
  }));
}

const ORDER: readonly OrderRule[] = [
  timeoutOrder({ timeout, interval }, DEFAULTS),
  limitOrder(['sessionsWarningRatio', 'sessionsCriticalRatio'], ratio, DEFAULTS.limits),
  limitOrder(['queueWarning', 'queueCritical'], queue, DEFAULTS.limits),
];

export const haproxySection = defineSection({
  name: 'haproxy',
  schema: haproxySchema,
  check: (raw) =>
    checkSection(raw, { base: ['haproxy'], order: ORDER, identity: { key: 'url', read: (value) => url.safeParse(value).data ?? null } }),
  groups: toHAProxyGroups,
  notes: (section) => notesIn('haproxy', section),
  describe: describeHAProxy,
  smallest: `haproxy:
  groups:
    - name: web
      nodes:
        - name: lb1
          url: http://lb1.example.net:7001/haproxy`,
});

/** `tls` and `limits` are merged key by key; `read` and `act` are one thing each and are replaced whole. */
function inherit(system: Inherited, group: Inherited, node: Inherited): Omit<HAProxySettings, Own | 'aliases'> {
  const set: Inherited = { ...system, ...group, ...node };
  return {
    read: set.read ?? null,
    act: set.act ?? null,
    intervalMs: set.interval ?? DEFAULTS.interval,
    timeoutMs: set.timeout ?? DEFAULTS.timeout,
    maxBytes: set.maxBytes ?? DEFAULTS.maxBytes,
    tls: { ...DEFAULTS.tls, ...system.tls, ...group.tls, ...node.tls },
    limits: { ...DEFAULTS.limits, ...system.limits, ...group.limits, ...node.limits },
  };
}

function toNode(node: NodeSection, settings: Omit<HAProxySettings, Own>): Omit<NodeSpec<HAProxySettings>, 'tags'> {
  const host = node.host ?? new URL(node.url).hostname.replace(/^\[|\]$/g, '');
  return {
    name: node.name,
    address: node.url,
    host,
    settings: { url: node.url, socket: node.socket ?? null, actSocket: node.actSocket ?? null, ...settings },
  };
}

function describeHAProxy({
  url,
  read,
  act,
  socket,
  actSocket,
  intervalMs,
  timeoutMs,
  maxBytes,
  tls,
  limits,
  aliases,
}: HAProxySettings): string[] {
  const called = Object.keys(aliases).length;
  const staleAfter = formatDuration(defaultStaleAfterMs(intervalMs, timeoutMs));
  return [
    `every ${formatDuration(intervalMs)}, timeout ${formatDuration(timeoutMs)}, stale after ${staleAfter}`,
    `reads as ${read === null ? 'nobody (no user)' : `${read.user} / ${read.password}`}`,
    `acts as ${act === null ? 'nobody: drain and maintenance are off' : `${act.user} / ${act.password}`}`,
    ...describeSockets({ socket, actSocket, limits }),
    `answers up to ${formatSize(maxBytes)}${url.startsWith('https:') ? `, ${trustWords(tls)}` : ''}`,
    `sessions warn at ${words(limits.sessionsWarningRatio)}, critical at ${words(limits.sessionsCriticalRatio)} of their limit`,
    `queue warns at ${words(limits.queueWarning)}, critical at ${words(limits.queueCritical)}`,
    ...(called === 0 ? [] : [`${called} ${called === 1 ? 'proxy has an alias' : 'proxies have an alias'}`]),
  ];
}

function trustWords({ ca, verify }: HAProxySettings['tls']): string {
  if (!verify) return 'certificates NOT checked';
  return ca === null ? 'certificates checked' : 'certificates checked against the given CA';
}

function words(limit: number | null): string {
  return limit === null ? 'off' : String(limit);
}
