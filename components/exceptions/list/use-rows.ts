'use client';
import { type KeyboardEvent, useRef, useState } from 'react';

export type Rows = {
  /** The row that the keys are at; null before any. */
  at: string | null;
  picked: ReadonlySet<string>;
  go(key: string): void;
  pick(key: string, extends_: boolean): void;
  pickAll(): void;
  clear(): void;
  onKey(event: KeyboardEvent): void;
};

/**
 * Walking over rows by keys, and picking them: j and k or the arrows move, Space picks, Shift picks all from the last one on, a picks all, Enter and o open, Escape lets go. No key changes anything
 * in the store.
 */
export function useRows(keys: readonly string[], { open, leave }: { open(key: string): void; leave(): void }): Rows {
  const [at, setAt] = useState<string | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const known = new Set(keys);
  const shown = new Set([...picked].filter((key) => known.has(key)));
  const pick = (key: string, isRange: boolean): void => {
    const [from, to] = [keys.indexOf(last.current ?? ''), keys.indexOf(key)];
    const isIn = shown.has(key);
    const range = isRange && from >= 0 ? keys.slice(Math.min(from, to), Math.max(from, to) + 1) : [key];
    const next = new Set(shown);
    for (const one of range) if (isRange || !isIn) next.add(one);
    if (!isRange && isIn) next.delete(key);
    last.current = key;
    setPicked(next);
  };
  const step = (by: number, isRange: boolean): void => {
    const index = at === null ? -1 : keys.indexOf(at);
    const next = keys[Math.min(keys.length - 1, Math.max(0, index < 0 ? 0 : index + by))];
    if (next === undefined) return;
    if (isRange && at !== null) {
      last.current ??= at;
      pick(next, true);
    }
    setAt(next);
  };
  const pickAll = (): void => setPicked(shown.size === keys.length ? new Set() : new Set(keys));
  const clear = (): void => setPicked(new Set());
  const deeds = deedsOf({ at, keys, step, pick, pickAll, setAt, open, leave: () => (shown.size > 0 ? clear() : leave()) });
  return { at, picked: shown, go: setAt, pick, pickAll, clear, onKey: (event) => hear(event, deeds) };
}

type Deeds = Readonly<Record<string, (event: KeyboardEvent) => void>>;
type Walking = Pick<Rows, 'at' | 'pick' | 'pickAll'> & {
  keys: readonly string[];
  step(by: number, isRange: boolean): void;
  setAt(key: string | null): void;
  open(key: string): void;
  leave(): void;
};

function deedsOf({ at, keys, step, pick, pickAll, setAt, open, leave }: Walking): Deeds {
  const openAt = (): void => (at === null ? undefined : open(at));
  return {
    j: () => step(1, false),
    J: () => step(1, true),
    ArrowDown: ({ shiftKey }) => step(1, shiftKey),
    k: () => step(-1, false),
    K: () => step(-1, true),
    ArrowUp: ({ shiftKey }) => step(-1, shiftKey),
    Home: () => setAt(keys[0] ?? null),
    End: () => setAt(keys.at(-1) ?? null),
    ' ': ({ shiftKey }) => (at === null ? undefined : pick(at, shiftKey)),
    a: pickAll,
    Enter: openAt,
    o: openAt,
    Escape: leave,
  };
}

function hear(event: KeyboardEvent, deeds: Deeds): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  // A button and a box that can be ticked have keys of their own.
  const isControl = target instanceof HTMLElement && ['INPUT', 'BUTTON', 'A', 'SELECT', 'TEXTAREA'].includes(target.tagName);
  if (isControl && ['Enter', ' '].includes(event.key)) return;
  const deed = deeds[event.key];
  if (!deed) return;
  event.preventDefault();
  deed(event);
}
