'use client';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { isPressed, SHORTCUTS } from './shortcuts.ts';

type FilterBoxProps = { text: string; onText(text: string): void; placeholder: string; label: string };

/** The filter of a page. `/` goes to it from anywhere, Esc clears it. */
export function FilterBox({ text, onText, placeholder, label }: FilterBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (!isPressed(SHORTCUTS.filter, event)) return;
      event.preventDefault();
      box.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!isPressed(SHORTCUTS.leave, event)) return;
    if (text === '') event.currentTarget.blur();
    else onText('');
  };
  return (
    <input
      ref={box}
      className="field filter"
      type="text"
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={onKeyDown}
      placeholder={placeholder}
      aria-label={label}
      aria-keyshortcuts={SHORTCUTS.filter.key}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

/** "Matches 4 of 120", with what takes the filter away. */
export function FilterChip({ matched, total, onClear }: { matched: number; total: number; onClear(): void }) {
  return (
    <button type="button" className="chip clear" onClick={onClear} aria-label={`Matches ${matched} of ${total}. Clear the filter`}>
      Matches {matched} of {total} <span aria-hidden="true">×</span>
    </button>
  );
}
