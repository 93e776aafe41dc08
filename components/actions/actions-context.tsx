'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useReducer } from 'react';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Source } from '#lib/reading.ts';
import { type ActingViewer, barred } from '../access/acting-viewer.ts';
import { usePoll } from '../reading/board-context.tsx';
import { LOOKING_BACK, useIsPast } from '../travel/travel-context.ts';
import { useLate } from '../ui/use-late.ts';
import { ACTION_CLIENT, type ActionClient } from './action-client.ts';
import { ActionFlow } from './action-flow.ts';
import { Outcomes } from './outcomes.tsx';
import { changeRuns, type Opening, type Run } from './run.ts';

/** Who looks, and how an action is begun. `viewer` is null where nobody has said who looks: nothing is offered. */
export type Actions = { viewer: ActingViewer | null; open(opening: Opening): void };

const ActionsContext = createContext<Actions>({ viewer: null, open: () => {} });

export function useActions(): Actions {
  return useContext(ActionsContext);
}

/** When the last action on each node ended that this page has given, in epoch ms of Vigil's clock. */
const EndedContext = createContext<ReadonlyMap<string, number>>(new Map());

/** When an action of this page on a node last ended, epoch ms: what was asked of it before that may not be so any more. Null where none has. */
export function useEndedAt({ system, group, node }: Pick<Source, 'system' | 'group' | 'node'>): number | null {
  return useContext(EndedContext).get(placeKey({ system, group, node })) ?? null;
}

function placeKey({ system, group, node }: Pick<Source, 'system' | 'group' | 'node'>): string {
  return JSON.stringify([system, group, node]);
}

function endingsOf(runs: readonly Run[]): ReadonlyMap<string, number> {
  const endings = new Map<string, number>();
  for (const { phase, opening } of runs)
    if (phase.is === 'ended')
      for (const { group, node } of phase.outcome.steps) {
        const key = placeKey({ system: opening.order.system, group, node });
        endings.set(key, Math.max(endings.get(key) ?? 0, phase.outcome.endedAt));
      }
  return endings;
}

const NO_RUNS: readonly Run[] = [];

type ProviderProps = { viewer: Viewer; client?: ActionClient; children: ReactNode };

/** Lets the page inside it act: holds what was begun, asks what must be asked, and shows how it ended. Stands inside BoardContext. */
export function ActionsProvider({ viewer, client = ACTION_CLIENT, children }: ProviderProps) {
  const poll = usePoll();
  const [runs, change] = useReducer(changeRuns, NO_RUNS);
  const flow = useMemo(() => new ActionFlow(client, poll, change), [client, poll]);
  const isPast = useIsPast();
  const actions = useMemo<Actions>(
    () => (isPast ? { viewer: barred(viewer, LOOKING_BACK), open: () => {} } : { viewer, open: (opening) => flow.open(opening) }),
    [viewer, flow, isPast],
  );
  const asking = runs.find(({ isInDialog }) => isInDialog) ?? null;
  // What was asked of now is not to be answered from the past.
  useEffect(() => {
    if (isPast && asking) flow.leave(asking);
  }, [isPast, asking, flow]);
  const endings = useMemo(() => endingsOf(runs), [runs]);
  return (
    <ActionsContext value={actions}>
      <EndedContext value={endings}>{children}</EndedContext>
      {isPast ? null : <Outcomes runs={runs} flow={flow} />}
      <LateDialog run={isPast ? null : asking} flow={flow} />
    </ActionsContext>
  );
}

const loadDialog = () => import('./action-dialog.tsx').then(({ ActionDialog }) => ActionDialog);

function LateDialog({ run, flow }: { run: Run | null; flow: ActionFlow }) {
  const { loaded: Dialog, trouble } = useLate(loadDialog, run !== null);
  useEffect(() => {
    if (run && trouble) flow.failDialog(run, `Its dialog could not be loaded: ${trouble}. Load the page again.`);
  }, [run, trouble, flow]);
  return run && Dialog ? <Dialog key={run.key} run={run} flow={flow} /> : null;
}
