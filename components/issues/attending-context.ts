'use client';
import { createContext, useContext } from 'react';
import type { MaintenanceTarget } from '#lib/attention/attention.ts';
import type { Issue } from '#lib/issues/issue.ts';
import { ATTENTION_CLIENT, type AttentionClient } from './attention-client.ts';

/** What is asked in a dialog. `subject` is what the issue is called. */
export type Asking = { is: 'acknowledge'; issue: Issue; subject: string } | { is: 'plan'; target: MaintenanceTarget | null };

/** How something is said of issues; `say` reads out what has come of it. */
export type Attending = { client: AttentionClient; ask(asking: Asking): void; say(words: string): void };

export const AttendingContext = createContext<Attending>({ client: ATTENTION_CLIENT, ask: () => {}, say: () => {} });

export function useAttending(): Attending {
  return useContext(AttendingContext);
}
