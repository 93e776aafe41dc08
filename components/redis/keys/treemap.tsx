'use client';
import { Treemap as Rectangles, ResponsiveContainer } from 'recharts';
import { formatBytes } from '#lib/format/bytes.ts';
import { OTHERS, type SumLine } from './sums.ts';

type TreemapProps = { label: string; lines: readonly SumLine[]; onPick(path: readonly string[]): void };

const HEIGHT = 300;
/** More rectangles are too small to be told apart. */
const MOST = 120;
/** Room for a name: so many px a letter at the size of small text, and for one line or two. */
const LETTER_PX = 6.4;
const LINE_PX = 18;

/** The lines as rectangles as large as their memory. The table under it says the same in words, and for the keyboard. */
export function Treemap({ label, lines, onPick }: TreemapProps) {
  const drawn = lines.filter(({ bytes }) => bytes > 0).slice(0, MOST);
  const data = drawn.map((line) => ({ ...line, below: line.below ? [...line.below] : null }));
  return (
    <div
      className="treemap"
      role="img"
      aria-label={`${label}, as rectangles as large as their memory${drawn.length < lines.length ? `, the first ${drawn.length}` : ''}: the table below says the same`}
    >
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <Rectangles
          data={data}
          dataKey="bytes"
          nameKey="name"
          isAnimationActive={false}
          content={(cell) => <Rectangle {...(cell as unknown as Cell)} onPick={onPick} />}
        />
      </ResponsiveContainer>
    </div>
  );
}

/** What the library places, with what the line says. */
type Cell = {
  x: number;
  y: number;
  width: number;
  height: number;
  depth: number;
  name: string;
  bytes: number;
  below?: readonly string[] | null;
};

function Rectangle({ x, y, width, height, depth, name, bytes, below, onPick }: Cell & Pick<TreemapProps, 'onPick'>) {
  // The library draws the whole first, behind its parts.
  if (depth === 0) return <g />;
  const size = formatBytes(bytes);
  const letters = Math.floor((width - 10) / LETTER_PX);
  const pick = below ? () => onPick(below) : undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table below it does the same by keyboard
    <g className={pick ? 'more' : name === OTHERS ? 'others' : undefined} onClick={pick}>
      <title>{`${name} ${size}`}</title>
      <rect x={x} y={y} width={Math.max(0, width)} height={Math.max(0, height)} />
      {letters >= 3 && height > LINE_PX ? (
        <text x={x + 5} y={y + 14}>
          {cut(name, letters)}
        </text>
      ) : null}
      {letters >= size.length && height > 2 * LINE_PX ? (
        <text className="size" x={x + 5} y={y + 14 + LINE_PX - 3}>
          {size}
        </text>
      ) : null}
    </g>
  );
}

function cut(name: string, letters: number): string {
  return name.length <= letters ? name : `${name.slice(0, Math.max(1, letters - 1))}…`;
}
