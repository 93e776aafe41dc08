import type { TrendPoint } from '#lib/trend.ts';
import { placePoints, type Span, type Spot } from './sparkline-path.ts';

const WIDTH = 88;
const HEIGHT = 18;
/** Room for the dot at the end, and for the line at its highest and lowest. */
const EDGE = 3;
const BOX = { width: WIDTH - 2 * EDGE, height: HEIGHT - 2 * EDGE };

type SparklineProps = { trend: readonly TrendPoint[]; span: Span; isStale: boolean; label: string };

/** A small line of a key figure, without axes. Gaps stay gaps; one that is stale ends in a hollow red dot and a dotted tail. `label` says it in words. */
export function Sparkline({ trend, span, isStale, label }: SparklineProps) {
  const { lines, end } = placePoints(trend, span, BOX);
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} viewBox={`${-EDGE} ${-EDGE} ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {lines.map((line) => (
        <path key={`a${line[0]?.x}`} className="a" d={area(line)} />
      ))}
      {lines.map((line) => (
        <path key={`l${line[0]?.x}`} d={stroke(line)} />
      ))}
      {end && isStale ? <path className="tail" d={`M${end.x} ${end.y}H${BOX.width}`} /> : null}
      {end ? <circle className={isStale ? 'hollow' : ''} cx={end.x} cy={end.y} r={isStale ? 2.25 : 1.75} /> : null}
    </svg>
  );
}

// A point alone is drawn as long as the pen is wide.
function stroke(line: readonly Spot[]): string {
  const path = `M${line.map(({ x, y }) => `${x} ${y}`).join('L')}`;
  return line.length === 1 ? `${path}h.01` : path;
}

function area(line: readonly Spot[]): string {
  const [first] = line;
  const last = line.at(-1);
  return first && last ? `${stroke(line)}L${last.x} ${BOX.height + EDGE}H${first.x}Z` : '';
}
