'use client';
import { memo, useEffect, useRef } from 'react';
import useSWR from 'swr';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatFigure, NO_VALUE } from '#lib/format/number.ts';
import { freshness, sourceId } from '#lib/reading.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { LiveOnly } from '../travel/live-only.tsx';
import { useIsPast } from '../travel/travel-context.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { type Figure, type FigureGroup, type FiguresAnswer, readFigures } from './figures-answer.ts';
import { RowCharts } from './row-trends/row-charts.tsx';

/** All figures of one row, read again with each reading. Shows their own age, and in words when they could not be read. */
export const FiguresOf = memo(function FiguresOf(props: FiguresProps) {
  if (!useIsPast()) return <Figures {...props} />;
  return (
    <div className="figures">
      <LiveOnly what="All figures of a row are" />
    </div>
  );
});

type FiguresProps = { probe: ProbeRow; rowId: string };

function Figures({ probe, rowId }: FiguresProps) {
  const address = `/live/v1/figures?source=${encodeURIComponent(sourceId(probe.source))}&row=${encodeURIComponent(rowId)}`;
  const { data, error, isLoading, mutate } = useSWR<FiguresAnswer, Error>(address, readFigures, ONCE);
  const observedAt = probe.newest?.observedAt;
  const askedFor = useRef(observedAt);
  // One key per row and not one per reading: the cache of a page that stays open all day would never stop growing.
  useEffect(() => {
    if (askedFor.current === observedAt) return;
    askedFor.current = observedAt;
    void mutate();
  }, [observedAt, mutate]);
  const trouble = error ? error.message : null;
  return (
    <>
      <LastMinutes probe={probe} rowId={rowId} />
      {data ? (
        <FiguresPanel answer={data} staleAfterMs={probe.staleAfterMs} trouble={trouble} />
      ) : (
        <p className="figures note">{isLoading ? 'Reading all figures…' : `The figures could not be read: ${trouble ?? 'no answer'}.`}</p>
      )}
    </>
  );
}

function LastMinutes({ probe, rowId }: { probe: ProbeRow; rowId: string }) {
  const { board } = useBoardTime();
  const isStale = freshness(probe.newest, probe.staleAfterMs, board).is === 'stale';
  return (
    <div className={`figures${isStale ? ' hatch' : ''}`}>
      <RowCharts source={sourceId(probe.source)} row={rowId} isStale={isStale} />
    </div>
  );
}

// The next reading is the retry.
const ONCE = {
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  shouldRetryOnError: false,
};

type PanelProps = {
  answer: FiguresAnswer;
  staleAfterMs: number;
  trouble: string | null;
};

export function FiguresPanel({ answer, staleAfterMs, trouble }: PanelProps) {
  const { board } = useBoardTime();
  const fresh = freshness({ observedAt: answer.observedAt, producedAt: null }, staleAfterMs, board);
  const age = formatAge(board.now - answer.observedAt);
  return (
    <div className={`figures${fresh.is === 'stale' ? ' hatch stale-value' : ''}`}>
      <p className="note">
        {fresh.is === 'stale' ? (
          <span className="age stale">
            <StatusShape status="stale" small />
            stale {age}
          </span>
        ) : (
          <>read {age} ago</>
        )}
        {trouble ? <span className="w critical"> The newer ones could not be read: {trouble}.</span> : null}
      </p>
      {answer.groups === null ? (
        <p>This row is not in that reading.</p>
      ) : (
        <div className="groups">
          {answer.groups.map((group) => (
            <Group key={group.title} group={group} />
          ))}
        </div>
      )}
    </div>
  );
}

function Group({ group }: { group: FigureGroup }) {
  return (
    <section>
      <h3>{group.title}</h3>
      <dl>
        {group.figures.map((figure) => (
          <div key={figure.name}>
            <dt>{figure.name}</dt>
            <dd>
              <FigureValue figure={figure} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function FigureValue({ figure: { value, unit } }: { figure: Figure }) {
  if (value === null || value === '') return <span className="q">{NO_VALUE}</span>;
  return (
    <>
      {typeof value === 'number' ? formatFigure(value) : value}
      {unit ? <span className="u">{unit}</span> : null}
    </>
  );
}
