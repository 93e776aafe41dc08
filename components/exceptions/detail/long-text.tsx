'use client';
import { useState } from 'react';
import { formatCount } from '#lib/format/number.ts';

/** So much of a text is drawn at once: five million characters would hold the page up. */
const STEP = 20_000;

/** A text as it is, in steps. */
export function LongText({ text, label }: { text: string; label: string }) {
  const [most, setMost] = useState(STEP);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too */}
      <pre className="text" tabIndex={0} title={label}>
        {text.slice(0, most)}
      </pre>
      {text.length > most ? (
        <p className="small">
          <button type="button" className="btn" onClick={() => setMost(most * 4)}>
            Show more
          </button>{' '}
          {formatCount(most)} of {formatCount(text.length)} characters
        </p>
      ) : null}
    </>
  );
}
