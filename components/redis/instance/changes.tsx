'use client';
import { useMemo } from 'react';
import { sourceId } from '#lib/reading.ts';
import { nodeKey } from '#lib/roll-up.ts';
import { ROW_FIGURES } from '#lib/systems/redis/row-trend.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { chartPath } from '../../charts/chart-path.ts';
import { useIssues } from '../../issues/issues-context.tsx';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { When } from '../../reading/when.tsx';
import { Chart } from '../../row-trends/chart.tsx';
import { useRestartMarks } from '../../row-trends/restart-marks.ts';
import { spanOf } from '../../row-trends/span.ts';
import { LiveOnly } from '../../travel/live-only.tsx';
import { useIsPast } from '../../travel/travel-context.ts';
import { type NodeLine, ROW } from '../node-line.ts';
import { useNodeTrends } from '../trends.ts';

const ALL = ROW_FIGURES.map(({ name }) => name);

/** How the figures of an instance changed over the last readings, and what happened to it meanwhile. */
export function Changes({ line: { probe } }: { line: NodeLine }) {
  return (
    <section className="panel changes" aria-label="Over the last readings">
      <header>
        <h2>Over the last readings</h2>
        <Age probe={probe} />
      </header>
      <Charts probe={probe} />
      <Happened probe={probe} />
    </section>
  );
}

type OfProbe = { probe: NodeLine['probe'] };

function Charts({ probe }: OfProbe) {
  const { board } = useBoardTime();
  const isPast = useIsPast();
  const source = sourceId(probe.source);
  const marks = useRestartMarks(useMemo(() => [source], [source]));
  const state = useNodeTrends(source, ALL);
  if (isPast) return <LiveOnly what="The last minutes of the rows are" />;
  if (state.is === 'loading') return <p className="note">Reading the last minutes…</p>;
  if (state.is === 'trouble')
    return <p className="note">The last minutes could not be read: {state.words}. They are asked for again with the next reading.</p>;
  const isStale = !isReliedOn(probe, board);
  // What it never told has no line: a master hears from no master.
  const told = state.trends.filter(({ points }) => points.some(([, value]) => value !== null));
  if (told.length === 0) return <p className="note">No value of the last minutes is known.</p>;
  return (
    <div className={isStale ? 'rowcharts hatch' : 'rowcharts'}>
      {told.map((trend) => (
        <Chart
          key={trend.name}
          trend={trend}
          href={chartPath([{ source, row: ROW, figure: trend.name }])}
          span={spanOf(trend, isStale ? board.now : null)}
          isStale={isStale}
          marks={marks}
        />
      ))}
    </div>
  );
}

function Happened({ probe }: OfProbe) {
  const { events } = useIssues();
  const { board } = useBoardTime();
  const key = nodeKey(probe.source);
  const own = events.filter((event) => nodeKey(event) === key);
  if (own.length === 0 && probe.newest === null)
    return <p className="note">It was never read: whether anything happened to it is not known.</p>;
  const isOld = !isReliedOn(probe, board);
  const since = isOld ? <p className="note">What happened since its last reading is not known.</p> : null;
  if (own.length === 0)
    return (
      <>
        <p className={isOld ? 'note hatch stale-value' : 'note'}>
          Vigil saw no restart, no other role or master, and no full sync. It tells of an hour, and of nothing before its own start.
        </p>
        {since}
      </>
    );
  return (
    <>
      <ul className="happened" aria-label="What happened lately">
        {own.map(({ from, to, words }) => (
          <li key={`${from} ${words}`}>
            <span className="q">
              between <When at={from} /> and <When at={to} />
            </span>{' '}
            {words}
          </li>
        ))}
      </ul>
      {since}
    </>
  );
}
