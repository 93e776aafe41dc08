import { measureBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate } from '#lib/format/number.ts';
import type { ShardCounts } from '#lib/systems/elastic/model.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { Quantity } from '../../ui/quantity.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { IndexButton } from '../actions/index-button.tsx';
import type { ClusterLine } from '../lines.ts';
import { type IndexLine, statusOfIndex } from './index-lines.ts';

type Column = LongColumn<IndexLine>;

const NONE = <span className="q">–</span>;

/** `onOpen` shows more of an index; `isOld` where what is in them is too old to be gone by, which is asked less often than their health. */
type Given = { cluster: ClusterLine; opened: string; isOld: boolean; onOpen(name: string): void };

/** The columns of indices. */
export function indexColumns({ cluster, opened, isOld, onOpen }: Given): Column[] {
  return [
    {
      ...{ id: 'index', head: 'Index', isNumber: false, sortedBy: ({ name }) => name },
      cell: (line) => (
        <span className="es-copy" title={line.name}>
          <StatusShape status={statusOfIndex(line)} small label={statusOfIndex(line)} />
          <button
            type="button"
            className="btn plain b"
            aria-expanded={opened === line.name}
            onClick={() => onOpen(opened === line.name ? '' : line.name)}
          >
            {line.name}
          </button>
          <IndexButton cluster={cluster} index={line.name} />
        </span>
      ),
    },
    {
      ...{
        id: 'health',
        head: 'Health',
        isNumber: false,
        width: 80,
        sortedBy: (line) => ['critical', 'warning', 'unknown', 'ok'].indexOf(statusOfIndex(line)),
      },
      cell: (line) => (
        <span className={statusOfIndex(line) === 'ok' ? 'q' : `w ${statusOfIndex(line)}`}>{line.health?.color ?? 'not told'}</span>
      ),
    },
    {
      ...{
        id: 'shards',
        head: 'Shards',
        isNumber: true,
        width: 90,
        title: 'Primaries, and how many replicas each is to have',
        sortedBy: ({ health }) => health?.primaries ?? null,
      },
      cell: ({ health }) => (health === null ? NONE : `${formatCount(health.primaries)} × ${formatCount(health.copies + 1)}`),
    },
    {
      ...{
        id: 'wrong',
        head: 'Not started',
        isNumber: false,
        width: 170,
        sortedBy: ({ health }) => (health === null ? null : wrongCount(health.shards)),
      },
      cell: ({ health }) => (health === null ? NONE : <Wrong shards={health.shards} />),
    },
    numbered({ isOld, id: 'docs', head: 'Documents', of: ({ volume }) => volume?.docs ?? null, write: formatCount }),
    sized({ isOld, id: 'size', head: 'Size', of: ({ volume }) => volume?.totalBytes ?? null }),
    sized({ isOld, id: 'primary', head: 'Primaries', of: ({ volume }) => volume?.primaryBytes ?? null }),
    numbered({ isOld, id: 'searches', head: 'Searches/s', of: ({ volume }) => volume?.searchesPerSecond ?? null, write: formatRate }),
    numbered({ isOld, id: 'indexed', head: 'Indexed/s', of: ({ volume }) => volume?.indexedPerSecond ?? null, write: formatRate }),
  ];
}

export const INDEX_IDS = ['index', 'health', 'shards', 'wrong', 'docs', 'size', 'primary', 'searches', 'indexed'];

type Of = { isOld: boolean; id: string; head: string; of(line: IndexLine): number | null };

function numbered({ isOld, id, head, of, write }: Of & { write(value: number): string }): Column {
  return {
    ...{ id, head, isNumber: true, width: 100, sortedBy: of },
    cell: (line) => {
      const value = of(line);
      return value === null ? NONE : <span className={aged(isOld)}>{write(value)}</span>;
    },
  };
}

function sized({ isOld, id, head, of }: Of): Column {
  return {
    ...{ id, head, isNumber: true, width: 90, sortedBy: of },
    cell: (line) => {
      const value = of(line);
      return value === null ? (
        NONE
      ) : (
        <span className={aged(isOld)}>
          <Quantity {...measureBytes(value)} />
        </span>
      );
    },
  };
}

function aged(isOld: boolean): string | undefined {
  return isOld ? 'hatch stale-value' : undefined;
}

function wrongCount({ unassigned, initializing, relocating }: ShardCounts): number {
  return unassigned * 1e6 + initializing * 1e3 + relocating;
}

function Wrong({ shards: { unassigned, initializing, relocating, activePrimary } }: { shards: ShardCounts }) {
  const words = [
    ...(unassigned > 0 ? [`${formatCount(unassigned)} unassigned`] : []),
    ...(initializing > 0 ? [`${formatCount(initializing)} initializing`] : []),
    ...(relocating > 0 ? [`${formatCount(relocating)} relocating`] : []),
  ];
  if (words.length === 0) return <span className="q">all started</span>;
  const tone = unassigned + initializing === 0 ? '' : activePrimary === 0 ? 'w critical' : 'w warning';
  return <span className={tone}>{words.join(', ')}</span>;
}
