'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { KeyChange, KeyComparison } from '#lib/systems/redis/keys/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { When } from '../../reading/when.tsx';

const COLUMNS: readonly LongColumn<KeyChange>[] = [
  { id: 'name', head: 'Name', isNumber: false, cell: ({ name }) => <code className="args">{name}</code>, sortedBy: ({ name }) => name },
  {
    id: 'grown',
    head: 'Memory grew by',
    isNumber: true,
    width: 140,
    cell: ({ bytes }) => signed(bytes, formatBytes),
    sortedBy: ({ bytes }) => bytes,
  },
  {
    ...{ id: 'before', head: 'Before', isNumber: true, width: 100 },
    cell: ({ before }) => formatBytes(before?.bytes ?? null),
    sortedBy: ({ before }) => before?.bytes ?? null,
  },
  {
    ...{ id: 'after', head: 'Now', isNumber: true, width: 100 },
    cell: ({ after }) => formatBytes(after?.bytes ?? null),
    sortedBy: ({ after }) => after?.bytes ?? null,
  },
  {
    id: 'keys',
    head: 'Keys more',
    isNumber: true,
    width: 120,
    cell: ({ keys }) => signed(keys, formatCount),
    sortedBy: ({ keys }) => keys,
  },
];
const IDS = COLUMNS.map(({ id }) => id);

type ViewProps = { comparison: KeyComparison; olderEndedAt: number };

/** What changed since the analysis before. */
export function ChangesView({ comparison: { isWhole, total, byPattern, byType, byPrefix }, olderEndedAt }: ViewProps) {
  return (
    <>
      <p className="key-said note">
        Since the analysis that ended at <When at={olderEndedAt} />: memory {signed(total.bytes, formatBytes)}, keys{' '}
        {signed(total.keys, formatCount)}.
      </p>
      {isWhole ? null : (
        <p className="key-said note">
          The two did not read the same databases, or one did not count all keys: a part of these changes is only that.
        </p>
      )}
      <Changes title="By beginning of the name" changes={byPrefix} />
      <Changes title="By pattern" changes={byPattern} />
      <Changes title="By type" changes={byType} />
    </>
  );
}

function Changes({ title, changes }: { title: string; changes: readonly KeyChange[] | null }) {
  if (changes === null) return <p className="note none">{title}: shown to those with the right to details.</p>;
  if (changes.length === 0) return <p className="note none">{title}: nothing changed.</p>;
  return (
    <section aria-label={title}>
      <h3 className="key-title">{title}</h3>
      <SortedTable label={`Changes: ${title}`} columns={COLUMNS} ids={IDS} rows={changes} keyOf={({ name }) => name} minWidth={620} />
    </section>
  );
}

/** A change with its sign: "+1.2 MB", "0 B". */
function signed(value: number, format: (value: number) => string): string {
  const text = format(value);
  return value > 0 && text !== NO_VALUE ? `+${text}` : text;
}
