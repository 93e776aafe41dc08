import type * as z from 'zod';
import { certificates, duration, flag, httpUrl, line, listOf, mapping, orNone, prose, size, tags } from '../../settings.ts';
import { credentials } from './config-credentials.ts';
import { intervalsSchema } from './config-intervals.ts';
import { limitsSchema } from './config-limits.ts';

/** What a node has where no level says anything. Durations in ms, sizes in bytes. */
export const DEFAULTS = {
  interval: 10_000,
  timeout: 5_000,
  maxBytes: 64 * 2 ** 20,
  tls: { ca: null, verify: true },
} as const;

const MAX_NOTES = 10_000;

export const interval = duration({ minMs: 1_000, maxMs: 3_600_000, example: '10s' });
export const timeout = duration({ minMs: 100, maxMs: 3_600_000, example: '5s' });

/** Without the slash at its end, so that paths can be put after it; a path stays, because proxies have them. */
export const nodeUrl = httpUrl('https://es1.example.net:9200')
  .refine((value) => !value.includes('?'), { error: 'has a ? part: take it out, Vigil adds its own' })
  .transform((value) => value.replace(/\/+$/, ''));

/** What may be set at the section, at a cluster and at a node; the nearest counts. */
export const overrides = {
  interval: interval.exactOptional(),
  timeout: timeout.exactOptional(),
  maxBytes: size({ min: 64 * 2 ** 10, max: 2 ** 30, example: '64MiB' }).exactOptional(),
  read: credentials,
  act: credentials,
  tls: mapping({ ca: orNone(certificates()).exactOptional(), verify: flag().exactOptional() }).exactOptional(),
  tags: tags().exactOptional(),
};

/** What is of the cluster as a whole, whichever node answers: set at the section and at a cluster. */
export const clusterOverrides = { limits: limitsSchema.exactOptional(), intervals: intervalsSchema.exactOptional() };

const inherited = mapping({ ...overrides, ...clusterOverrides });

/** What one level sets. */
export type Inherited = z.output<typeof inherited>;

/** Not inherited: what is written of a cluster is shown below what is written of its node, and not instead of it. */
export const notes = prose('"Call the search team: +1 555 0100"', MAX_NOTES).exactOptional();

/** By node.name of each. */
export const members = listOf(line('es1', 200), 'member').exactOptional();
