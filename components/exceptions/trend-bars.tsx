'use client';
import { formatCount } from '#lib/format/number.ts';
import { type ErrorFilter, TREND_STEP_MS, type TrendAnswer, type TrendInput } from '#lib/systems/exceptions/model-list.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { TREND_SPANS, TREND_STEPS, type TrendSpan } from './trend-spans.ts';
import { useStoreAsked } from './use-store-asked.ts';
import { counted } from './words.ts';

const WIDTH = 480;
const HEIGHT = 48;
/** An error among thousands is seen too. */
const LEAST_HEIGHT = 2;

type TrendProps = {
  store: string;
  filter: Omit<ErrorFilter, 'seenFrom' | 'seenTo'>;
  /** What they are, for who cannot see the bars: "Errors of this kind". */
  name: string;
  span: TrendSpan;
  onSpan(span: TrendSpan): void;
};

/** How often such errors came, by minute, hour or day. Rows count in the minute in which each was made. */
export function TrendBars({ store, filter, name, span, onSpan }: TrendProps) {
  const format = useTimeFormat();
  const { own } = useBoardTime();
  const { step, steps } = TREND_STEPS[span];
  const input: TrendInput = { filter: { ...filter, seenFrom: null, seenTo: null }, step, steps };
  const { answer: told, isBefore, trouble } = useStoreAsked<TrendAnswer>(store, 'trend', input, { keepsBefore: true });
  // What was counted before over another time is no answer when the store does not tell.
  const answer = trouble === null ? told : null;
  return (
    <>
      <fieldset className="segmented ex-spans" aria-label="Over how long">
        {TREND_SPANS.map((one) => (
          <button key={one} type="button" className="btn plain" aria-pressed={one === span} onClick={() => onSpan(one)}>
            {TREND_STEPS[one].words}
          </button>
        ))}
      </fieldset>
      {trouble === null ? null : <p className="w warning small">Not counted: {sentence(trouble)}</p>}
      {answer ? (
        <>
          <Bars answer={answer} name={`${name} ${perStep(answer)}`} isBefore={isBefore} />
          <p className="ex-cap">
            <span>{format.moment(answer.fromAt, own.now)}</span>
            <span>
              {perStep(answer)}, highest {formatCount(mostOf(answer))}; {counted(sumOf(answer), 'error')} in all
              {answer.isCut ? ', of its newest rows alone' : ''}
            </span>
            <span>now</span>
          </p>
        </>
      ) : trouble === null ? (
        <p className="q small">Counting…</p>
      ) : null}
    </>
  );
}

function Bars({ answer, name, isBefore }: { answer: TrendAnswer; name: string; isBefore: boolean }) {
  const format = useTimeFormat();
  const { own } = useBoardTime();
  const { counts, fromAt, stepMs } = answer;
  const most = mostOf(answer);
  const width = WIDTH / counts.length;
  return (
    <svg
      className={`ex-bars${isBefore ? ' before' : ''}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${name}, highest ${formatCount(most)}`}
    >
      <path className="ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      {counts.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(LEAST_HEIGHT, (count / most) * (HEIGHT - 4));
        const at = fromAt + index * stepMs;
        const isRunning = index === counts.length - 1;
        return (
          <g key={at} className={isRunning ? 'running' : undefined}>
            <title>{`${counted(count, 'error')} from ${format.moment(at, own.now)} on${isRunning ? ', and counting' : ''}`}</title>
            <rect className="back" x={index * width} y={0} width={width} height={HEIGHT} />
            <rect x={index * width + 1} y={HEIGHT - height} width={width - 2} height={height} />
          </g>
        );
      })}
    </svg>
  );
}

function perStep({ stepMs }: TrendAnswer): string {
  const step = Object.values(TREND_STEPS).find(({ step: one }) => TREND_STEP_MS[one] === stepMs)?.step ?? 'step';
  return `per ${step}`;
}

function sumOf({ counts }: TrendAnswer): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function mostOf({ counts }: TrendAnswer): number {
  return Math.max(0, ...counts);
}
