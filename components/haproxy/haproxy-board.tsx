'use client';
import { useContext, useMemo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { HostNamesContext } from '../hosts/host-link.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { arrangeGroups, hasNotes } from '../reading/arrange.ts';
import type { RowsOf } from '../reading/gather-rows.tsx';
import { FilterBox, FilterChip } from '../ui/filter-box.tsx';
import { useShownPlace } from '../ui/use-place.ts';
import { filterRows } from './filter.ts';
import { GroupPanel } from './group-panel.tsx';
import { PartsContext } from './parts-context.tsx';

type BoardProps = {
  probes: readonly ProbeRow[];
  rows: RowsOf;
  filter: string;
  onFilter(text: string): void;
};

/** All tiers of all HAProxy instances, in the order of the configuration. */
export function HaproxyBoard({ probes, rows, filter, onFilter }: BoardProps) {
  const parts = useMemo(
    () =>
      probes.map((probe) => ({
        probe,
        rows: rows.get(sourceId(probe.source)) ?? [],
      })),
    [probes, rows],
  );
  const names = useContext(HostNamesContext);
  const { matched, count, total } = useMemo(() => filterRows(filter, parts, names), [filter, parts, names]);
  const place = useShownPlace();
  const groups = arrangeGroups(probes);
  return (
    <PartsContext value={parts}>
      <div className="crumb">
        <h1>HAProxy</h1>
        {groups.some((group) => hasNotes(group, 'system')) ? <NotesButton system="haproxy" title="HAProxy" /> : null}
        <span className="grow" />
        {matched ? <FilterChip matched={count} total={total} onClear={() => onFilter('')} /> : null}
        <FilterBox
          text={filter}
          onText={onFilter}
          placeholder="Filter, or state:drain  ( / )"
          label="Filter the rows, for example state:drain or proxy:be_web"
        />
      </div>
      <div className="tiers">
        {groups.map((group) => (
          <GroupPanel
            key={group.key}
            group={group}
            parts={parts.filter(({ probe }) => probe.source.group === group.name)}
            matched={matched}
            place={place}
          />
        ))}
      </div>
    </PartsContext>
  );
}
