'use client';
import { useState } from 'react';
import type { SeriesKey } from '#lib/history.ts';
import { MOST_LINES, writeKey } from './chart-path.ts';
import type { Candidate } from './compare.ts';

type PanelProps = {
  candidates: readonly Candidate[];
  keys: readonly SeriesKey[];
  nameOf(key: SeriesKey): string;
  groupOf(key: SeriesKey): string;
  onKeys(keys: readonly SeriesKey[]): void;
};

/** Without a filter no more are listed. */
const LISTED = 24;

/** The same figure of other nodes and rows, to tick as lines beside the first. */
export function ComparePanel({ candidates, keys, nameOf, groupOf, onKeys }: PanelProps) {
  const [text, setText] = useState('');
  const chosen = new Set(keys.map(writeKey));
  const isFull = keys.length >= MOST_LINES;
  const said = (one: Candidate): string => `${nameOf(one.key)} ${groupOf(one.key)}`.toLowerCase();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = candidates.filter((one) => words.every((word) => said(one).includes(word)));
  const listed = matching.slice(0, LISTED);
  const toggle = ({ id, key }: Candidate): void => onKeys(chosen.has(id) ? keys.filter((one) => writeKey(one) !== id) : [...keys, key]);
  if (candidates.length <= 1) return null;
  return (
    <section className="panel compare" aria-label="Compare">
      <header>
        <h2>Compare</h2>
        <span className="q">
          {keys.length} of at most {MOST_LINES} lines
        </span>
        {candidates.length > LISTED / 2 ? (
          <input
            className="field filter"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Filter"
            aria-label="Filter what can be compared"
          />
        ) : null}
      </header>
      {(['node', 'row'] as const).map((is) => {
        const own = listed.filter((one) => one.is === is);
        if (own.length === 0) return null;
        return (
          <fieldset key={is}>
            <legend>{is === 'node' ? 'The same on other nodes' : 'Other rows of the same node'}</legend>
            {own.map((one) => {
              const isIn = chosen.has(one.id);
              return (
                <label key={one.id}>
                  <input type="checkbox" checked={isIn} disabled={isIn ? keys.length === 1 : isFull} onChange={() => toggle(one)} />{' '}
                  {nameOf(one.key)} <span className="q">{groupOf(one.key)}</span>
                </label>
              );
            })}
          </fieldset>
        );
      })}
      {matching.length > listed.length ? <p className="note">{matching.length - listed.length} more: narrow them by the filter.</p> : null}
      {matching.length === 0 ? <p className="note">None matches.</p> : null}
    </section>
  );
}
