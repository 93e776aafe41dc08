import type { Action, Others, Sent, Step } from '../acting.ts';

/** One step that was dealt with; `endedAt` (epoch ms) is when its sending ended, or when it was passed over. */
export type SentStep = { step: Step; sent: Sent; endedAt: number };

type Given = {
  action: Pick<Action<unknown, unknown, unknown>, 'send'>;
  actor: unknown;
  others: Others<unknown>;
  /** Of one node, in their order. */
  steps: readonly Step[];
  sendMs: number;
  /** Aborts what is being sent, and sends nothing more. */
  cut: AbortSignal;
  now: () => number;
  /** Called after each step, before the next. */
  onSent: (sent: SentStep) => void;
};

/** A send that was aborted gets this long to say how far it had come, and is then left behind. */
const LAST_WORDS_MS = 200;

/**
 * Sends the steps of one node one after another, each within `sendMs` and what it may wait besides. A node that cannot be reached, or lets the time go by, is not tried for the rest of them.
 * Never throws.
 */
export async function sendSteps({ action, actor, others, steps, sendMs, cut, now, onSent }: Given): Promise<SentStep[]> {
  const done: SentStep[] = [];
  let why: string | null = null;
  for (const step of steps) {
    if (cut.aborted) why ??= 'Vigil is stopping';
    const tried: Ended =
      why === null ? await sendOne((signal) => action.send(actor, step, signal, others), sendMs + (step.waitMs ?? 0), cut) : passOver(why);
    const { sent, isLate } = tried;
    const ended: SentStep = { step, sent, endedAt: now() };
    if (sent.is === 'not sent') why ??= `not tried: ${step.node} could not be reached for ${step.target}: ${sent.answer}`;
    if (isLate) why ??= `not tried: ${step.node} gave no answer for ${step.target}`;
    done.push(ended);
    onSent(ended);
  }
  return done;
}

type Ended = { sent: Sent; isLate: boolean };

function passOver(why: string): Ended {
  return { sent: { is: 'not sent', answer: why }, isLate: false };
}

async function sendOne(send: (signal: AbortSignal) => Promise<Sent>, sendMs: number, cut: AbortSignal): Promise<Ended> {
  const abort = new AbortController();
  const left = Promise.withResolvers<Sent>();
  let lastWords: NodeJS.Timeout | undefined;
  let isLate = false;
  const end = (): void => {
    abort.abort();
    lastWords ??= setTimeout(() => left.resolve({ is: 'no answer', answer: 'it did not end when it was aborted' }), LAST_WORDS_MS);
  };
  const deadline = setTimeout(() => {
    isLate = true;
    end();
  }, sendMs);
  cut.addEventListener('abort', end, { once: true });
  try {
    return { sent: await Promise.race([send(abort.signal), left.promise]), isLate };
  } catch (error) {
    // Whether anything had left by then is not known, so it may have.
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { sent: { is: 'no answer', answer: `Vigil's own error: ${words}` }, isLate };
  } finally {
    clearTimeout(deadline);
    clearTimeout(lastWords);
    cut.removeEventListener('abort', end);
  }
}
