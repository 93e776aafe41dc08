import { formatAge } from '#lib/format/age.ts';
import { formatRate } from '#lib/format/number.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { placePoints, type Span } from './sparkline-path.ts';

/** `write` says how a value is written; as a number without it. */
type Drawn = { title: string; trend: readonly TrendPoint[]; span: Span; isStale: boolean; write?: ((value: number) => string) | undefined };

/** A line in words: "Sessions of Public over 4m 55s: from 120 to 140, last 131, 1 gap". */
export function sparkWords({ title, trend, span, isStale, write = formatRate }: Drawn): string {
  const shown = trend.filter(([at]) => at >= span.from && at <= span.to);
  const values = shown.flatMap(([, value]) => (value === null ? [] : [value]));
  const first = shown[0];
  const last = values.at(-1);
  if (!first || last === undefined) {
    const wasTold = trend.some(([, value]) => value !== null);
    return `${title}: ${wasTold ? `no value in the last ${formatAge(span.to - span.from)}` : 'no value yet'}`;
  }
  const gaps = Math.max(0, placePoints(trend, span, { width: 1, height: 1 }).lines.length - 1);
  return [
    `${title} over ${formatAge(span.to - first[0])}: from ${write(Math.min(...values))} to ${write(Math.max(...values))}`,
    `last ${write(last)}`,
    ...(gaps > 0 ? [`${gaps} ${gaps === 1 ? 'gap' : 'gaps'}`] : []),
    ...(isStale ? ['stale'] : []),
  ].join(', ');
}
