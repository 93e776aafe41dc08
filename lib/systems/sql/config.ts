import type * as z from 'zod';
import { notesIn } from '../../notes.ts';
import { defaultStaleAfterMs } from '../../reading.ts';
import type { Secret } from '../../secret.ts';
import { defineSection } from '../../section.ts';
import { hostName, line, listOf, mapping, name } from '../../settings.ts';
import type { GroupSpec, NodeSpec } from '../../system.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatSize } from '../../text/size.ts';
import { formatSqlAddress, type SqlAddress } from './address.ts';
import { readSqlAddress, sqlAddress } from './config-address.ts';
import { addressText, checkSql } from './config-check.ts';
import type { Heartbeat } from './config-heartbeat.ts';
import { describeLimits, LIMITS, type SqlLimits } from './config-limits.ts';
import { DEFAULTS, type Inherited, notes, overrides } from './config-overrides.ts';
import { ALONE } from './model.ts';

/** A login of SQL Server, or with a domain an account of Windows. */
export type SqlLogin = { user: string; password: Secret; domain: string | null };

export type SqlSettings = {
  /** What the node is called in the configuration. */
  name: string;
  address: SqlAddress;
  /** Whether it stands in a cluster, and should have availability groups. */
  isClustered: boolean;
  /** Whom Vigil asks as; null where nobody was named, who is then refused. */
  read: SqlLogin | null;
  /** Whom it sends commands as; null where none are to be sent. Never taken from `read`. */
  act: SqlLogin | null;
  intervalMs: number;
  timeoutMs: number;
  maxBytes: number;
  tls: { encrypt: boolean | 'strict'; verify: boolean; ca: string | null; serverName: string | null };
  isReadIntent: boolean;
  database: string | null;
  /** The row that somebody else writes again and again at the primary; null where there is none. */
  heartbeat: Heartbeat | null;
  limits: SqlLimits;
};

type SqlSection = z.output<typeof sqlSchema>;

const node = mapping({ name: name(), address: sqlAddress.exactOptional(), host: hostName().exactOptional(), notes, ...overrides });
const cluster = mapping({ name: name(), title: line('Shop').exactOptional(), notes, nodes: listOf(node, 'node'), ...overrides });

/** The `sql` section, secrets resolved. Durations come out in ms, sizes in bytes; what is not set stays unset, to be inherited. */
const sqlSchema = mapping({
  clusters: listOf(cluster, 'cluster').exactOptional(),
  instances: listOf(node, 'instance').exactOptional(),
  notes,
  ...overrides,
});

export const sqlSection = defineSection({
  name: 'sql',
  schema: sqlSchema,
  check: checkSql,
  groups: toGroups,
  notes: (section) => notesIn('sql', { ...section, groups: writtenGroups(section) }),
  describe: describeSql,
  smallest: `sql:
  clusters:
    - name: shop
      nodes:
        - name: sql1
          address: sql1.example.net`,
});

type WrittenGroup = Inherited & {
  name: string;
  title: string;
  isClustered: boolean;
  notes?: string | undefined;
  nodes: z.output<typeof node>[];
};

/** The clusters, and what belongs to none as a group of its own. */
function writtenGroups({ clusters = [], instances = [] }: SqlSection): WrittenGroup[] {
  const alone = instances.length === 0 ? [] : [{ name: ALONE, title: 'Instances', isClustered: false, nodes: instances }];
  return [...clusters.map((one) => ({ ...one, title: one.title ?? one.name, isClustered: true })), ...alone];
}

/** The groups to watch: every node with its settings, taken value by value from the nearest level that sets it, and the defaults. */
function toGroups(section: SqlSection): GroupSpec<SqlSettings>[] {
  return writtenGroups(section).map(({ name, title, isClustered, nodes, ...group }) => ({
    ...{ name, title },
    nodes: nodes.map((node): NodeSpec<SqlSettings> => {
      const levels = [section, group, node];
      const address = node.address ?? addressOf(node.name, levels);
      return {
        ...{ name: node.name, address: formatSqlAddress(address), host: node.host ?? address.host },
        tags: [...new Set(levels.flatMap(({ tags = [] }) => tags))],
        settings: { name: node.name, address, isClustered, ...inherit(levels) },
      };
    }),
  }));
}

/** Called for a section in which `checkSql` found nothing wrong. */
function addressOf(name: string, levels: readonly Inherited[]): SqlAddress {
  const server = levels.findLast(({ connectionString }) => connectionString?.server !== undefined)?.connectionString?.server;
  const address = readSqlAddress(addressText({ name }, server));
  if (typeof address === 'string') throw new Error(`an address was taken that ${address}`);
  return address;
}

/** `limits` are merged key by key; `read` and `act` are one thing each and are replaced whole. */
function inherit(levels: readonly Inherited[]): Omit<SqlSettings, 'name' | 'address' | 'isClustered'> {
  const set: Inherited = Object.assign({}, ...levels.flatMap((level) => [level.connectionString ?? {}, level]));
  return {
    read: loginOf(set.read),
    act: loginOf(set.act),
    intervalMs: set.interval ?? DEFAULTS.interval,
    timeoutMs: set.timeout ?? DEFAULTS.timeout,
    maxBytes: set.maxBytes ?? DEFAULTS.maxBytes,
    tls: {
      encrypt: set.encrypt ?? DEFAULTS.encrypt,
      verify: !(set.trustServerCertificate ?? DEFAULTS.trustServerCertificate),
      ca: set.ca ?? null,
      serverName: set.serverName ?? null,
    },
    isReadIntent: (set.applicationIntent ?? DEFAULTS.applicationIntent) === 'readOnly',
    database: set.database ?? null,
    heartbeat: set.heartbeat ?? null,
    limits: Object.assign({ ...LIMITS }, ...levels.map(({ limits }) => limits)),
  };
}

function loginOf(login: Inherited['read']): SqlLogin | null {
  return login ? { user: login.user, password: login.password, domain: login.domain ?? null } : null;
}

function describeSql(settings: SqlSettings): string[] {
  const { address, read, act, intervalMs, timeoutMs, maxBytes, tls, isReadIntent, database, heartbeat, limits } = settings;
  const staleAfter = formatDuration(defaultStaleAfterMs(intervalMs, timeoutMs));
  return [
    `every ${formatDuration(intervalMs)}, timeout ${formatDuration(timeoutMs)}, stale after ${staleAfter}`,
    ...('instance' in address.at ? [`its port by the SQL Browser of ${address.host} (UDP 1434)`] : []),
    `reads as ${loginWords(read, 'nobody: every login will be refused')}`,
    `acts as ${loginWords(act, 'nobody: no command can be sent')}`,
    `answers up to ${formatSize(maxBytes)}, ${trustWords(tls)}`,
    ...(isReadIntent ? ['asks for a read-only replica (ApplicationIntent=ReadOnly)'] : []),
    ...(database === null ? [] : [`signs in to the database ${database}`]),
    ...(heartbeat === null ? [] : [`its heartbeat is ${heartbeat.column} of ${heartbeat.database}.${heartbeat.table}`]),
    ...describeLimits(limits),
  ];
}

function loginWords(login: SqlLogin | null, without: string): string {
  if (login === null) return without;
  return `${login.domain === null ? '' : `${login.domain}\\`}${login.user} / ${login.password}`;
}

function trustWords({ encrypt, verify, ca, serverName }: SqlSettings['tls']): string {
  if (encrypt === false) return 'NOT encrypted';
  const how = encrypt === 'strict' ? 'encrypted (strict)' : 'encrypted';
  if (!verify) return `${how}, certificates NOT checked`;
  return `${how}, certificates checked${ca === null ? '' : ' against the given CA'}${serverName === null ? '' : ` for ${serverName}`}`;
}
