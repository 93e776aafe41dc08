'use client';
import { useState } from 'react';
import { askFor } from '../../access/ask-vigil.ts';
import { type AskedAnswer, toAsked } from '../../reading/asked-answer.ts';

/** A store is given half a minute (lib/systems/exceptions/questions.ts), and Vigil a little more. */
const WAIT_MS = 35_000;

export type Shown<Answer> = {
  answer: Answer | null;
  /** When the store was asked, epoch ms. */
  observedAt: number | null;
  isAsking: boolean;
  /** Why it is not shown, in words. */
  trouble: string | null;
  show(): void;
  hide(): void;
};

type State<Answer> = { is: 'hidden' } | { is: 'asking' } | { is: 'told'; asked: AskedAnswer<Answer> } | { is: 'failed'; message: string };

/**
 * What stands in the audit when it is shown: asked each time that somebody wants to see it, and kept by nobody: what is opened again is asked again. `question` and `guid` are to be the same as long
 * as it is mounted.
 */
export function useShown<Answer>(store: string, question: string, guid: string): Shown<Answer> {
  const [state, set] = useState<State<Answer>>({ is: 'hidden' });
  const show = async (): Promise<void> => {
    set({ is: 'asking' });
    const body = { system: 'exceptions', group: store, node: store, question, input: { guid } };
    const said = await askFor<AskedAnswer<Answer>>({ path: '/live/v1/ask', body, timeoutMs: WAIT_MS }, toAsked);
    // Hidden again meanwhile: then it stays so.
    set((now) => (now.is !== 'asking' ? now : said.ok ? { is: 'told', asked: said.value } : { is: 'failed', message: said.message }));
  };
  const asked = state.is === 'told' ? state.asked : null;
  return {
    answer: asked?.answer ?? null,
    observedAt: asked?.observedAt ?? null,
    isAsking: state.is === 'asking',
    trouble: state.is === 'failed' ? state.message : (asked?.failure?.message ?? null),
    show: () => void show(),
    hide: () => set({ is: 'hidden' }),
  };
}
