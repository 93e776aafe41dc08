'use client';
import { useMemo } from 'react';
import type { Finding } from '#lib/finding.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Status } from '#lib/status.ts';
import { isReliedOn } from '#lib/vouch.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { Age, Ago } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { Meter, None } from '../ag/cells.tsx';
import { type DatabaseLine, databaseLines } from './database-lines.ts';
import type { InstanceLine } from './line.ts';
import { bytesColumn, countColumn, textColumn } from './table-columns.tsx';
import { ToldPanel, Untold } from './told-panel.tsx';
import { counted, countsOf } from './words.ts';

type PanelProps = { line: InstanceLine; findings: readonly Finding[] };

/** The databases of an instance with their state and how old their backups are, worst first. */
export function DatabasesPanel({ line, findings }: PanelProps) {
  const { board } = useBoardTime();
  const { databases, backups } = line.told;
  const isTrusted = databases !== null && isReliedOn(databases.probe, board);
  const areBackups = backups !== null && isReliedOn(backups.probe, board);
  const lines = useMemo(
    () => databaseLines(line, findings, { databases: isTrusted, backups: areBackups }),
    [line, findings, isTrusted, areBackups],
  );
  const counts = databases === null ? [] : countsOf(databases, board);
  const note = counts.map(({ status, count }) => `${formatCount(count)} ${status}`).join(', ');
  return (
    <ToldPanel title="Databases" told={databases} note={`${counted(lines.length, 'database')}${note === '' ? '' : `: ${note}`}`}>
      {lines.length === 0 ? <p className="note">It was asked and told of no database that this login may see.</p> : null}
      {backups?.probe.newest ? (
        <p className="note sqlnote">
          Backups as this instance made them, <Age probe={backups.probe} />
          {areBackups ? null : ': too old to go by'}. Those made on others are not known here; of a database of a group the youngest of all
          replicas counts.
        </p>
      ) : null}
      <Untold told={backups} what="Backups" />
      {lines.length === 0 ? null : <OwnTable label="Databases" columns={COLUMNS} rows={lines} keyOf={({ name }) => name} minWidth={1180} />}
    </ToldPanel>
  );
}

type Kind = 'fullAt' | 'differentialAt' | 'logAt';

/** The simple recovery model has no backups of the log; a snapshot, and tempdb that is made anew at each start, have none at all. */
function isMade({ name, database }: DatabaseLine, kind: Kind): boolean {
  if (database.isSnapshot || name === 'tempdb') return false;
  return kind !== 'logAt' || database.recoveryModel !== 'simple';
}

/** Of the data the newest counts, be it full or differential: the other one is not what is late. */
function lateness({ of, late }: NonNullable<DatabaseLine['backup']>, kind: Kind): Status | null {
  if (kind === 'logAt') return late.log;
  const isDifferential = of.fullAt !== null && (of.differentialAt ?? 0) > of.fullAt;
  return isDifferential === (kind === 'differentialAt') ? late.data : null;
}

const backup = (id: Kind, head: string, title: string): LongColumn<DatabaseLine> => ({
  ...{ id, head, title, isNumber: true, width: 92 },
  cell: (line) => {
    if (!isMade(line, id)) return <span className="q">none due</span>;
    if (line.backup === null) return <None />;
    const at = line.backup.of[id];
    const ago = at === null ? 'never here' : <Ago at={at} />;
    const late = lateness(line.backup, id);
    return late === null ? ago : <span className={`w ${late}`}>{ago}</span>;
  },
  // What was longest ago, or never, is the most.
  sortedBy: ({ backup: own }) => (own === null ? null : -(own.of[id] ?? 0)),
});

const COLUMNS: readonly LongColumn<DatabaseLine>[] = [
  {
    ...{ id: 'name', head: 'Database', isNumber: false, width: 210 },
    cell: ({ name, status, database }) => (
      <span className="cell">
        <StatusShape status={status} small label={status} /> <b>{name}</b>
        {database.groupDatabaseId === null ? null : <span className="q small"> in a group</span>}
      </span>
    ),
    sortedBy: ({ name }) => name,
  },
  textColumn({ id: 'state', head: 'State', width: 130 }, ({ database }) => stateWords(database)),
  textColumn({ id: 'recovery', head: 'Recovery', width: 84 }, ({ database }) => database.recoveryModel),
  countColumn({ id: 'level', head: 'Level', width: 56, title: 'Compatibility level' }, ({ database }) => database.compatibilityLevel),
  bytesColumn({ id: 'data', head: 'Data', width: 84 }, ({ database }) => database.dataBytes),
  bytesColumn({ id: 'log', head: 'Log', width: 84, title: 'Size of its log files' }, ({ database }) => database.logBytes),
  {
    ...{ id: 'used', head: 'Log used', isNumber: true, width: 120 },
    cell: (line) => <Meter share={usedShare(line)} />,
    sortedBy: usedShare,
  },
  textColumn({ id: 'wait', head: 'Log kept for', width: 130, title: 'Why its log cannot be used again' }, ({ database }) =>
    database.logReuseWait === 'nothing' ? null : database.logReuseWait,
  ),
  backup('fullAt', 'Full', 'The newest full backup that was made here'),
  backup('differentialAt', 'Diff', 'The newest differential backup that was made here'),
  backup('logAt', 'Log backup', 'The newest backup of the log that was made here'),
  {
    ...{ id: 'why', head: 'Why', isNumber: false },
    cell: ({ why }) => (why === '' ? null : <span className="args">{why}</span>),
    sortedBy: ({ why }) => why || null,
  },
];

function usedShare({ database: { logUsedBytes, logBytes } }: DatabaseLine): number | null {
  return logUsedBytes === null || logBytes === null || logBytes <= 0 ? null : logUsedBytes / logBytes;
}

/** "online", "restoring", "online, read-only, single user". */
function stateWords({ state, isReadOnly, isInStandby, isSnapshot, userAccess }: DatabaseLine['database']): string {
  return [
    state,
    ...(isSnapshot ? ['snapshot'] : []),
    ...(isInStandby ? ['standby'] : isReadOnly ? ['read-only'] : []),
    ...(userAccess === null || userAccess === 'multi user' ? [] : [userAccess]),
  ].join(', ');
}
