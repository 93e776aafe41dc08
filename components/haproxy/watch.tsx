'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { useUrlWord } from '../ui/use-url.ts';

/** The names of proxies and servers that somebody keeps in view. */
export type Watch = { watched: ReadonlySet<string>; setWatched(name: string, isWatched: boolean): void };

const NONE: ReadonlySet<string> = new Set();

const WatchContext = createContext<Watch>({ watched: NONE, setWatched: () => {} });

export function WatchProvider({ watch, children }: { watch: Watch; children: ReactNode }) {
  return <WatchContext value={watch}>{children}</WatchContext>;
}

export function useWatch(): Watch {
  return useContext(WatchContext);
}

/** The watched names, kept in the address of the page: "?watch=be_web,be_api". No name of HAProxy holds a comma. */
export function useUrlWatch(): Watch {
  const [text, setText] = useUrlWord(WATCH);
  const watched = useMemo(() => readWatched(text), [text]);
  const setWatched = useCallback(
    (name: string, isWatched: boolean) => {
      const others = [...watched].filter((one) => one !== name);
      setText((isWatched ? [...others, name] : others).join(','));
    },
    [watched, setText],
  );
  return useMemo(() => ({ watched, setWatched }), [watched, setWatched]);
}

const WATCH = 'watch';

function readWatched(text: string): ReadonlySet<string> {
  return new Set(text.split(',').filter((name) => name !== ''));
}

/** A path of ours with the watched names in it: they go along from view to view. */
export function withWatched(path: string, watched: ReadonlySet<string>): string {
  return watched.size === 0 ? path : `${path}?${WATCH}=${[...watched].map(encodeURIComponent).join(',')}`;
}

/** What is watched first, and both parts in the order in which they stand. */
export function watchedFirst<Line>(lines: readonly Line[], nameOf: (line: Line) => string, watched: ReadonlySet<string>): Line[] {
  if (watched.size === 0) return [...lines];
  const isWatched = (line: Line): boolean => watched.has(nameOf(line));
  return [...lines.filter(isWatched), ...lines.filter((line) => !isWatched(line))];
}

/** Pins a line to the top, and lets it go again. */
export function WatchStar({ name }: { name: string }) {
  const { watched, setWatched } = useWatch();
  const isWatched = watched.has(name);
  return (
    <button
      type="button"
      className="star"
      aria-pressed={isWatched}
      aria-label={`Watch ${name}`}
      title={isWatched ? 'Watched: stands at the top' : 'Watch: keep it at the top'}
      onClick={() => setWatched(name, !isWatched)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="m8 1.8 1.9 4 4.4.6-3.2 3 .8 4.3L8 11.6l-3.9 2.1.8-4.3-3.2-3 4.4-.6Z" />
      </svg>
    </button>
  );
}
