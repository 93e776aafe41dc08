import type { RowView } from '#lib/systems/haproxy/model.ts';

type Figure = { [Key in keyof RowView]: RowView[Key] extends number | null ? Key : never }[keyof RowView];

const SUMMED = [
  'sessions',
  'sessionsLimit',
  'sessionRate',
  'requestRate',
  'queue',
  'bytesInPerSecond',
  'bytesOutPerSecond',
  'errorsPerMinute',
  'deniedPerMinute',
  'retriesPerMinute',
  'responses5xxPerMinute',
] as const satisfies readonly Figure[];

/**
 * One row over the instances that have it. Figures are sums, null as soon as one instance does not tell its part; the response time is the mean over the requests; what
 * cannot be summed is as `chief`, the worst of them, has it; `changedAt` is the latest change.
 */
export function sumViews(views: readonly RowView[], chief: RowView): RowView {
  if (views.length === 1) return chief;
  const changes = views.flatMap(({ changedAt }) => (changedAt === null ? [] : [changedAt]));
  const sums = Object.fromEntries(SUMMED.map((name) => [name, sumOf(views, name)])) as Record<(typeof SUMMED)[number], number | null>;
  return { ...chief, ...sums, responseTimeMs: meanTime(views), changedAt: changes.length > 0 ? Math.max(...changes) : null };
}

function sumOf(views: readonly RowView[], name: Figure): number | null {
  let sum = 0;
  for (const view of views) {
    const part = view[name];
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

/** An instance without requests says nothing of their time; where nobody counts requests, or there are none, all instances weigh the same. */
function meanTime(views: readonly RowView[]): number | null {
  const rates = views.map(({ requestRate, sessionRate }) => requestRate ?? sessionRate);
  const total = rates.reduce<number | null>((sum, rate) => (sum === null || rate === null ? null : sum + rate), 0);
  let sum = 0;
  for (const [index, { responseTimeMs }] of views.entries()) {
    const share = total ? (rates[index] ?? 0) / total : 1 / views.length;
    if (share === 0) continue;
    if (responseTimeMs === null) return null;
    sum += share * responseTimeMs;
  }
  return sum;
}
