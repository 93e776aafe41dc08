'use client';
import { memo, useMemo, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ErrorAnswer, Fold, FoldedThrown, Frame } from '#lib/systems/exceptions/model-detail.ts';
import { Marked } from '../list/marked.tsx';
import { CutText, LongText } from './long-text.tsx';
import { beginning, visible } from './visible.ts';

type StackProps = { answer: ErrorAnswer; search: string | null };

/** The exceptions of the chain, the outermost first, each with its frames: those of a framework are folded at first. */
export const Stack = memo(function Stack({ answer: { chain, text, isCut }, search }: StackProps) {
  const [isWhole, setWhole] = useState(false);
  const [isText, setText] = useState(false);
  const hidden = useMemo(() => chain.reduce((sum, thrown) => sum + hiddenOf(thrown), 0), [chain]);
  return (
    <div className="pad">
      <h3>
        Stack <span className="grow" />
        {isText || hidden === 0 ? null : (
          <button type="button" className="btn plain" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fold framework frames' : `Show ${formatCount(hidden)} more frames`}
          </button>
        )}
        <button type="button" className="btn plain" aria-pressed={isText} onClick={() => setText(!isText)}>
          {isText ? 'As read' : 'As stored'}
        </button>
      </h3>
      {isText ? (
        <LongText text={text} label="The stack as it was stored" />
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: exceptions of a chain have no other names
        chain.map((thrown, index) => <One key={`${index} ${thrown.type}`} {...{ thrown, isWhole, search }} isFirst={index === 0} />)
      )}
      {isCut ? <p className="w warning small">Only the beginning of it was read: it is very long.</p> : null}
      {chain.length === 0 && !isText ? <p className="note none">It was logged without a stack.</p> : null}
    </div>
  );
});

/** How many frames are not shown at first: those that are folded, and plumbing. */
function hiddenOf({ frames, folds }: FoldedThrown): number {
  const folded = folds.reduce((sum, { from, to }) => sum + frames.slice(from, to + 1).filter(({ isNoise }) => !isNoise).length, 0);
  return folded + frames.filter(({ isNoise }) => isNoise).length;
}

function One({
  thrown: { type, message, frames, folds },
  isWhole,
  isFirst,
  search,
}: {
  thrown: FoldedThrown;
  isWhole: boolean;
  isFirst: boolean;
  search: string | null;
}) {
  return (
    <details className="ex-thrown" open>
      <summary>
        {isFirst ? '' : 'inner: '}
        <b>
          <bdi>{type === '' ? 'stack' : <CutText text={type} />}</bdi>
        </b>{' '}
        <CutText text={message}>{(shown) => <Marked text={shown} search={search} />}</CutText>
      </summary>
      <Frames frames={frames} folds={isWhole ? [] : folds} isWhole={isWhole} />
    </details>
  );
}

/** So much is said of what is folded, and of a file; both stand whole in the frames as they were stored. */
const MOST_OF_WORDS = 300;

/** So many frames are drawn at once; there may be thousands. */
const STEP = 200;

function Frames({ frames, folds, isWhole }: { frames: readonly Frame[]; folds: readonly Fold[]; isWhole: boolean }) {
  const [most, setMost] = useState(STEP);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const shown = linesOf(frames, { folds: folds.filter(({ from }) => !open.has(from)), isWhole });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too
    <pre tabIndex={0}>
      {shown.slice(0, most).map((line) =>
        'fold' in line ? (
          <button key={`fold ${line.fold.from}`} type="button" className="fold" onClick={() => setOpen(new Set([...open, line.fold.from]))}>
            + {visible(beginning(line.fold.words, MOST_OF_WORDS))}
          </button>
        ) : (
          <FrameLine key={line.at} frame={line.frame} />
        ),
      )}
      {shown.length > most ? (
        <button type="button" className="fold" onClick={() => setMost(most + STEP * 5)}>
          + {formatCount(shown.length - most)} more lines
        </button>
      ) : null}
    </pre>
  );
}

type Line = { fold: Fold } | { at: number; frame: Frame };

/** Frames in their order, runs of a framework as one line; what cleaning takes away stands among all alone. */
function linesOf(frames: readonly Frame[], { folds, isWhole }: { folds: readonly Fold[]; isWhole: boolean }): Line[] {
  const lines: Line[] = [];
  const foldsAt = new Map(folds.map((fold) => [fold.from, fold]));
  for (let at = 0; at < frames.length; at += 1) {
    const fold = foldsAt.get(at);
    if (fold) {
      lines.push({ fold });
      at = fold.to;
      continue;
    }
    const frame = frames[at];
    if (frame && (isWhole || !frame.isNoise)) lines.push({ at, frame });
  }
  return lines;
}

function FrameLine({ frame: { parts, link, file, line } }: { frame: Frame }) {
  const place = file === null ? 'source' : `${file.split(/[\\/]/).at(-1)}${line === null ? '' : `:${line}`}`;
  // The place is what leads to the source where the line ends in it.
  const isLast = link !== null && parts.at(-1)?.text === place;
  return (
    <span className="frame">
      {(isLast ? parts.slice(0, -1) : parts).map(({ text, is }, index) => {
        const Part = is === 'strong' ? 'b' : 'span';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line have no other names
          <Part key={`${index} ${is}`} className={is === 'dim' ? 'd' : undefined}>
            <CutText text={text} />
          </Part>
        );
      })}
      {link === null ? null : (
        <>
          {isLast ? '' : ' '}
          <a href={link} target="_blank" rel="noopener noreferrer" title={link}>
            {visible(beginning(place, MOST_OF_WORDS))} ↗
          </a>
        </>
      )}
      {'\n'}
    </span>
  );
}
