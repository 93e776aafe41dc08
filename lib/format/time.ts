import { NO_VALUE } from './number.ts';

const DAY_MS = 86_400_000;

/** "14:11:12", in UTC. `at` is epoch ms. */
export function formatClock(at: number): string {
  return isTime(at) ? new Date(at).toISOString().slice(11, 19) : NO_VALUE;
}

/** "2026-03-04 14:11:12 UTC". `at` is epoch ms. */
export function formatUtc(at: number): string {
  return isTime(at) ? `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC` : NO_VALUE;
}

/** A past moment as people say it: "14:11:12" within a day of now, with its date before that. In UTC; both in epoch ms. */
export function formatMoment(at: number, now: number): string {
  return Math.abs(now - at) < DAY_MS ? formatClock(at) : formatUtc(at).replace(' UTC', '');
}

/** A span that is configured: "5s", "1.5s", "250ms", "2m". */
export function formatSpan(ms: number): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 60_000 || ms % 60_000 !== 0) return `${Math.round(ms / 100) / 10}s`;
  return `${ms / 60_000}m`;
}

/** All that one may want to copy of a moment: UTC, the reader's own time, and epoch ms. */
export function describeMoment(at: number): string {
  if (!isTime(at)) return NO_VALUE;
  const local = new Date(at).toLocaleString('en-GB', { timeZoneName: 'short' });
  return `${formatUtc(at)}\n${local} here\n${Math.round(at)} epoch ms`;
}

function isTime(at: number): boolean {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15;
}
