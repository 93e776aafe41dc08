'use client';
import { useUrlWord } from '../ui/use-url.ts';

/** `id` is its word in the address; `hint` is told while the mouse rests on it. */
type Tab = { id: string; title: string; hint?: string };

/** The tab that the address names, null before one is picked, and how another is: what was filtered and sorted in one is no word for the next. */
export function useAskedTab<T extends Tab>(tabs: readonly T[]): { tab: T | null; pick(id: string): void } {
  const [seen, see] = useUrlWord('see');
  const [, setFilter] = useUrlWord('q');
  const [, setSort] = useUrlWord('sort');
  const pick = (id: string): void => {
    setFilter('');
    setSort('');
    see(id);
  };
  return { tab: tabs.find(({ id }) => id === seen) ?? null, pick };
}

type NavProps = { tabs: readonly Tab[]; picked: string | null; node: string; onPick(id: string): void };

/** What an instance is asked, one thing at a time. Nothing is asked before somebody picks one, and that is said. */
export function AskedNav({ tabs, picked, node, onPick }: NavProps) {
  return (
    <>
      <div className="crumb">
        <nav className="views asks" aria-label="Ask the instance">
          {tabs.map(({ id, title, hint }) => (
            <button key={id} type="button" title={hint} aria-current={id === picked ? 'page' : undefined} onClick={() => onPick(id)}>
              {title}
            </button>
          ))}
        </nav>
      </div>
      {picked === null ? <p className="note">These are asked of {node} when you pick one, and not before.</p> : null}
    </>
  );
}
