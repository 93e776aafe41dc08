import type { OrderRule } from '../../section-check.ts';
import { timeoutOrder } from '../../section-order.ts';
import { LIMIT_ORDER } from './config-limits.ts';
import { DEFAULTS, interval, timeout } from './config-overrides.ts';

/** What must stand in an order once everything is inherited. */
export const ORDER: readonly OrderRule[] = [timeoutOrder({ timeout, interval }, DEFAULTS), ...LIMIT_ORDER];
