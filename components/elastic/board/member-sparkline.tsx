'use client';
import { useMemo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { memberRow } from '#lib/systems/elastic/rows.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { chartPath } from '../../charts/chart-path.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { CellSparkline, SparkPlace } from '../../row-trends/cell-sparkline.tsx';
import { useSources } from '../../row-trends/use-sources.ts';
import { ELASTIC_TRENDS, type MemberFigure } from '../trends.ts';

type SparkProps = { probe: ProbeRow; member: string; figure: MemberFigure };

/** The last values of a figure of a member, for its cell. `probe` is that of its load. */
export function MemberSparkline(props: SparkProps) {
  return (
    <SparkPlace>
      <Near {...props} />
    </SparkPlace>
  );
}

function Near({ probe, member, figure }: SparkProps) {
  const { board } = useBoardTime();
  const source = sourceId(probe.source);
  const row = memberRow(member);
  const { states } = useSources(useMemo(() => [{ source }], [source]));
  const shown = useMemo(() => {
    const [state] = states;
    if (state === undefined) return { is: 'loading' as const };
    if (state.is !== 'kept') return state;
    const place = ELASTIC_TRENDS.figures.findIndex(({ name }) => name === figure);
    const unit = ELASTIC_TRENDS.figures[place]?.unit ?? '';
    const { ring, intervalMs } = state;
    return { is: 'known' as const, trend: { name: figure, unit, points: ring.trend(row, place), intervalMs } };
  }, [states, row, figure]);
  const href = chartPath([{ source, row, figure }]);
  return <CellSparkline {...{ shown, href, of: member, isStale: !isReliedOn(probe, board), marks: NO_MARKS }} />;
}

const NO_MARKS = [] as const;
