'use client';
import { useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { NO_FILTER, type TrendAnswer, type TrendInput } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { useStoreAsked } from '../use-store-asked.ts';

const SPANS = {
  '1 h': { step: 'minute', steps: 60 },
  '24 h': { step: 'hour', steps: 24 },
  '14 days': { step: 'day', steps: 14 },
} as const satisfies Record<string, Pick<TrendInput, 'step' | 'steps'>>;
type Span = keyof typeof SPANS;

const STEP_WORDS: Readonly<Record<number, string>> = { 60000: 'minute', 3600000: 'hour', 86400000: 'day' };

const WIDTH = 480;
const HEIGHT = 48;

/** How often errors of this kind came, by minute, hour or day. Rows count in the minute in which each was made. */
export function TrendBars({ store, shape }: { store: string; shape: string }) {
  const [span, setSpan] = useState<Span>('1 h');
  const format = useTimeFormat();
  const { own } = useBoardTime();
  const {
    answer: told,
    isBefore,
    trouble,
  } = useStoreAsked<TrendAnswer>(
    store,
    'trend',
    { filter: { ...NO_FILTER, shape, deleted: 'any' }, ...SPANS[span] },
    { keepsBefore: true },
  );
  // What was counted before over another time is no answer when the store does not tell.
  const answer = trouble === null ? told : null;
  const step = answer ? (STEP_WORDS[answer.stepMs] ?? 'step') : '';
  const most = Math.max(0, ...(answer?.counts ?? []));
  const end = answer ? answer.fromAt + answer.stepMs * answer.counts.length : 0;
  return (
    <div className="pad">
      <fieldset className="segmented ex-spans" aria-label="Over how long">
        {(Object.keys(SPANS) as Span[]).map((one) => (
          <button key={one} type="button" className="btn plain" aria-pressed={one === span} onClick={() => setSpan(one)}>
            {one}
          </button>
        ))}
      </fieldset>
      {trouble === null ? null : <p className="w warning small">Not counted: {sentence(trouble)}</p>}
      {answer ? (
        <>
          <svg
            className={`ex-bars${isBefore ? ' before' : ''}`}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`Errors of this kind per ${step}, highest ${formatCount(most)}`}
          >
            <path className="ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
            <path d={barsOf(answer.counts, most)} />
          </svg>
          <p className="ex-cap">
            <span>{format.moment(answer.fromAt, own.now)}</span>
            <span>
              per {step}, highest {formatCount(most)}
              {answer.isCut ? ', of its newest rows alone' : ''}
            </span>
            <span>{format.moment(end, own.now)}</span>
          </p>
        </>
      ) : trouble === null ? (
        <p className="q small">Counting…</p>
      ) : null}
    </div>
  );
}

function barsOf(counts: readonly number[], most: number): string {
  const step = WIDTH / counts.length;
  return counts
    .map((count, index) => {
      const height = most === 0 || count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 4));
      return height === 0
        ? ''
        : `M${(index * step + 1).toFixed(1)} ${HEIGHT}v${(-height).toFixed(1)}h${(step - 2).toFixed(1)}v${height.toFixed(1)}z`;
    })
    .join('');
}
