'use client';
import { createContext, useContext } from 'react';

/** What is open, and how to open and shut it. Keys are unique on the page. `open` and `shut` hold what somebody chose; the rest decides itself. */
export type Folds = {
  open: ReadonlySet<string>;
  shut: ReadonlySet<string>;
  figures: ReadonlySet<string>;
  setOpen(key: string, isOpen: boolean): void;
  setFigures(key: string, isOpen: boolean): void;
};

const NONE: ReadonlySet<string> = new Set();

export const FoldContext = createContext<Folds>({
  open: NONE,
  shut: NONE,
  figures: NONE,
  setOpen: () => {},
  setFigures: () => {},
});

export function useFolds(): Folds {
  return useContext(FoldContext);
}
