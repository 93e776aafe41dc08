import { NO_VALUE } from './number.ts';

/** "14:11:12", in UTC, for Vigil's own words; pages show times by TimeFormat. `at` is epoch ms. */
export function formatClock(at: number): string {
  return isTime(at) ? new Date(at).toISOString().slice(11, 19) : NO_VALUE;
}

/** "2026-03-04 14:11:12 UTC". `at` is epoch ms. */
export function formatUtc(at: number): string {
  return isTime(at) ? `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC` : NO_VALUE;
}

/** A span that is configured: "5s", "1.5s", "250ms", "2m". */
export function formatSpan(ms: number): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 60_000 || ms % 60_000 !== 0) return `${Math.round(ms / 100) / 10}s`;
  return `${ms / 60_000}m`;
}

function isTime(at: number): boolean {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15;
}
