import { formatBytes } from '../../../format/bytes.ts';
import { type Judged, STATUSES, type Status } from '../../../status.ts';

export function say(status: Status, reason: string, since: number | null = null): Judged {
  return { status, reason, since };
}

export function worstFirst(troubles: readonly Judged[]): Judged[] {
  return troubles.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
}

/** The worst first, and every reason kept; since when is the word of the worst. Null where there is nothing to say. */
export function summed(troubles: readonly Judged[]): Judged | null {
  const [worst, ...others] = worstFirst(troubles);
  return worst ? { ...worst, reason: [worst, ...others].map(({ reason }) => reason).join('; ') } : null;
}

/** Bytes of what SQL Server counts in KB of 1,024. */
export function formatKb(kb: number): string {
  return formatBytes(kb * 1_024);
}
