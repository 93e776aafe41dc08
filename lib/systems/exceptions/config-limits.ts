import type { OrderRule } from '../../section-check.ts';
import { limitOrder } from '../../section-order.ts';
import { limit, mapping } from '../../settings.ts';
import type { CountLimits } from './model.ts';

/** Nobody knows how many errors are usual elsewhere: counts warn where somebody says at how many. */
export const NO_LIMITS: CountLimits = { totalWarning: null, totalCritical: null, recentWarning: null, recentCritical: null };

const errors = limit({ min: 1, max: 1_000_000_000, example: '500' });

export const limitsSchema = mapping({
  totalWarning: errors.exactOptional(),
  totalCritical: errors.exactOptional(),
  recentWarning: errors.exactOptional(),
  recentCritical: errors.exactOptional(),
});

export const LIMIT_ORDER: readonly OrderRule[] = [
  limitOrder(['totalWarning', 'totalCritical'], errors, NO_LIMITS),
  limitOrder(['recentWarning', 'recentCritical'], errors, NO_LIMITS),
];

/** The same of what applies to each application. */
export const APPLICATION_LIMIT_ORDER: readonly OrderRule[] = LIMIT_ORDER.map((rule) => ({
  ...rule,
  lower: { ...rule.lower, keys: ['applicationLimits', ...rule.lower.keys.slice(1)] },
  upper: { ...rule.upper, keys: ['applicationLimits', ...rule.upper.keys.slice(1)] },
}));

/** The limits in words; null where all are off. */
export function limitWords({ totalWarning, totalCritical, recentWarning, recentCritical }: CountLimits): string | null {
  if ([totalWarning, totalCritical, recentWarning, recentCritical].every((one) => one === null)) return null;
  return `all of them warn at ${words(totalWarning)}, critical at ${words(totalCritical)}; the recent ones at ${words(recentWarning)} and ${words(recentCritical)}`;
}

function words(limit: number | null): string {
  return limit === null ? 'off' : String(limit);
}
