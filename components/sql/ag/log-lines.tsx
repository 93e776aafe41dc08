import { formatBytes } from '#lib/format/bytes.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import type { BothEnds, Rise } from './log-rise.ts';

const WIDTH = 600;
const HEIGHT = 150;
/** How far the names at the ends of two lines are apart at least, as a share of the height. */
const NAME_SHARE = 0.26;

/** `stands` is since when (epoch ms) the copy gets nothing; null where it does. `mark` is when it, or what it says, moved last. */
type LinesProps = { ends: BothEnds; stands: number | null; mark: number | null; names: { primary: string; copy: string }; now: number };

/** Both ends of a log over time, with the bytes at the left, the time below, and at the end of each line whose it is. What the copy lacks since it stands is filled. */
export function LogLines({ ends, stands, mark, names, now }: LinesProps) {
  const format = useTimeFormat();
  const top = Math.max(1, ends.most);
  const x = (at: number): number => ((at - ends.from) / Math.max(1, ends.to - ends.from)) * WIDTH;
  const y = (bytes: number): number => HEIGHT - (bytes / top) * HEIGHT;
  const points = (rise: Rise): string => rise.map(({ at, bytes }) => `${x(at).toFixed(1)},${y(bytes).toFixed(1)}`).join(' ');
  const isMarked = mark !== null && mark >= ends.from && mark <= ends.to;
  const [primary, copy] = [ends.primary.at(-1)?.bytes ?? 0, ends.copy.at(-1)?.bytes ?? 0];
  const marks = [ends.from, (ends.from + ends.to) / 2, ends.to];
  return (
    <div className="loglines" aria-hidden="true">
      <div className="bytes">
        {[1, 0.5, 0].map((share) => (
          <span key={share} style={{ top: `${(1 - share) * 100}%` }}>
            {share === 0 ? '0' : formatBytes(top * share)}
          </span>
        ))}
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {[0, 0.5, 1].map((share) => (
          <line key={share} className="grid" x1={0} x2={WIDTH} y1={HEIGHT * share} y2={HEIGHT * share} />
        ))}
        {stands === null ? null : <polygon className="apart" points={`${points(ends.primary)} ${points(ends.copy.toReversed())}`} />}
        <polyline className="source" points={points(ends.primary)} />
        <polyline className={stands === null ? 'copy' : 'copy stands'} points={points(ends.copy)} />
        {isMarked ? <line className="mark" x1={x(mark)} x2={x(mark)} y1={0} y2={HEIGHT} /> : null}
      </svg>
      <div className="names">
        {placed(y(primary) / HEIGHT, y(copy) / HEIGHT).map((at, index) => (
          <span
            key={index === 0 ? 'primary' : 'copy'}
            style={{ top: `${at * 100}%` }}
            className={index === 1 && stands !== null ? 'stood' : undefined}
          >
            <b>{index === 0 ? names.primary : names.copy}</b>
            {formatBytes(index === 0 ? primary : copy)}
          </span>
        ))}
      </div>
      <div className="times">
        {marks.map((at) => (
          <span key={at}>{format.moment(Math.round(at), now)}</span>
        ))}
      </div>
    </div>
  );
}

/** Where the names of both lines stand, from the top: at their lines, and never over each other. */
function placed(primary: number, copy: number): [number, number] {
  const gap = Math.abs(primary - copy);
  if (gap >= NAME_SHARE) return [primary, copy];
  const push = (NAME_SHARE - gap) / 2;
  const [high, low] = [Math.min(primary, copy) - push, Math.max(primary, copy) + push];
  const shift = high < 0 ? -high : low > 1 ? 1 - low : 0;
  return primary <= copy ? [high + shift, low + shift] : [low + shift, high + shift];
}
