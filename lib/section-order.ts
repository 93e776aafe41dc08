import type * as z from 'zod';
import type { OrderRule } from './section-check.ts';
import { formatDuration } from './text/duration.ts';

type Durations<Value> = { timeout: Value; interval: Value };

/** What takes longer than it is apart would still be asked when it is due again. Durations in ms. */
export function timeoutOrder(schemas: Durations<z.ZodType<number | null>>, fallbacks: Durations<number>): OrderRule {
  return {
    lower: {
      keys: ['timeout'],
      schema: schemas.timeout,
      fallback: fallbacks.timeout,
      words: (own, other) =>
        `${formatDuration(own)} is not shorter than the interval of ${formatDuration(other)}: set timeout below it or interval above it`,
    },
    upper: {
      keys: ['interval'],
      schema: schemas.interval,
      fallback: fallbacks.interval,
      words: (own, other) =>
        `${formatDuration(own)} is not longer than the timeout of ${formatDuration(other)}: set interval above it or timeout below it`,
    },
    holds: (lower, upper) => lower < upper,
  };
}

/** Two limits of which a value crosses the warning first; `fallbacks` are those of the system, null for one that is off. */
export function limitOrder<Name extends string>(
  [warning, critical]: readonly [warning: Name, critical: Name],
  schema: z.ZodType<number | null>,
  fallbacks: Readonly<Record<Name, number | null>>,
): OrderRule {
  return {
    lower: {
      keys: ['limits', warning],
      schema,
      fallback: fallbacks[warning],
      words: (own, other) => `${own} is above ${critical}, which is ${other}: lower it, raise ${critical}, or turn one of them off`,
    },
    upper: {
      keys: ['limits', critical],
      schema,
      fallback: fallbacks[critical],
      words: (own, other) => `${own} is below ${warning}, which is ${other}: raise it, lower ${warning}, or turn one of them off`,
    },
    holds: (lower, upper) => lower <= upper,
  };
}
