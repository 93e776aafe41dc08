'use client';
import { useMemo, useState } from 'react';
import { useTimeFormat } from '../display/display-context.tsx';
import { Void } from '../ui/void.tsx';
import { FigureChart, type WordedMark } from './figure-chart.tsx';
import { Legend } from './legend.tsx';
import { type ChartLine, drawingOf } from './lines.ts';
import type { SeriesRead } from './use-series.ts';
import type { Period } from './view.ts';

const HEIGHT = 320;
/** Of several units, each has a chart of its own. */
const SHARED_HEIGHT = 220;

type LargeProps = {
  lines: readonly ChartLine[];
  data: SeriesRead | null;
  isReading: boolean;
  isLive: boolean;
  period: Period;
  marks: readonly WordedMark[];
  /** Since when anything is kept (epoch ms). */
  keptFrom: number | null;
  onRemove: ((id: string) => void) | null;
  onZoom(period: Period): void;
  onBack(): void;
};

/** The chosen lines: those of one unit on one scale, and one chart under the other where there are several. */
export function LargeChart({ lines, data, isReading, isLive, period, marks, keptFrom, onRemove, onZoom, onBack }: LargeProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const units = useMemo(() => {
    const known = lines.filter(({ told }) => told !== null);
    const shown = lines.filter(({ id }) => !hidden.has(id));
    const all = [...Map.groupBy(known.length > 0 ? known : lines, ({ told }) => told?.figure.unit ?? '')];
    return all.map(([unit, own]) => ({ unit, all: own, shown: own.filter((line) => shown.includes(line)) }));
  }, [lines, hidden]);
  const onHide = (id: string): void => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  const failed = lines.filter(({ trouble }) => trouble !== null);
  if (failed.length === lines.length && failed[0])
    return (
      <section className="panel large" aria-label="Chart">
        <Void status="unknown" title="This could not be read">
          {failed[0].trouble}. It is asked for again.
        </Void>
      </section>
    );
  const height = units.length > 1 ? SHARED_HEIGHT : HEIGHT;
  return (
    <section className="panel large" aria-label="Chart" aria-busy={isReading}>
      {units.map(({ unit, all, shown }) => (
        <div key={unit} className="unit">
          <FigureChart {...{ data, period, marks, height, onZoom, onBack }} lines={shown} isSmall={false} />
          <Legend {...{ hidden, onHide, onRemove, isLive }} lines={[...all, ...(unit === units[0]?.unit ? failed : [])]} />
          <Meanings lines={all} />
        </div>
      ))}
      <Silences lines={lines} data={data} keptFrom={keptFrom} />
    </section>
  );
}

/** What each figure is, in words. */
function Meanings({ lines }: { lines: readonly ChartLine[] }) {
  const figures = new Map(lines.flatMap(({ told }) => (told ? [[told.figure.name, told.figure] as const] : [])));
  const [step] = lines.flatMap(({ told }) => (told?.stepMs ? [told.stepMs] : []));
  return (
    <p className="note small">
      {[...figures.values()].map(({ name, unit, meaning }) => (
        <span key={name}>
          <b>{name}</b>
          {unit.trim() === '' ? '' : ` in ${unit.trim()}`}
          {meaning === '' ? '' : `: ${meaning}`}.{' '}
        </span>
      ))}
      {step === undefined ? '' : `Each point is the mean of ${step / 1_000} s; the band behind is from the lowest to the highest in it.`}
    </p>
  );
}

const LISTED = 4;

/** In words what is hatched, for whoever does not see it. */
function Silences({ lines, data, keptFrom }: { lines: readonly ChartLine[]; data: SeriesRead | null; keptFrom: number | null }) {
  const format = useTimeFormat();
  const { silences } = useMemo(() => drawingOf(lines, data), [lines, data]);
  const troubles = [...new Set(lines.flatMap(({ told }) => (told?.trouble ? [told.trouble.words] : [])))];
  const hatched = silences.filter(({ is }) => is !== 'before');
  const isBefore = silences.some(({ is }) => is === 'before');
  const isNone = lines.length > 0 && lines.every(({ told }) => told !== null && told.keptFrom === null);
  return (
    <div className="silences">
      {troubles.map((words) => (
        <p key={words} className="note w critical">
          What is read now is not written down: {words}
        </p>
      ))}
      {isNone ? (
        <p className="note">
          Nothing is kept of this yet{keptFrom === null ? '' : `; Vigil keeps figures since ${format.full(keptFrom)}`}. What is read from
          now on will stand here.
        </p>
      ) : null}
      {isBefore && !isNone ? <Before lines={lines} /> : null}
      {hatched.length > 0 ? (
        <p className="note small">
          Hatched:{' '}
          {hatched
            .slice(-LISTED)
            .map(({ from, to, words }) => `${format.full(from)} to ${format.clock(to)}, ${words}`)
            .join('; ')}
          {hatched.length > LISTED ? `; and ${hatched.length - LISTED} more before those` : ''}.
        </p>
      ) : null}
    </div>
  );
}

function Before({ lines }: { lines: readonly ChartLine[] }) {
  const format = useTimeFormat();
  const since = Math.min(...lines.map(({ told }) => told?.keptFrom ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(since) ? <p className="note small">It is kept since {format.full(since)}.</p> : null;
}
