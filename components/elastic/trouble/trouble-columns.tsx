import type { Status } from '#lib/status.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { Ago } from '../../reading/age.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import type { TroubleLine } from './trouble-lines.ts';

const STATES: Readonly<Record<TroubleLine['state'], { word: string; rank: number }>> = {
  UNASSIGNED: { word: 'unassigned', rank: 0 },
  INITIALIZING: { word: 'initializing', rank: 1 },
  RELOCATING: { word: 'relocating', rank: 2 },
  STARTED: { word: 'started', rank: 3 },
};

/** How bad it is that a copy stands so: one that relocates answers meanwhile. */
export function statusOfCopy({ state, isPrimary }: Pick<TroubleLine, 'state' | 'isPrimary'>): Status {
  if (state === 'RELOCATING' || state === 'STARTED') return 'ok';
  return isPrimary ? 'critical' : 'warning';
}

/** `onWhy` asks why; `picked` is the key of the copy that is explained now. */
export function troubleColumns(picked: string | null, onWhy: (line: TroubleLine) => void): LongColumn<TroubleLine>[] {
  return [
    {
      ...{ id: 'index', head: 'Copy', isNumber: false, width: 300, sortedBy: (line) => `${line.index} ${line.number}` },
      cell: (line) => (
        <span className="es-copy" title={line.index}>
          <StatusShape status={statusOfCopy(line)} small label={statusOfCopy(line)} />
          <span className="b">{line.index}</span> <span className="q">{line.number}</span>
        </span>
      ),
    },
    {
      ...{ id: 'why', head: 'Why', isNumber: false, width: 62, sortedBy: () => null },
      cell: (line) => (
        <button
          type="button"
          className="btn plain"
          aria-expanded={picked === line.key}
          aria-label={`Why: ${line.isPrimary ? 'primary' : 'replica'} ${line.number} of ${line.index}`}
          onClick={() => onWhy(line)}
        >
          Why
        </button>
      ),
    },
    {
      ...{ id: 'kind', head: 'Is', isNumber: false, width: 76, sortedBy: ({ isPrimary }) => (isPrimary ? 'primary' : 'replica') },
      cell: ({ isPrimary }) => (isPrimary ? <b>primary</b> : 'replica'),
    },
    {
      ...{ id: 'state', head: 'State', isNumber: false, width: 100, sortedBy: ({ state }) => STATES[state].rank },
      cell: (line) => <span className={statusOfCopy(line) === 'ok' ? '' : `w ${statusOfCopy(line)}`}>{STATES[line.state].word}</span>,
    },
    {
      ...{ id: 'doing', head: 'What it does, and why', isNumber: false, sortedBy: ({ recovery, doing }) => recovery?.leftMs ?? doing },
      cell: ({ doing }) => <span title={doing}>{doing}</span>,
    },
    {
      ...{
        id: 'since',
        head: 'For',
        isNumber: true,
        width: 84,
        title: 'Since it is so, by the cluster’s word',
        sortedBy: ({ since }) => (since === null ? null : -since),
      },
      cell: ({ since }) => <Ago at={since} />,
    },
  ];
}
