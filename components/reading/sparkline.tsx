import type { TrendPoint } from '#lib/trend.ts';
import { placeMoment, placePoints, type Span, type Spot } from './sparkline-path.ts';

const WIDTH = 88;
const HEIGHT = 18;
/** Room for the dot at the end, and for the line at its highest and lowest. */
const EDGE = 3;
const BOX_HEIGHT = HEIGHT - 2 * EDGE;

/** Something that happened at a moment (epoch ms), in words. */
export type SparkMark = { at: number; words: string };

type SparklineProps = {
  trend: readonly TrendPoint[];
  span: Span;
  isStale: boolean;
  label: string;
  width?: number;
  /** What its upper edge stands for, where that is not the highest value. */
  top?: number;
  marks?: readonly SparkMark[];
};

/**
 * A small line of a figure, without axes. Gaps stay gaps; one that is stale ends in a hollow red dot and a dotted tail. `label` says it in words; a mark is a thin upright line
 * that says its own.
 */
export function Sparkline({ trend, span, isStale, label, width = WIDTH, top, marks = [] }: SparklineProps) {
  const box = { width: width - 2 * EDGE, height: BOX_HEIGHT, top };
  const { lines, end } = placePoints(trend, span, box);
  return (
    <svg className="spark" width={width} height={HEIGHT} viewBox={`${-EDGE} ${-EDGE} ${width} ${HEIGHT}`} role="img" aria-label={label}>
      {lines.map((line) => (
        <path key={`a${line[0]?.x}`} className="a" d={area(line)} />
      ))}
      <Marks marks={marks} span={span} box={box} />
      {lines.map((line) => (
        <path key={`l${line[0]?.x}`} d={stroke(line)} />
      ))}
      {end && isStale ? <path className="tail" d={`M${end.x} ${end.y}H${box.width}`} /> : null}
      {end ? <circle className={isStale ? 'hollow' : ''} cx={end.x} cy={end.y} r={isStale ? 2.25 : 1.75} /> : null}
    </svg>
  );
}

type MarksProps = { marks: readonly SparkMark[]; span: Span; box: { width: number; height: number } };

/** Thin upright lines over a drawing, each with its words. What lies outside of its time is left out. */
export function Marks({ marks, span, box }: MarksProps) {
  return marks.map(({ at, words }) => {
    const x = placeMoment(at, span, box.width);
    if (x === null) return null;
    return (
      <path key={`m${at} ${words}`} className="mark" d={`M${x} ${-EDGE}V${box.height + EDGE}`}>
        <title>{words}</title>
      </path>
    );
  });
}

/** A line through places. A point alone is drawn as long as the pen is wide. */
export function stroke(line: readonly Spot[]): string {
  const path = `M${line.map(({ x, y }) => `${x} ${y}`).join('L')}`;
  return line.length === 1 ? `${path}h.01` : path;
}

function area(line: readonly Spot[]): string {
  const [first] = line;
  const last = line.at(-1);
  return first && last ? `${stroke(line)}L${last.x} ${BOX_HEIGHT + EDGE}H${first.x}Z` : '';
}
