import type { Fold, Frame } from './model-detail.ts';

/** How much of a namespace names a framework: "Microsoft.Data.SqlClient". */
const NAMING_PARTS = 3;

/**
 * Two frames of a framework or more that follow each other, to be drawn as one line; `from` and `to` are the places of the first and the last. What cleaning takes away neither ends a fold nor counts
 * in it.
 */
export function foldFrames(frames: readonly Frame[]): readonly Fold[] {
  const folds: Fold[] = [];
  let run: number[] = [];
  const end = (): void => {
    const [from] = run;
    const to = run.at(-1);
    if (run.length > 1 && from !== undefined && to !== undefined)
      folds.push({ from, to, words: wordsOf(run.flatMap((at) => frames[at] ?? [])) });
    run = [];
  };
  frames.forEach((frame, at) => {
    if (frame.isNoise) return;
    if (frame.isFramework) run.push(at);
    else end();
  });
  end();
  return folds;
}

function wordsOf(frames: readonly Frame[]): string {
  const counts = new Map<string, number>();
  for (const { type } of frames) {
    const space = spaceOf(type ?? '');
    if (space !== '') counts.set(space, (counts.get(space) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most === undefined ? `${frames.length} frames` : `${frames.length} frames, ${most[0]}`;
}

function spaceOf(type: string): string {
  const parts = type.split('.');
  return parts.slice(0, Math.max(1, Math.min(NAMING_PARTS, parts.length - 1))).join('.');
}
