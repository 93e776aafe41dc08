'use client';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { ErrorFilter } from '#lib/systems/exceptions/model-list.ts';
import { jobsAddress } from '../../jobs/job-client.ts';
import { useLate } from '../../ui/use-late.ts';

type ButtonProps = { store: string; title: string; filter: ErrorFilter; words: string; why: string | null; onStarted(): void };

const load = () => import('./clear-dialog.tsx').then(({ ClearDialog }) => ClearDialog);

/** Opens the dialog that counts what would be cleared before anything is. */
export function ClearButton({ store, title, filter, words, why, onStarted }: ButtonProps) {
  const { mutate } = useSWRConfig();
  const [asked, setAsked] = useState<ErrorFilter | null>(null);
  const { loaded: Dialog, trouble } = useLate(load, asked !== null);
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={why !== null}
        title={why ?? 'Counts first, and asks'}
        onClick={() => setAsked(filter)}
      >
        {words}
      </button>
      {trouble === null ? null : <span className="w warning small">not loaded: {trouble}</span>}
      {asked !== null && Dialog ? (
        <Dialog
          {...{ store, title }}
          filter={asked}
          onLeave={() => setAsked(null)}
          onStarted={() => {
            setAsked(null);
            void mutate(jobsAddress({ system: 'exceptions', group: store, node: store }));
            onStarted();
          }}
        />
      ) : null}
    </>
  );
}
