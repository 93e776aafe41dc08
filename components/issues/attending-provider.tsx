'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { useIsPast } from '../travel/travel-context.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { useLate } from '../ui/use-late.ts';
import { type Asking, type Attending, AttendingContext } from './attending-context.ts';
import { ATTENTION_CLIENT, type AttentionClient } from './attention-client.ts';

/** Lets the page inside it acknowledge and plan: a dialog stays open though its line goes. Stands inside BoardContext, IssuesProvider and ActionsProvider. */
export function AttendingProvider({ client = ATTENTION_CLIENT, children }: { client?: AttentionClient; children: ReactNode }) {
  const [asking, ask] = useState<Asking | null>(null);
  const [said, say] = useState('');
  useKeptFocus('.issues');
  const isPast = useIsPast();
  // What was asked of now is not to be answered from the past.
  if (isPast && asking) ask(null);
  const attending = useMemo<Attending>(() => ({ client, ask: isPast ? () => {} : ask, say }), [client, isPast]);
  return (
    <AttendingContext value={attending}>
      {children}
      <p className="vh" aria-live="polite">
        {said}
      </p>
      <LateDialog asking={asking} onLeave={() => ask(null)} />
    </AttendingContext>
  );
}

const loadDialog = () => import('./attending-dialog.tsx').then(({ AttendingDialog }) => AttendingDialog);

function LateDialog({ asking, onLeave }: { asking: Asking | null; onLeave(): void }) {
  const { loaded: Dialog, trouble } = useLate(loadDialog, asking !== null);
  if (asking && trouble) {
    return (
      <div className="outcomes" role="alert">
        <div className="card">
          <StatusShape status="critical" />
          <p className="said">The dialog could not be loaded: {trouble}. Load the page again.</p>
          <button type="button" className="btn plain close" onClick={onLeave} aria-label="Close">
            ×
          </button>
        </div>
      </div>
    );
  }
  return asking && Dialog ? <Dialog asking={asking} onLeave={onLeave} /> : null;
}
