import type * as z from 'zod';
import { certificates, duration, flag, line, mapping, orNone, prose, secret, size, tags } from '../../settings.ts';
import { keyspaceOverrides } from './config-keyspace.ts';
import { limitsSchema } from './config-limits.ts';

/** What a node has where no level says anything. Durations in ms, sizes in bytes. */
export const DEFAULTS = {
  interval: 5_000,
  timeout: 3_000,
  maxBytes: 2 ** 20,
  tls: { enabled: false, ca: null, verify: true },
};

const MAX_NOTES = 10_000;

export const interval = duration({ minMs: 1_000, maxMs: 3_600_000, example: '5s' });
export const timeout = duration({ minMs: 100, maxMs: 3_600_000, example: '3s' });

// That something may be sent without a password is said and not assumed.
const sender = (example: string) =>
  orNone(
    mapping({ user: line(example).exactOptional(), password: orNone(secret()) }).refine(
      ({ user, password }) => user === undefined || password !== null,
      { error: 'names a user without a password, as whom nobody can sign in: give it a password, or take user: out to come without one' },
    ),
  ).exactOptional();

/** What a server may say for all of its instances: whatever may be inherited but what is in them. */
export const serverOverrides = {
  interval: interval.exactOptional(),
  timeout: timeout.exactOptional(),
  maxBytes: size({ min: 64 * 2 ** 10, max: 2 ** 30, example: '1MiB' }).exactOptional(),
  read: orNone(mapping({ user: line('vigil').exactOptional(), password: secret() })).exactOptional(),
  act: sender('vigil-admin'),
  analyse: sender('vigil-keys'),
  tls: mapping({
    enabled: flag().exactOptional(),
    ca: orNone(certificates()).exactOptional(),
    verify: flag().exactOptional(),
  }).exactOptional(),
  limits: limitsSchema.exactOptional(),
  tags: tags().exactOptional(),
};

/** What may be set at the section, at a group or an instance, and at a node; the nearest counts. */
export const overrides = { ...serverOverrides, ...keyspaceOverrides };

const inherited = mapping(overrides);

/** What one level sets. */
export type Inherited = z.output<typeof inherited>;

/** Not inherited: what is written of a group is shown below what is written of its node, and not instead of it. */
export const notes = prose('"Call the web team: +1 555 0100"', MAX_NOTES).exactOptional();
