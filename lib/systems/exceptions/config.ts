import type * as z from 'zod';
import type { Dialect } from '../../io/database.ts';
import { notesIn } from '../../notes.ts';
import { defineSection } from '../../section.ts';
import { hostName, line, listOf, mapping, name } from '../../settings.ts';
import type { GroupSpec, NodeSpec } from '../../system.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatSize } from '../../text/size.ts';
import { checkExceptions } from './config-check.ts';
import { limitWords, NO_LIMITS } from './config-limits.ts';
import { address, DEFAULTS, type Inherited, notes, overrides, PORTS, TABLES } from './config-overrides.ts';
import { timesOf, timeWords } from './config-times.ts';
import type { CountLimits, Team } from './model.ts';
import type { AppSettings, ExceptionsSettings } from './settings.ts';

type ExceptionsSection = z.output<typeof exceptionsSchema>;
type WrittenStore = ExceptionsSection['stores'][number];
type WrittenApplication = NonNullable<Inherited['applications']>[number];

const store = mapping({
  name: name(),
  title: line('New York').exactOptional(),
  address,
  host: hostName().exactOptional(),
  notes,
  ...overrides,
});

/** The `exceptions` section, secrets resolved. Durations come out in ms, sizes in bytes; what is not set stays unset, to be inherited. */
const exceptionsSchema = mapping({ stores: listOf(store, 'store'), notes, ...overrides });

export const exceptionsSection = defineSection({
  name: 'exceptions',
  schema: exceptionsSchema,
  check: checkExceptions,
  groups: (section) => section.stores.map((store) => toGroup(section, store)),
  notes: ({ stores, ...section }) => notesIn('exceptions', { ...section, groups: stores.map((store) => ({ ...store, nodes: [] })) }),
  describe: describeStore,
  smallest: `exceptions:
  stores:
    - name: errors
      product: sqlserver
      address: errors1.example.net
      database: Exceptions`,
});

/** A store is a group of one node. */
function toGroup(section: ExceptionsSection, store: WrittenStore): GroupSpec<ExceptionsSettings> {
  const levels: Inherited[] = [section, store];
  const set: Inherited = Object.assign({}, ...levels);
  const dialect = productOf(set);
  const port = store.address.port ?? PORTS[dialect];
  const title = store.title ?? store.name;
  const node: NodeSpec<ExceptionsSettings> = {
    name: store.name,
    address: `${store.address.host.includes(':') ? `[${store.address.host}]` : store.address.host}:${port}`,
    host: store.host ?? store.address.host,
    tags: [...new Set(levels.flatMap(({ tags = [] }) => tags))],
    settings: {
      ...{ store: store.name, title, dialect, host: store.address.host, port, database: set.database ?? '' },
      ...inherit(levels, dialect),
    },
  };
  return { name: store.name, title, nodes: [node] };
}

/** Called for a section in which `checkExceptions` found nothing wrong. */
function productOf({ product }: Inherited): Dialect {
  if (product === undefined) throw new Error('a store was taken that says nowhere which database it is');
  return product;
}

type Rest = Omit<ExceptionsSettings, 'store' | 'title' | 'dialect' | 'host' | 'port' | 'database'>;

/** Times and limits are merged key by key, the rules of applications by application; groups are one thing and replaced whole, as `read` and `act` are. */
function inherit(levels: readonly Inherited[], dialect: Dialect): Rest {
  const set: Inherited = Object.assign({}, ...levels);
  const limits = (of: (level: Inherited) => Partial<CountLimits> | undefined): CountLimits =>
    Object.assign({ ...NO_LIMITS }, ...levels.map(of));
  const teams = set.groups ?? [];
  const appDefaults: AppSettings = {
    quietHours: set.quietHours ?? [],
    limits: limits(({ applicationLimits }) => applicationLimits),
    watchSilence: set.silence ?? true,
  };
  return {
    table: { schema: set.table?.schema ?? TABLES[dialect].schema, name: set.table?.name ?? TABLES[dialect].name },
    tls: (set.encrypt ?? DEFAULTS.encrypt) ? { ca: set.ca ?? null, verify: set.trustServerCertificate !== true } : null,
    ...{ read: set.read ?? null, act: set.act ?? null, times: timesOf(levels), maxBytes: set.maxBytes ?? DEFAULTS.maxBytes },
    ...{ recentMs: set.recent ?? DEFAULTS.recent, rollupMs: set.rollup ?? DEFAULTS.rollup },
    teams: teams.map(({ name, title, applications }): Team => ({ name, title: title ?? name, applications })),
    limits: limits(({ limits }) => limits),
    teamLimits: Object.fromEntries(teams.map(({ name, limits }) => [name, { ...NO_LIMITS, ...limits }])),
    apps: appsOf(
      levels.flatMap(({ applications = [] }) => applications),
      appDefaults,
    ),
    appDefaults,
    burst: set.burst === null ? null : burstOf(set.burst),
    framework: [...DEFAULTS.framework, ...(set.framework ?? [])],
    ...{ sourceLinks: set.sourceLinks ?? [], tracker: set.tracker ?? null, masked: set.masked ?? [], keepIn: null },
  };
}

function burstOf(written: Exclude<Inherited['burst'], null>): { least: number; factor: number } {
  return { least: written?.least ?? DEFAULTS.burst.least, factor: written?.factor ?? DEFAULTS.burst.factor };
}

function appsOf(written: readonly WrittenApplication[], fallback: AppSettings): Record<string, AppSettings> {
  const apps: Record<string, AppSettings> = Object.create(null);
  for (const { name, quietHours, silence, limits } of written) {
    const before = apps[name.toLowerCase()] ?? fallback;
    apps[name.toLowerCase()] = {
      quietHours: quietHours ?? before.quietHours,
      watchSilence: silence ?? before.watchSilence,
      limits: { ...before.limits, ...limits },
    };
  }
  return apps;
}

const PRODUCTS: Readonly<Record<Dialect, string>> = { sqlserver: 'SQL Server', postgresql: 'PostgreSQL', mysql: 'MySQL or MariaDB' };

function describeStore(settings: ExceptionsSettings): string[] {
  const { dialect, database, table, read, act, tls, times, maxBytes, recentMs, rollupMs, teams, limits, burst } = settings;
  const limited = limitWords(limits);
  return [
    `the table ${table.schema === null ? '' : `${table.schema}.`}${table.name} of the database ${database} on ${PRODUCTS[dialect]}`,
    timeWords(times),
    `reads as ${loginWords(read, 'nobody: every login will be refused')}`,
    `acts as ${loginWords(act, 'nobody: nothing can be cleared')}`,
    `answers up to ${formatSize(maxBytes)}, ${trustWords(tls)}`,
    `recent is what was last seen within ${formatDuration(recentMs)}; a row takes up repeats for ${rollupMs === 0 ? 'no time' : formatDuration(rollupMs)}`,
    ...(teams.length === 0 ? [] : [`groups of applications: ${teams.map(({ title }) => title).join(', ')}`]),
    ...(limited === null ? [] : [limited]),
    burst === null ? 'bursts are not told' : `a burst is ${burst.least} recent errors or more that are ${burst.factor} times the usual`,
  ];
}

function loginWords(login: ExceptionsSettings['read'], without: string): string {
  return login === null ? without : `${login.user} / ${login.password}`;
}

function trustWords(tls: ExceptionsSettings['tls']): string {
  if (tls === null) return 'NOT encrypted';
  if (!tls.verify) return 'by TLS, certificates NOT checked';
  return tls.ca === null ? 'by TLS, certificates checked' : 'by TLS, certificates checked against the given CA';
}
