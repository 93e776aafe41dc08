'use client';
import type { Deed } from '#lib/systems/exceptions/model-clear.ts';
import { mayNotAct } from '../access/acting-viewer.ts';
import { useActions } from '../actions/actions-context.tsx';
import type { StoreLine } from './store-lines.ts';

export const DEED_WORDS: Readonly<Record<Deed, string>> = {
  protect: 'Protect',
  unprotect: 'Unprotect',
  delete: 'Delete',
  restore: 'Restore',
  purge: 'Purge…',
};

/** What whoever looks may do in a store. `why` says why nothing can be done, null where something can. */
export type Deeds = { why: string | null; open(deed: Deed, guids: readonly string[]): void };

/** Null where nothing is offered: to who is not signed in, and while the store was never asked. */
export function useDeeds({ name, recent: { probe } }: Pick<StoreLine, 'name' | 'recent'>): Deeds | null {
  const { viewer, open } = useActions();
  if (probe === null || viewer === null || viewer.is === 'anonymous') return null;
  const missing = mayNotAct(viewer, 'exceptions');
  return {
    why: missing ?? (probe.acting?.isEnabled === true ? null : (probe.acting?.howToEnable ?? 'not enabled')),
    open(deed, guids) {
      const title = `${DEED_WORDS[deed].replace('…', '')} ${guids.length === 1 ? 'one error' : `${guids.length} errors`}`;
      open({
        order: { system: 'exceptions', action: deed, input: { store: name, guids } },
        title,
        asks: deed === 'purge',
        lasts: false,
        target: guids[0] ?? name,
      });
    },
  };
}
