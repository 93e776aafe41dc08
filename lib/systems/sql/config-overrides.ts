import * as z from 'zod';
import { Secret } from '../../secret.ts';
import {
  certificates,
  choice,
  duration,
  flag,
  hostName,
  line,
  mapping,
  orNone,
  prose,
  refuse,
  secret,
  size,
  tags,
} from '../../settings.ts';
import { heartbeatSchema } from './config-heartbeat.ts';
import { limitsSchema } from './config-limits.ts';
import { readConnectionString } from './config-string.ts';

/** What a node has where no level says anything. Durations in ms, sizes in bytes. Encryption is on and certificates are checked, as in the clients of SQL Server since 2022. */
export const DEFAULTS = {
  interval: 10_000,
  timeout: 5_000,
  maxBytes: 16 * 2 ** 20,
  encrypt: true,
  trustServerCertificate: false,
  applicationIntent: 'readWrite',
} as const;

const MAX_NOTES = 10_000;

export const interval = duration({ minMs: 1_000, maxMs: 3_600_000, example: '10s' });
export const timeout = duration({ minMs: 100, maxMs: 3_600_000, example: '5s' });

const user = line('vigil').refine((value) => !value.includes('\\'), {
  error: 'holds a backslash: write the Windows domain under domain:, and the account alone here',
});
const login = orNone(mapping({ user, password: secret(), domain: line('CORP', 60).exactOptional() })).exactOptional();

const encrypt = z.union([z.literal('strict'), z.boolean()], { error: 'is none of true, false and strict: write one of them' });

const connectionString = z
  .custom<Secret>(Secret.is, { error: 'is not a connection string that Vigil can read: write { env: NAME } or { file: path }' })
  .transform((value, context) => {
    const read = readConnectionString(value.reveal());
    return read.ok ? read.set : refuse(context, read.message);
  });

/** What may be set at the section, at a cluster and at a node; the nearest counts, and within a level what is written out goes before its connection string. */
export const overrides = {
  interval: interval.exactOptional(),
  timeout: timeout.exactOptional(),
  maxBytes: size({ min: 64 * 2 ** 10, max: 2 ** 30, example: '16MiB' }).exactOptional(),
  read: login,
  act: login,
  encrypt: encrypt.exactOptional(),
  trustServerCertificate: flag().exactOptional(),
  ca: orNone(certificates()).exactOptional(),
  serverName: orNone(hostName()).exactOptional(),
  applicationIntent: choice(['readOnly', 'readWrite']).exactOptional(),
  database: orNone(line('master', 128)).exactOptional(),
  connectionString: connectionString.exactOptional(),
  heartbeat: orNone(heartbeatSchema).exactOptional(),
  limits: limitsSchema.exactOptional(),
  tags: tags().exactOptional(),
};

const inherited = mapping(overrides);

/** What one level sets. */
export type Inherited = z.output<typeof inherited>;

/** Not inherited: what is written of a cluster is shown below what is written of its node, and not instead of it. */
export const notes = prose('"Call the database team: +1 555 0100"', MAX_NOTES).exactOptional();
