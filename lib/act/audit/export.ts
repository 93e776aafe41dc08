import { formatCsvRecord } from '../../text/csv-write.ts';
import type { AuditRow, AuditStep } from './row.ts';

type Column = { name: string; cell(row: AuditRow, step: AuditStep | null): string };

const COLUMNS: readonly Column[] = [
  { name: 'seq', cell: ({ seq }) => String(seq) },
  { name: 'at', cell: ({ at }) => formatIso(at) },
  { name: 'ended_at', cell: ({ endedAt }) => formatIso(endedAt) },
  { name: 'who', cell: ({ by }) => by.name },
  { name: 'who_is', cell: ({ by }) => by.is },
  { name: 'address', cell: ({ by }) => by.address },
  { name: 'session', cell: ({ by }) => by.session ?? '' },
  { name: 'timer_set_at', cell: ({ by }) => formatIso(by.timer?.setAt ?? null) },
  { name: 'system', cell: ({ systems }) => systems.join('; ') },
  { name: 'action', cell: ({ action }) => action },
  { name: 'action_id', cell: ({ id }) => id ?? '' },
  { name: 'title', cell: ({ title }) => title },
  { name: 'result', cell: ({ result }) => result },
  { name: 'words', cell: ({ words }) => words },
  { name: 'reason', cell: ({ reason }) => reason ?? '' },
  { name: 'until', cell: ({ until }) => formatIso(until) },
  { name: 'times', cell: ({ times }) => String(times) },
  { name: 'group', cell: (_, step) => step?.group ?? '' },
  { name: 'node', cell: (_, step) => step?.node ?? '' },
  { name: 'target', cell: (_, step) => step?.target ?? '' },
  { name: 'commands', cell: (_, step) => step?.commands.join('; ') ?? '' },
  { name: 'before', cell: (_, step) => step?.before ?? '' },
  { name: 'wanted', cell: (_, step) => step?.wanted ?? '' },
  { name: 'sent', cell: (_, step) => step?.sent?.is ?? '' },
  { name: 'answer', cell: (_, step) => step?.sent?.answer ?? '' },
  { name: 'after', cell: (_, step) => step?.after ?? '' },
  { name: 'confirmed', cell: (_, step) => (step === null ? '' : step.isConfirmed ? 'yes' : 'no') },
  { name: 'left_out', cell: ({ leftOut }) => leftOut.map(({ group, node, why }) => `${group}/${node}: ${why}`).join('; ') },
];

/**
 * Rows as text, piece by piece. CSV has a header and one line a step, or one for a row without steps; its times are ISO 8601 in UTC with milliseconds.
 * JSON lines are the rows as they are, with times in epoch ms.
 */
export async function* exportRows(rows: AsyncIterable<AuditRow>, format: 'csv' | 'jsonl'): AsyncGenerator<string> {
  if (format === 'csv') yield formatCsvRecord(COLUMNS.map(({ name }) => name));
  for await (const row of rows) yield format === 'csv' ? formatRow(row) : `${JSON.stringify(row)}\n`;
}

function formatRow(row: AuditRow): string {
  const steps = row.steps.length > 0 ? row.steps : [null];
  return steps.map((step) => formatCsvRecord(COLUMNS.map(({ cell }) => cell(row, step)))).join('');
}

function formatIso(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}
