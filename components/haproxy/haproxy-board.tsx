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
import { HaproxyHead } from './haproxy-head.tsx';
import { placeOf } from './lines.ts';
import { PartsContext } from './parts-context.tsx';
import { type Part, STATS } from './summary.ts';

type BoardProps = {
  probes: readonly ProbeRow[];
  rows: RowsOf;
  filter: string;
  onFilter(text: string): void;
};

const NONE: ReadonlySet<string> = new Set();

/** All tiers of all HAProxy instances, in the order of the configuration. */
export function HaproxyBoard({ probes, rows, filter, onFilter }: BoardProps) {
  const parts = useMemo(
    () =>
      probes
        .filter(({ source }) => source.probe === STATS)
        .map((probe) => ({
          probe,
          rows: rows.get(sourceId(probe.source)) ?? [],
        })),
    [probes, rows],
  );
  const names = useContext(HostNamesContext);
  const { matched, count, total } = useMemo(() => filterRows(filter, parts, names), [filter, parts, names]);
  const place = useShownPlace((named) => placeInTier(named, parts));
  const groups = arrangeGroups(probes);
  return (
    <PartsContext value={parts}>
      <div className="crumb">
        <HaproxyHead here="Tiers" />
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
            matched={matched && (matched.get(group.key) ?? NONE)}
            place={place}
          />
        ))}
      </div>
    </PartsContext>
  );
}

/** A proxy that is named as one instance has it stands once in its tier. */
function placeInTier(place: string, parts: readonly Part[]): string {
  const own = parts.find(({ probe }) => place.startsWith(`${sourceId(probe.source)} `));
  return own ? placeOf(own.probe.source, place.slice(sourceId(own.probe.source).length + 1)) : place;
}
