'use client';
import { useId, useState } from 'react';
import { rangeWords, readSetting, type SafeSetting } from '#lib/systems/redis/instance/model.ts';
import type { Setting } from '#lib/systems/redis/model-asked.ts';
import { AskingDialog } from '../../../ui/asking-dialog.tsx';
import type { Deeds } from './deeds.ts';

type DialogProps = { deeds: Deeds; setting: Setting; safe: SafeSetting; onShut(): void };

/** Asks for the new value of a setting, by its kind and within its range. */
export function SettingDialog({ deeds, setting: { name, value }, safe, onShut }: DialogProps) {
  const [text, setText] = useState(value);
  const field = useId();
  const read = readSetting(safe, text);
  const isReady = 'value' in read;
  const submit = () => {
    if (!isReady) return;
    onShut();
    deeds.open('config-set', `Set ${name}`, { name, value: read.value });
  };
  return (
    <AskingDialog title={`Set ${name} of ${deeds.source.node}`} leave="Cancel" onLeave={onShut}>
      {(cancel) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <p className="summary">It was {value === '' ? 'empty' : value} when it was asked.</p>
          <fieldset className="fields">
            <label htmlFor={field}>
              <span>{rangeWords(safe)}</span>
              {safe.kind === 'choice' ? (
                <select id={field} className="field" value={text} onChange={(event) => setText(event.target.value)}>
                  {safe.choices.map((choice) => (
                    <option key={choice}>{choice}</option>
                  ))}
                </select>
              ) : (
                <input
                  id={field}
                  className="field"
                  value={text}
                  autoComplete="off"
                  spellCheck={false}
                  aria-invalid={!isReady}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </label>
          </fieldset>
          <div className="btns">
            {cancel}
            <button type="submit" className="btn strong" disabled={!isReady}>
              Look at it…
            </button>
          </div>
        </form>
      )}
    </AskingDialog>
  );
}
