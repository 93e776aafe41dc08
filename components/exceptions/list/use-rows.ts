'use client';
import { useRef, useState } from 'react';
import { LIST_KEYS } from '../../ui/shortcuts.ts';

/** A press of a key, of React or of the browser. */
type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target' | 'preventDefault'>;

export type Rows = {
  /** The row that the keys are at; null before any. */
  at: string | null;
  picked: ReadonlySet<string>;
  go(key: string): void;
  pick(key: string, extends_: boolean): void;
  pickAll(): void;
  clear(): void;
  onKey(event: Press): void;
};

/** Walking over rows by keys, and picking them (LIST_KEYS). No key changes anything in the store. */
export function useRows(keys: readonly string[], { open, leave }: { open(key: string): void; leave(): void }): Rows {
  const [moved, setAt] = useState<string | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const known = new Set(keys);
  // A list that is asked again may be without it.
  const at = moved !== null && known.has(moved) ? moved : null;
  const shown = new Set([...picked].filter((key) => known.has(key)));
  const pick = (key: string, isRange: boolean): void => {
    const [from, to] = [keys.indexOf(last.current ?? ''), keys.indexOf(key)];
    const isIn = shown.has(key);
    const range = isRange && from >= 0 ? keys.slice(Math.min(from, to), Math.max(from, to) + 1) : [key];
    const next = new Set(shown);
    for (const one of range) if (isRange || !isIn) next.add(one);
    if (!isRange && isIn) next.delete(key);
    last.current = key;
    setAt(key);
    setPicked(next);
  };
  const step = (by: number, isRange: boolean): void => {
    const index = at === null ? -1 : keys.indexOf(at);
    const next = keys[Math.min(keys.length - 1, Math.max(0, index < 0 ? 0 : index + by))];
    if (next === undefined) return;
    if (isRange && at !== null) {
      last.current = at;
      pick(next, true);
    }
    setAt(next);
  };
  const pickAll = (): void => setPicked(shown.size === keys.length ? new Set() : new Set(keys));
  const clear = (): void => setPicked(new Set());
  const deeds = deedsOf({ at, keys, step, pick, pickAll, setAt, open, leave: () => (shown.size > 0 ? clear() : leave()) });
  return { at, picked: shown, go: setAt, pick, pickAll, clear, onKey: (event) => hear(event, deeds) };
}

type Deed = (event: Press) => void;
type Walking = Pick<Rows, 'at' | 'pick' | 'pickAll'> & {
  keys: readonly string[];
  step(by: number, isRange: boolean): void;
  setAt(key: string | null): void;
  open(key: string): void;
  leave(): void;
};

function deedsOf({ at, keys, step, pick, pickAll, setAt, open, leave }: Walking): Readonly<Record<keyof typeof LIST_KEYS, Deed>> {
  return {
    next: ({ shiftKey }) => step(1, shiftKey),
    before: ({ shiftKey }) => step(-1, shiftKey),
    first: () => setAt(keys[0] ?? null),
    last: () => setAt(keys.at(-1) ?? null),
    pick: ({ shiftKey }) => (at === null ? undefined : pick(at, shiftKey)),
    all: pickAll,
    open: () => (at === null ? undefined : open(at)),
    leave,
  };
}

const NAMES: ReadonlyMap<string, keyof typeof LIST_KEYS> = new Map(
  (Object.keys(LIST_KEYS) as (keyof typeof LIST_KEYS)[]).flatMap((name) => LIST_KEYS[name].keys.map((key) => [key, name] as const)),
);

function hear(event: Press, deeds: ReturnType<typeof deedsOf>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  // Where somebody writes or picks from a list, keys are his.
  if (target instanceof HTMLElement && target.matches('textarea, select, input:not([type="checkbox"])')) return;
  // A button and a box that can be ticked have keys of their own.
  if (target instanceof HTMLElement && target.matches('input, button, a') && ['Enter', ' '].includes(event.key)) return;
  const name = NAMES.get(event.key);
  if (name === undefined) return;
  event.preventDefault();
  deeds[name](event);
}
