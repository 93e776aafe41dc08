'use client';
import { useState } from 'react';
import { AskingDialog } from '../../../ui/asking-dialog.tsx';
import type { Deeds } from './deeds.ts';

/** Asks which key is to be purged: by its exact name. What it is, and what would be lost, the action says then. */
export function KeyDialog({ deeds, onShut }: { deeds: Deeds; onShut(): void }) {
  const [name, setName] = useState('');
  const [db, setDb] = useState('0');
  const isReady = name !== '' && /^\d{1,6}$/.test(db);
  const submit = () => {
    if (!isReady) return;
    onShut();
    deeds.open('key-purge', `Purge the key ${name}`, { db: Number(db), name });
  };
  return (
    <AskingDialog title={`Purge a key on ${deeds.source.node}`} leave="Cancel" onLeave={onShut}>
      {(cancel) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <p className="summary">
            One key, by its exact name: it is looked up first, and nothing is removed before you have seen what it is.
          </p>
          <fieldset className="fields">
            <label>
              <span>Name, letter by letter; no pattern</span>
              <input
                className="field"
                value={name}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                onChange={(event) => setName(event.target.value)}
              />
            </label>
            <label>
              <span>Database</span>
              <input className="field" value={db} inputMode="numeric" size={6} onChange={(event) => setDb(event.target.value)} />
            </label>
          </fieldset>
          <div className="btns">
            {cancel}
            <button type="submit" className="btn strong" disabled={!isReady}>
              Look it up…
            </button>
          </div>
        </form>
      )}
    </AskingDialog>
  );
}
