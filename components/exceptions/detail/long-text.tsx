'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { beginning, visible } from './visible.ts';

/** So much of a text is drawn at first and with each step: five million characters at once would hold the page up. */
const FIRST = 20_000;
const STEP = 200_000;
/** Pieces of about this size, so that the browser need not arrange those that are out of sight. */
const PIECE = 20_000;

type LongProps = {
  text: string;
  label: string;
  /** Makes of the beginning of the text what is shown of it. */
  arrange?: (beginning: string) => string;
};

const asItIs = (text: string): string => text;

/** A text as it is, in steps. `arrange` is to be the same function each time. */
export function LongText({ text, label, arrange = asItIs }: LongProps) {
  const [most, setMost] = useState(FIRST);
  const shown = beginning(text, most);
  // The page is drawn again with each thing that is heard of the store.
  const pieces = useMemo(() => piecesOf(visible(arrange(shown))), [arrange, shown]);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too */}
      <pre className="text" tabIndex={0} title={label}>
        {pieces.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other names
          <span key={index} className="piece">
            {piece}
          </span>
        ))}
      </pre>
      {pieces.slice(0, -1).some((piece) => !piece.endsWith('\n')) ? (
        <p className="q small">Lines of more than {formatCount(PIECE)} characters are broken here.</p>
      ) : null}
      {shown.length < text.length ? (
        <p className="small">
          <More onMore={() => setMost(most + STEP)} /> {formatCount(shown.length)} of {formatCount(text.length)} characters
        </p>
      ) : null}
    </>
  );
}

/** Cut at ends of lines where there are some: the browser would arrange a line of millions of characters for minutes. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > PIECE) {
    const piece = text.slice(from, from + PIECE + 1);
    const lines = piece.slice(0, piece.lastIndexOf('\n', PIECE - 1) + 1);
    const next = lines === '' ? beginning(piece, PIECE) : lines;
    pieces.push(next);
    from += next.length;
  }
  return [...pieces, text.slice(from)];
}

const CUT_FIRST = 2_000;

/** A text within a line or a table, of which a long one is cut and says so. */
export function CutText({ text, children = (all) => all }: { text: string; children?: (shown: string) => ReactNode }) {
  const [most, setMost] = useState(CUT_FIRST);
  const shown = beginning(text, most);
  return (
    <>
      {children(visible(shown))}
      {shown.length < text.length ? (
        <>
          {'… '}
          <More onMore={() => setMost(most + FIRST)} />{' '}
          <span className="q">
            {formatCount(shown.length)} of {formatCount(text.length)} characters
          </span>
        </>
      ) : null}
    </>
  );
}

function More({ onMore }: { onMore(): void }) {
  const more = (event: { preventDefault(): void; stopPropagation(): void }): void => {
    // It may stand in a summary, which would fold.
    event.preventDefault();
    event.stopPropagation();
    onMore();
  };
  return (
    <button type="button" className="btn" onClick={more}>
      Show more
    </button>
  );
}
