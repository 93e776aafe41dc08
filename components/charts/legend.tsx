'use client';
import { Ago } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { Swatch } from './figure-chart.tsx';
import { writeValue } from './figure-words.ts';
import type { ChartLine } from './lines.ts';

type LegendProps = {
  lines: readonly ChartLine[];
  hidden: ReadonlySet<string>;
  onHide(id: string): void;
  /** Takes a line out of the chart; null where it is the only one. */
  onRemove: ((id: string) => void) | null;
  /** The period ends now: what is old then is late. */
  isLive: boolean;
};

/** The lines of a chart, each with its newest value of the period and how old that is. A click hides one. */
export function Legend({ lines, hidden, onHide, onRemove, isLive }: LegendProps) {
  return (
    <ul className="legend" aria-label="Lines">
      {lines.map((line) => (
        <li key={line.id}>
          <button
            type="button"
            className="plain"
            aria-pressed={!hidden.has(line.id)}
            title={hidden.has(line.id) ? 'Show this line' : 'Hide this line'}
            onClick={() => onHide(line.id)}
          >
            <Swatch tone={line.tone} /> <span className="name">{line.name}</span>
          </button>
          <Newest line={line} isLive={isLive} />
          {onRemove ? (
            <button
              type="button"
              className="plain x"
              aria-label={`Take ${line.name} out`}
              title="Take it out"
              onClick={() => onRemove(line.id)}
            >
              ×
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Newest({ line: { told, trouble }, isLive }: { line: ChartLine; isLive: boolean }) {
  const { own } = useBoardTime();
  if (trouble !== null) return <span className="w critical">{trouble}</span>;
  if (told === null) return <span className="q">reading…</span>;
  const point = told.points.at(-1);
  if (!point) return <span className="q">{told.keptFrom === null ? 'nothing is kept of it' : 'nothing was read in this time'}</span>;
  const [at, value] = point;
  // What is asked for anew now and then may be as old as that, and a gap on top.
  const isLate = isLive && own.now - at > told.gapMs + Math.max(told.stepMs ?? 0, LATE_MS);
  return (
    <span className={isLate ? 'newest late' : 'newest'}>
      <b>{value === null ? 'not told' : writeValue(value, told.figure.unit)}</b>{' '}
      {told.stepMs === null ? '' : <span className="q">mean of {told.stepMs / 1_000} s, </span>}
      <Ago at={at} /> <span className="q">ago{isLate ? ', nothing since' : ''}</span>
    </span>
  );
}

const LATE_MS = 60_000;
