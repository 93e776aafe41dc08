'use client';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';
import { findZones, zoneNames } from '#lib/format/zone-names.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { LOCAL } from './display.ts';
import { useDisplay } from './display-context.tsx';

/** Of more that match, the first are shown. */
const SHOWN = 40;

type FieldsProps = { zone: string; onZone(zone: string): void };

/** The zone in which times are shown: UTC, that of the browser, or any other by its name. */
export function ZoneFields({ zone, onZone }: FieldsProps) {
  const { here } = useDisplay();
  const [text, setText] = useState('');
  const name = useId();
  const names = useMemo(zoneNames, []);
  const found = useMemo(() => findZones(names, text), [names, text]);
  const isFinding = text.trim() !== '';
  const choices = isFinding ? found.slice(0, SHOWN) : ['UTC', LOCAL, ...(zone === 'UTC' || zone === LOCAL ? [] : [zone])];
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const [first] = found;
    if (event.key === 'Enter' && isFinding && first !== undefined) onZone(first);
    if (event.key === 'Escape') setText('');
  };
  return (
    <fieldset>
      <legend>Times in</legend>
      <input
        type="search"
        className="field"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder="Find a city or a region"
        aria-label="Find a time zone"
        autoComplete="off"
        spellCheck={false}
      />
      <div className="zones">
        {choices.map((choice) => (
          <label key={choice} className="pick">
            <input type="radio" name={name} checked={zone === choice} onChange={() => onZone(choice)} />
            <span>{choice === LOCAL ? `Here${here === null ? '' : `, ${here}`}` : choice}</span>
            <Now zone={choice === LOCAL ? here : choice} />
          </label>
        ))}
      </div>
      <p className="q small" aria-live="polite">
        {isFinding ? foundWords(found.length) : 'Reasons and answers in Vigil’s own words keep their times in UTC, and say so.'}
      </p>
    </fieldset>
  );
}

/** What the clocks of a zone show now. */
function Now({ zone }: { zone: string | null }) {
  const { own } = useBoardTime();
  if (zone === null || own.now === 0) return null;
  return <span className="why">{createTimeFormat(openZone(zone), null).minute(own.now, own.now)}</span>;
}

function foundWords(count: number): string {
  if (count === 0) return 'No zone has such a name.';
  if (count > SHOWN) return `${SHOWN} of ${count} are shown: type more of the name.`;
  return count === 1 ? 'One zone.' : `${count} zones.`;
}
