'use client';
import { useCallback, useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { INDICES, VOLUME } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { SortedTable } from '../../asked/sorted-table.tsx';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { FilterBox } from '../../ui/filter-box.tsx';
import { useUrlText, useUrlWord } from '../../ui/use-url.ts';
import type { ClusterLine } from '../lines.ts';
import { counted } from '../words.ts';
import { INDEX_IDS, indexColumns } from './index-columns.tsx';
import { isHidden, shownIndices, toIndices } from './index-lines.ts';
import { IndexPanel } from './index-panel.tsx';
import { ToldPanel } from './told-panel.tsx';

/** Every index of a cluster, the worst first; those of the product itself are folded, and counted. */
export function IndicesView({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const [filter, setFilter] = useUrlText('q');
  const [all, setAll] = useUrlWord('all');
  const [opened, setOpened] = useUrlWord('open');
  const lines = useMemo(() => toIndices(cluster), [cluster]);
  const shown = useMemo(() => shownIndices(lines, { filter, withHidden: all !== '' }), [lines, filter, all]);
  const open = useCallback((name: string) => setOpened(name), [setOpened]);

  const hidden = lines.filter(isHidden).length;
  const volume = cluster.told.get(VOLUME);
  const isOld = volume !== undefined && volume.probe.newest !== null && !isReliedOn(volume.probe, board);
  const columns = useMemo(() => indexColumns({ cluster, opened, isOld, onOpen: open }), [cluster, opened, isOld, open]);
  return (
    <>
      {opened === '' ? null : <IndexPanel cluster={cluster} index={opened} onShut={() => setOpened('')} />}
      <ToldPanel
        title="Indices"
        told={cluster.told.get(INDICES)}
        tools={
          <FilterBox
            text={filter}
            onText={setFilter}
            placeholder="Filter, or red  ( / )"
            label="Filter the indices by their names or colour"
          />
        }
      >
        <div className="ask-bar">
          <span className="note">
            {shown.length === lines.length
              ? counted(lines.length, 'index', 'indices')
              : `${formatCount(shown.length)} of ${counted(lines.length, 'index', 'indices')}`}
            {volume === undefined ? null : (
              <>
                ; what is in them as of <Age probe={volume.probe} /> ago
              </>
            )}
          </span>
          {hidden === 0 || filter !== '' ? null : (
            <button type="button" className="btn" onClick={() => setAll(all === '' ? '1' : '')}>
              {all === '' ? `Show the ${formatCount(hidden)} that begin with a dot` : 'Fold those that begin with a dot'}
            </button>
          )}
        </div>
        {shown.length === 0 ? (
          <p className="note none">{lines.length === 0 ? 'The cluster has no index.' : 'No index passes the filter.'}</p>
        ) : (
          <SortedTable label="Indices" columns={columns} ids={INDEX_IDS} rows={shown} keyOf={({ name }) => name} minWidth={1040} />
        )}
      </ToldPanel>
    </>
  );
}
