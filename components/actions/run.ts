import type { Outcome, Performing, Previewed } from '#lib/act/outcome.ts';
import type { Order } from '#lib/acting.ts';

/** An order that somebody gave by a click. */
export type Opening = {
  order: Order;
  /** What it is called until its preview says it better: "Drain web03 in be_web". */
  title: string;
  /** Shows the dialog however little friction the preview asks for. */
  asks: boolean;
  /** Takes something out for a while: the dialog offers an end. */
  lasts: boolean;
  /** What the audit is searched for: "web03". */
  target: string;
};

/**
 * How far an order has come. `unseen`: there is no preview. `asking`: `news` says why it is shown again, `trouble` why it was not done; `isLooking` while it is
 * previewed anew. `unanswered`: sent to Vigil, and nobody here knows what became of it; what is sent again is the same.
 */
export type Phase =
  | { is: 'looking' }
  | { is: 'unseen'; words: string }
  | { is: 'asking'; previewed: Previewed; news: string | null; trouble: string | null; isLooking: boolean }
  | { is: 'sending'; previewed: Previewed; performing: Performing }
  | { is: 'unanswered'; previewed: Previewed; performing: Performing; words: string }
  | { is: 'ended'; outcome: Outcome };

/** The run that another one undoes or finishes, by its key. */
export type From = { key: string; to: 'undo' | 'finish' };

/** One order from the click to its outcome. It stands in the dialog or on a card. `isFinished`: another run has finished what it left open. */
export type Run = { key: string; opening: Opening; from: From | null; isInDialog: boolean; isFinished: boolean; phase: Phase };

export type RunChange =
  | { is: 'put'; run: Run }
  | { is: 'turn'; key: string; to: Partial<Pick<Run, 'opening' | 'isInDialog' | 'phase'>> }
  /** What was undone is gone; what was finished stays for as long as it can be undone. */
  | { is: 'settle'; from: From }
  | { is: 'drop'; key: string };

/** The runs after a change. A run that was dropped is not brought back by an answer that comes late. */
export function changeRuns(runs: readonly Run[], change: RunChange): readonly Run[] {
  switch (change.is) {
    case 'put':
      return [...runs, change.run];
    case 'turn':
      return runs.map((run) => (run.key === change.key ? { ...run, ...change.to } : run));
    case 'settle':
      return runs.flatMap((run) => (run.key === change.from.key ? settled(run, change.from) : [run]));
    case 'drop':
      return runs.filter(({ key }) => key !== change.key);
  }
}

function settled(run: Run, { to }: From): Run[] {
  const isUndoable = run.phase.is === 'ended' && run.phase.outcome.undo !== null;
  return to === 'finish' && isUndoable ? [{ ...run, isFinished: true }] : [];
}

/** The best name of a run so far. */
export function titleOf({ opening, phase }: Run): string {
  switch (phase.is) {
    case 'looking':
    case 'unseen':
      return opening.title;
    case 'asking':
    case 'sending':
    case 'unanswered':
      return phase.previewed.title;
    case 'ended':
      return phase.outcome.title;
  }
}
