'use client';
import { useState } from 'react';

/** Puts a text into the clipboard, made at the moment of the press. Says what came of it: where the browser refuses, the text is not there. */
export function CopyButton({ textOf, children, label }: { textOf(): string; children: string; label: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(textOf());
      setSaid('Copied');
    } catch {
      setSaid('The browser did not let Vigil copy');
    }
  };
  return (
    <span className="poll">
      <button type="button" className="btn" aria-label={label} onClick={() => void copy()}>
        {children}
      </button>
      <span className="q small" role="status">
        {said}
      </span>
    </span>
  );
}
