import { ROW_FIGURES, trendValues } from '#lib/systems/haproxy/row-trend.ts';
import type { TrendSpec } from '../../row-trends/trend.ts';
import { viewOf } from '../lines.ts';

/** The kept figures of the rows of HAProxy. */
export const HAPROXY_TRENDS: TrendSpec = { figures: ROW_FIGURES, valuesOf: (row) => trendValues(viewOf(row)) };
