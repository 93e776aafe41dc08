'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { NO_VALUE } from '#lib/format/number.ts';
import type { BigKey, KeyAnalysis } from '#lib/systems/redis/keys/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { useUrlWord } from '../../ui/use-url.ts';
import { databaseWords } from './words.ts';

type Line = BigKey & { rank: number };

const COLUMNS: readonly LongColumn<Line>[] = [
  { id: 'bytes', head: 'Memory', isNumber: true, width: 110, cell: ({ bytes }) => formatBytes(bytes), sortedBy: ({ bytes }) => bytes },
  { id: 'type', head: 'Type', isNumber: false, width: 90, cell: ({ type }) => type, sortedBy: ({ type }) => type },
  { id: 'encoding', head: 'Encoding', isNumber: false, width: 120, cell: ({ encoding }) => encoding, sortedBy: ({ encoding }) => encoding },
  {
    ...{ id: 'ttl', head: 'Expires in', isNumber: true, width: 110, title: 'When it was read' },
    cell: ({ ttlMs }) => (ttlMs === null ? <span className="q">never</span> : formatAge(ttlMs)),
    sortedBy: ({ ttlMs }) => ttlMs,
  },
];

const NAME: LongColumn<Line> = {
  ...{ id: 'name', head: 'Key', isNumber: false },
  cell: ({ name, isCut }) =>
    name === null ? <span className="q">{NO_VALUE}</span> : <code className="args">{isCut ? `${name}…` : name}</code>,
  sortedBy: ({ name }) => name,
};
const WITH_NAME = [NAME, ...COLUMNS];
const IDS = WITH_NAME.map(({ id }) => id);

type ViewProps = Pick<KeyAnalysis, 'biggest'> & { titles: ReadonlyMap<number, string>; hasNames: boolean };

/** The biggest keys of one database, of all types or of one: which lives in the address. */
export function BiggestView({ biggest, titles, hasNames }: ViewProps) {
  const [chosen, choose] = useUrlWord('db');
  const [type, setType] = useUrlWord('type');
  const of = biggest.find(({ database }) => String(database) === chosen) ?? biggest[0];
  if (!of) return <p className="note none">No key was counted.</p>;
  const keys = of.byType.find((one) => one.type === type)?.keys ?? of.all;
  return (
    <>
      <div className="ask-bar">
        <label className="small">
          Database{' '}
          <select className="field small" value={String(of.database)} onChange={({ target }) => choose(target.value)}>
            {biggest.map(({ database }) => (
              <option key={database} value={String(database)}>
                {databaseWords(database, titles)}
              </option>
            ))}
          </select>
        </label>
        <label className="small">
          Type{' '}
          <select
            className="field small"
            value={of.byType.some((one) => one.type === type) ? type : ''}
            onChange={({ target }) => setType(target.value)}
          >
            <option value="">all</option>
            {of.byType.map((one) => (
              <option key={one.type} value={one.type}>
                {one.type}
              </option>
            ))}
          </select>
        </label>
        {hasNames ? null : <span className="note">Names of keys are shown to those with the right to details.</span>}
      </div>
      <SortedTable
        label="Biggest keys"
        columns={hasNames ? WITH_NAME : COLUMNS}
        ids={IDS}
        rows={keys.map((key, rank) => ({ ...key, rank }))}
        keyOf={({ rank }) => rank}
        minWidth={hasNames ? 760 : 430}
      />
    </>
  );
}
