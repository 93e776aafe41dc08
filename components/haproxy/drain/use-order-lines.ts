'use client';
import { useMemo } from 'react';
import { useActions } from '../../actions/actions-context.tsx';
import { useIssues } from '../../issues/issues-context.tsx';
import { whyNot } from '../action-menu.tsx';
import { probesOf, type Scope } from '../action-scope.ts';
import { type ActionLine, actionLine, type MenuAction } from '../menu-lines.ts';
import { STATS } from '../summary.ts';
import { useTakenOf } from '../taken-out.ts';

/** Makes the lines of orders as a menu would have them now, and opens one. */
export type OrderLines = { lineOf(action: MenuAction, words: string, scope: Scope): ActionLine; press(line: ActionLine): void };

export function useOrderLines(): OrderLines {
  const { viewer, open } = useActions();
  const { parts: all } = useIssues();
  const takenOf = useTakenOf();
  return useMemo(() => {
    const parts = all.filter(({ probe: { source } }) => source.system === 'haproxy' && source.probe === STATS);
    return {
      lineOf: (action, words, scope) => actionLine(action, words, scope, { parts, takenOf, why: whyNot(viewer, probesOf(parts, scope)) }),
      press: ({ opening }) => open(opening),
    };
  }, [viewer, open, all, takenOf]);
}
