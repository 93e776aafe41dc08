import { screen } from '@testing-library/react';
import { type ReactNode, useMemo, useState } from 'react';
import { afterEach, beforeAll, vi } from 'vitest';
import { FoldContext, type Folds } from '#components/haproxy/fold-context.tsx';
import { words } from '../draw.tsx';

beforeAll(() => {
  // jsdom has no layout to observe.
  vi.stubGlobal('scrollTo', () => {});
  Element.prototype.scrollIntoView = () => {};
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});

afterEach(() => {
  window.location.hash = '';
});

/** What is open and shut, kept as the address of the page keeps it. */
export function Folding({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState<Folds['open'][]>([new Set(), new Set(), new Set()]);
  const folds = useMemo<Folds>(() => {
    const [open = new Set(), shut = new Set(), figures = new Set()] = chosen;
    const put = (words: ReadonlySet<string>, word: string, isIn: boolean) =>
      new Set([...words].filter((one) => one !== word).concat(isIn ? [word] : []));
    const setOpen = (key: string, isOpen: boolean) => setChosen([put(open, key, isOpen), put(shut, key, !isOpen), figures]);
    return { open, shut, figures, setOpen, setFigures: (key, isOpen) => setChosen([open, shut, put(figures, key, isOpen)]) };
  }, [chosen]);
  return <FoldContext value={folds}>{children}</FoldContext>;
}

/** The names of proxies and servers, without the button beside each and without the line of the node. */
export function names(): string[] {
  return screen
    .getAllByRole('rowheader')
    .filter((head) => head.matches('.name'))
    .map((head) => words(head).replace('⋯', ''));
}
