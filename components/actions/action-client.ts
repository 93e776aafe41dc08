import type { Outcome, Performing, Previewed } from '#lib/act/outcome.ts';
import type { Order } from '#lib/acting.ts';
import { type Answer, askFor, askVigil, isRecord, NOT_UNDERSTOOD } from '../access/ask-vigil.ts';

/** `changed`: nothing was sent, and the preview is of now. `turned away`: nothing was sent. `unanswered`: nobody here knows what was sent. */
export type Performed =
  | { is: 'ended'; outcome: Outcome }
  | { is: 'changed'; previewed: Previewed; message: string }
  | { is: 'turned away'; message: string }
  | { is: 'unanswered'; message: string };

/** The way to Vigil's action door. Neither function throws. */
export type ActionClient = {
  preview(order: Order): Promise<Answer<Previewed>>;
  perform(performing: Performing): Promise<Performed>;
};

const PREVIEW_MS = 10_000;
const PERFORM_MS = 60_000;

export const ACTION_CLIENT: ActionClient = {
  preview: (order) => askFor({ path: '/live/v1/actions/preview', body: { order }, timeoutMs: PREVIEW_MS }, readPreviewed),
  perform,
};

async function perform(performing: Performing): Promise<Performed> {
  const said = await askVigil({ path: '/live/v1/actions/perform', body: performing, timeoutMs: PERFORM_MS });
  switch (said.is) {
    case 'no answer':
      return unanswered(said.message);
    case 'ok': {
      const outcome = readOutcome(said.body);
      return outcome ? { is: 'ended', outcome } : unanswered(NOT_UNDERSTOOD);
    }
    case 'refused': {
      const previewed = said.code === 'changed' ? readPreviewed(said.error.preview) : null;
      if (previewed) return { is: 'changed', previewed, message: String(said.error.message) };
      // Its own failure says nothing of how far it had come.
      return said.status === 500 ? unanswered(said.message) : { is: 'turned away', message: said.message };
    }
  }
}

function unanswered(why: string): Performed {
  return { is: 'unanswered', message: `Sent to Vigil, no answer: look at the audit. ${why}` };
}

/** What came as a preview; null when it is something else. */
export function readPreviewed(body: unknown): Previewed | null {
  const isOne =
    isRecord(body) && hasTexts(body, ['title', 'button', 'summary', 'friction', 'hash']) && hasLists(body, ['notes', 'steps', 'leftOut']);
  return isOne ? (body as unknown as Previewed) : null;
}

function readOutcome(body: unknown): Outcome | null {
  const isOne = isRecord(body) && hasTexts(body, ['id', 'title', 'result', 'words']) && hasLists(body, ['steps', 'leftOut']);
  return isOne ? (body as unknown as Outcome) : null;
}

function hasTexts(body: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => typeof body[name] === 'string');
}

function hasLists(body: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => Array.isArray(body[name]));
}
