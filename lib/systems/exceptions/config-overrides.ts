import isQuick from 'safe-regex2';
import * as z from 'zod';
import { DIALECTS, type Dialect } from '../../io/database.ts';
import {
  certificates,
  choice,
  duration,
  flag,
  limit,
  line,
  list,
  listOf,
  mapping,
  name,
  orNone,
  prose,
  refuse,
  secret,
  shaped,
  size,
  tags,
  wholeNumber,
} from '../../settings.ts';
import { limitsSchema } from './config-limits.ts';
import { timesSchema } from './config-times.ts';
import type { SourceLink } from './settings.ts';

/** What a store has where no level says anything. Durations in ms, sizes in bytes. */
export const DEFAULTS = {
  maxBytes: 64 * 2 ** 20,
  encrypt: true,
  verify: true,
  /** As in the predecessor. */
  recent: 600_000,
  /** RollupPeriod of StackExchange.Exceptional. */
  rollup: 600_000,
  burst: { least: 20, factor: 5 },
  framework: [
    'System.',
    'Microsoft.',
    'Dapper.',
    'Newtonsoft.',
    'StackExchange.Redis.',
    'Npgsql.',
    'MySqlConnector.',
    'Castle.',
    'lambda_method',
  ],
} as const;

export const PORTS: Readonly<Record<Dialect, number>> = { sqlserver: 1_433, postgresql: 5_432, mysql: 3_306 };

export const TABLES: Readonly<Record<Dialect, { schema: string | null; name: string }>> = {
  sqlserver: { schema: 'dbo', name: 'Exceptions' },
  postgresql: { schema: 'public', name: 'Errors' },
  mysql: { schema: null, name: 'Exceptions' },
};

const ADDRESS_RULE = 'is no address of a database: write it like errors1.example.net or errors1:5432';

/** A host, and a port where it is another than that of the product. */
export const address = shaped({ example: 'errors1.example.net', rule: ADDRESS_RULE, fits: () => true }).transform((value, context) => {
  const [, bracketed, named, port] = /^(?:\[([\da-f:.]+)\]|([^\\,:[\]\s/]+))(?::(\d{1,5}))?$/i.exec(value.trim()) ?? [];
  const host = bracketed ?? named;
  if (host === undefined || !/^[\da-z][\da-z._-]{0,252}$|^[\da-f:.]+$/i.test(host)) return refuse(context, ADDRESS_RULE);
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return refuse(context, ADDRESS_RULE);
  return { host: host.toLowerCase(), port: port === undefined ? null : Number(port) };
});

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_@$#-]{0,127}$/u;

/** A table, with its schema where it is another than that of the product. Every part is quoted when it is named. */
export const table = shaped({
  example: 'dbo.Exceptions',
  rule: 'is not the name of a table: write it like Exceptions or dbo.Exceptions, without brackets and quotes',
  fits: (value) => value.split('.').length <= 2 && value.split('.').every((part) => IDENTIFIER.test(part)),
}).transform((value) => {
  const parts = value.split('.');
  return { schema: parts.length === 2 ? (parts[0] ?? null) : null, name: parts.at(-1) ?? '' };
});

const HOURS_RULE = 'are no hours of a day: write them like 22:00-06:00, in UTC';
const clock = (hours: string, minutes: string): number => Number(hours) + Number(minutes) / 60;

/** From and to in hours of the day, UTC; what ends before it begins goes over midnight. */
const quiet = shaped({ example: '22:00-06:00', rule: HOURS_RULE, fits: () => true }).transform((value, context) => {
  const [, h1, m1, h2, m2] = /^(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)$/.exec(value) ?? [];
  if (h1 === undefined || m1 === undefined || h2 === undefined || m2 === undefined) return refuse(context, HOURS_RULE);
  const [from, to] = [clock(h1, m1), clock(h2, m2)];
  return Number(m1) > 59 || Number(m2) > 59 || from >= 24 || to > 24 || from === to ? refuse(context, HOURS_RULE) : { from, to };
});

const applicationName = line('Core', 50);

/** What applies to one application; `silence` false for one that may fall silent at any time. */
const appRules = { quietHours: list(quiet, 'time').exactOptional(), silence: flag().exactOptional(), limits: limitsSchema.exactOptional() };
export const application = mapping({ name: applicationName, ...appRules });

/** A group of applications. */
export const team = mapping({
  name: name(),
  title: line('Q&A').exactOptional(),
  applications: listOf(applicationName, 'application'),
  limits: limitsSchema.exactOptional(),
});

const MAX_PATTERN = 500;

function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

const sourceLink = mapping({
  pattern: line('in (.*\\.cs):line (\\d+)', MAX_PATTERN).transform((value, context) => {
    const pattern = compiled(value);
    if (pattern === null)
      return refuse(context, 'is not a regular expression that can be read: try it out, and double every backslash in quotes');
    // It meets whatever applications log, on the thread that watches everything.
    if (!isQuick(pattern)) return refuse(context, 'repeats what repeats itself: some lines would take it hours. Repeat one part alone');
    return pattern;
  }),
  url: shaped({
    example: 'https://git.example.net/app/blob/main/$1#L$2',
    rule: 'begins with neither http:// nor https://: write it like https://git.example.net/app/blob/main/$1#L$2',
    fits: (value) => /^https?:\/\//i.test(value),
  }),
}).transform((link): SourceLink => link);

const tracker = mapping({
  title: line('Report in the tracker', 60),
  url: shaped({
    example: 'https://tracker.example.net/new?summary={type}&description={link}',
    rule: 'begins with neither http:// nor https://: write it like https://tracker.example.net/new?summary={type}&description={link}',
    fits: (value) => /^https?:\/\//i.test(value),
  }),
});

const user = line('vigil');
const login = orNone(mapping({ user, password: secret() })).exactOptional();

const burst = mapping({
  least: wholeNumber({ min: 1, max: 1_000_000_000, example: '20' }).exactOptional(),
  factor: limit({ min: 1, max: 1_000, example: '5' })
    .refine((value) => value !== null, { error: 'is off: write burst: none to turn it off' })
    .exactOptional(),
});

const framework = list(line('Acme.Framework.', 200), 'beginning of a name');
const masked = list(line('X-Api-Key', 100), 'name');

/** What may be set at the section and at a store; the nearest counts. */
export const overrides = {
  product: choice(DIALECTS).exactOptional(),
  database: line('Exceptions', 128).exactOptional(),
  table: table.exactOptional(),
  encrypt: flag().exactOptional(),
  trustServerCertificate: flag().exactOptional(),
  ca: orNone(certificates()).exactOptional(),
  read: login,
  act: login,
  times: timesSchema.exactOptional(),
  maxBytes: size({ min: 64 * 2 ** 10, max: 2 ** 30, example: '64MiB' }).exactOptional(),
  recent: duration({ minMs: 60_000, maxMs: 3_600_000, example: '10m' }).exactOptional(),
  rollup: duration({ minMs: 0, maxMs: 86_400_000, example: '10m' }).exactOptional(),
  limits: limitsSchema.exactOptional(),
  groups: list(team, 'group').exactOptional(),
  applications: list(application, 'application').exactOptional(),
  quietHours: appRules.quietHours,
  silence: appRules.silence,
  applicationLimits: limitsSchema.exactOptional(),
  burst: orNone(burst).exactOptional(),
  framework: framework.exactOptional(),
  sourceLinks: list(sourceLink, 'link').exactOptional(),
  tracker: orNone(tracker).exactOptional(),
  masked: masked.exactOptional(),
  tags: tags().exactOptional(),
};

const inherited = z.strictObject(overrides);

/** What one level sets. */
export type Inherited = z.output<typeof inherited>;

export const notes = prose('"Call the team of the store: +1 555 0100"', 10_000).exactOptional();
