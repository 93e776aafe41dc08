'use client';
import { useTimeFormat } from '../display/display-context.tsx';
import { useIsPast } from '../travel/travel-context.ts';
import { exportPath } from './series-client.ts';
import { askEveryMs, type Period, RANGES, type RangeName, type View } from './view.ts';

type BarProps = { view: View; period: Period; onView(next: View): void };

const NAMES = Object.keys(RANGES) as RangeName[];

/** Of which time a chart is, which others there are, and what is shown as a file. */
export function ChartBar({ view, period, onView }: BarProps) {
  const { keys, time } = view;
  const format = useTimeFormat();
  const isPast = useIsPast();
  const ends = isPast
    ? `Ends at ${format.full(period.to)}, the moment that is looked at.`
    : `Ends now, asked anew every ${askEveryWords(time)}.`;
  return (
    <div className="chart-bar">
      <nav className="views chartranges" aria-label="Range">
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={time.is === 'range' && time.name === name ? 'true' : undefined}
            onClick={() => onView({ keys, time: { is: 'range', name } })}
          >
            {name}
          </button>
        ))}
      </nav>
      <p className="q small when">
        {time.is === 'range' ? (
          `${ends} Times are in ${format.zone}.`
        ) : (
          <>
            {format.full(period.from)} to {format.full(period.to)}. Times are in {format.zone}.
          </>
        )}
      </p>
      <span className="grow" />
      <a className="btn" href={exportPath(keys, period, 'csv')} download>
        CSV
      </a>
      <a className="btn" href={exportPath(keys, period, 'json')} download>
        JSON
      </a>
    </div>
  );
}

function askEveryWords(time: View['time']): string {
  return time.is === 'range' && askEveryMs(time.name) === 30_000 ? '30 s' : '5 minutes';
}
