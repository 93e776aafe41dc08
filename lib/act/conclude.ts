import type { Caller } from '../access/caller.ts';
import type { Order } from '../acting.ts';
import type { ReadOrder } from './orders.ts';
import type { Outcome, Previewed, StepOutcome } from './outcome.ts';
import type { ReadBack } from './read-back.ts';
import { mayHaveChanged, outcomeWords, resultOf } from './results.ts';
import type { SentStep } from './send.ts';

/** A step that was dealt with; `shown` is null where nothing can have changed, so that nothing was read back. */
export type DoneStep = SentStep & { shown: ReadBack | null };

type Given = {
  id: string;
  read: ReadOrder;
  preview: Previewed;
  by: Caller;
  askedAt: number;
  endedAt: number;
  done: readonly DoneStep[];
  onError: (error: unknown) => void;
};

/** The outcome of an action whose steps were all dealt with. Never throws: an order that cannot be made is not offered. */
export function conclude({ id, read, preview, by, askedAt, endedAt, done, onError }: Given): Outcome {
  const { action, input } = read;
  const { title, leftOut } = preview;
  const steps = done.map(describe);
  const lasting = done.filter(({ step }) => !step.isPassing);
  const changed = lasting.filter((each) => isConfirmed(each) || mayHaveChanged(each.step, each.sent)).map(({ step }) => step);
  const open = done.filter((each) => !isConfirmed(each)).map(({ step }) => step);
  const result = resultOf(steps, leftOut, changed.length > 0, lasting.map(describe));
  const make = (order: () => Order | null): Order | null => {
    try {
      return order();
    } catch (error) {
      onError(error);
      return null;
    }
  };
  return {
    ...{ id, title, result, words: outcomeWords(result, steps, leftOut, endedAt - askedAt), by: by.name, askedAt, endedAt, steps, leftOut },
    finish: open.length + leftOut.length === 0 ? null : make(() => action.finish(input, open, leftOut)),
    undo: changed.length === 0 ? null : make(() => action.undo(changed)),
  };
}

/** True where a reading proved it. */
export function isConfirmed({ shown }: DoneStep): boolean {
  return shown !== null && shown.confirmedAt !== null;
}

function describe(done: DoneStep): StepOutcome {
  const { step, sent, shown } = done;
  const { group, node, target, before } = step;
  const after = shown?.words ?? 'not read back';
  return {
    group,
    node,
    target,
    sent,
    before,
    after,
    isConfirmed: isConfirmed(done),
    confirmedAt: shown?.confirmedAt ?? null,
    ...(step.isProvedByAnswer ? { isByAnswer: true as const } : {}),
  };
}
