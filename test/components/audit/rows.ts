import type { AuditPage, AuditRow } from '#lib/act/audit/row.ts';
import { NOW } from '../estate.ts';

/** A confirmed drain of web03 by ann, one minute ago. */
export function auditRow(seq: number, over: Partial<AuditRow> = {}): AuditRow {
  return {
    ...{ seq, at: NOW - 60_000, endedAt: NOW - 59_000, id: `a${seq}` },
    by: { is: 'user', name: 'ann', address: '10.0.0.7', session: 's1' },
    ...{
      system: 'haproxy',
      systems: ['haproxy'],
      action: 'drain',
      title: `Drain web0${seq}`,
      result: 'confirmed',
      words: 'Confirmed by reading back, 1.2 s.',
    },
    ...{ reason: null, until: null, times: 1, steps: [], leftOut: [] },
    ...over,
  };
}

export function auditPage(seqs: readonly number[], next: number | null = null): AuditPage {
  return { rows: seqs.map((seq) => auditRow(seq)), next, head: null, unreadable: 0 };
}
