'use client';
import { useMemo, useState } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { SeriesKey } from '#lib/history.ts';
import type { RowsById } from '../feed/client.ts';
import { PinButton } from '../pins/pin-button.tsx';
import { Void } from '../ui/void.tsx';
import { chartPath, writeKey } from './chart-path.ts';
import { candidatesFor } from './compare.ts';
import { ComparePanel } from './compare-panel.tsx';
import { Cursor, CursorContext } from './cursor.ts';
import { EventList, eventWords } from './event-list.tsx';
import type { WordedMark } from './figure-chart.tsx';
import { LargeChart } from './large-chart.tsx';
import { linesOf } from './lines.ts';
import { nameSeries, shortName } from './names.ts';
import { OtherFigures } from './other-figures.tsx';
import { Strip } from './strip.tsx';
import { ChartBar } from './toolbar.tsx';
import { useEvents } from './use-events.ts';
import { useGroups } from './use-groups.ts';
import { useSeries } from './use-series.ts';
import type { ViewInUrl } from './use-view.ts';
import type { Period } from './view.ts';

/** Points asked for a chart of the whole width. */
const POINTS = 900;

type BoardProps = ViewInUrl & { period: Period; probes: readonly ProbeRow[]; rows: RowsById };

/** What is kept of some series: the chart of them, what else is kept of the same, what happened meanwhile, and what they can be compared with. */
export function ChartsBoard({ view, problem, period, change, back, probes, rows }: BoardProps) {
  const { keys } = view;
  const [cursor] = useState(() => new Cursor());
  const names = useNames(probes, rows);
  const series = useSeries(keys, period, POINTS);
  const groups = useGroups(period);
  const events = useEvents(keys, period);
  const lines = useMemo(() => linesOf(keys, series.data, names.nameOf), [keys, series.data, names]);
  const marks = useMemo(
    () => events.events.map((event): WordedMark => ({ id: String(event.id), at: event.at, words: eventWords(event) })),
    [events],
  );
  const onZoom = useMemo(() => (to: Period) => change({ keys, time: { is: 'period', ...to } }, 'step'), [keys, change]);
  const onKeys = (next: readonly SeriesKey[]): void => change({ ...view, keys: next }, 'replace');
  const [first] = keys;
  if (!first) return null;
  const candidates = groups.told ? candidatesFor(first, groups.told.groups) : [];
  const shared = { period, marks, onZoom, onBack: back };
  return (
    <CursorContext value={cursor}>
      <Heading lines={keys} names={names} />
      {problem === null ? null : <p className="note w warning">Not all is drawn: {problem}.</p>}
      <ChartBar view={view} period={period} onView={(next) => change(next, 'step')} />
      <LargeChart
        {...shared}
        lines={lines}
        data={series.data}
        isReading={series.isReading}
        isLive={view.time.is === 'range'}
        keptFrom={groups.told?.keptFrom ?? null}
        onRemove={keys.length === 1 ? null : (id) => onKeys(keys.filter((key) => writeKey(key) !== id))}
      />
      <Strip series={first} view={view} period={period} onZoom={onZoom} onBack={back} />
      <OtherFigures {...shared} keys={keys} groups={groups} nameOf={names.nameOf} view={view} />
      {groups.trouble === null ? null : (
        <section className="panel" aria-label="Compare">
          <Void status="unknown" title="What else is kept could not be read">
            {groups.trouble}
          </Void>
        </section>
      )}
      <ComparePanel {...{ candidates, keys, onKeys }} nameOf={names.nameOf} groupOf={names.groupOf} />
      <EventList read={events} />
    </CursorContext>
  );
}

export type Names = { nameOf(key: SeriesKey): string; groupOf(key: SeriesKey): string };

/** How series are called, by what is on the board now. */
function useNames(probes: readonly ProbeRow[], rows: RowsById): Names {
  const [first] = probes;
  const count = probes.length;
  const size = Object.keys(rows).length;
  // Names do not change with each reading: only with what is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew only when something comes or goes
  return useMemo(
    () => ({
      nameOf: (key) => shortName(nameSeries(key, probes, rows)),
      groupOf: (key) => nameSeries(key, probes, rows).group,
    }),
    [first?.source.node, count, size],
  );
}

function Heading({ lines: keys, names }: { lines: readonly SeriesKey[]; names: Names }) {
  const figures = [...new Set(keys.map(({ figure }) => figure))];
  const [first] = keys;
  const of = [...new Set(keys.map(names.nameOf))];
  const lines = of.length > 2 ? `${of.length} lines` : of.join(' and ');
  return (
    <div className="crumb">
      <h1>{figures.join(', ')}</h1>
      <span className="m">
        {lines}
        {first ? <span className="q"> {names.groupOf(first)}</span> : null}
      </span>
      <span className="grow" />
      <PinButton path={chartPath(keys)} name={`${figures.join(', ')}, ${lines}`} about="chart" />
    </div>
  );
}
