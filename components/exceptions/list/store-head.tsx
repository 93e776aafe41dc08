'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { worsened } from '#lib/finding.ts';
import { rollUp } from '#lib/roll-up.ts';
import { useFindings } from '../../feed/use-feed.ts';
import { NotesButton } from '../../notes/notes-button.tsx';
import { PinButton } from '../../pins/pin-button.tsx';
import { Age } from '../../reading/age.tsx';
import { hasNotes } from '../../reading/arrange.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { HappenedLink } from '../../timeline/happened-link.tsx';
import { isPressed, SHORTCUTS } from '../../ui/shortcuts.ts';
import { StatusShape } from '../../ui/status-shape.tsx';
import { storePath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';

type HeadProps = { stores: readonly StoreLine[]; store: StoreLine; search: string; onSearch(text: string): void };

/** The stores, each with its own health, how old the counts of this one are, and what is searched. */
export function StoreHead({ stores, store, search, onSearch }: HeadProps) {
  const { recent, totals, board } = store;
  return (
    <div className="crumb ex-head">
      <h1>Exceptions</h1>
      <nav className="views" aria-label="Stores">
        {stores.map((one) => (
          <StoreTab key={one.name} store={one} isHere={one.name === store.name} />
        ))}
      </nav>
      <span className="q small">
        recent {recent.probe ? <Age probe={recent.probe} /> : null} · totals {totals.probe ? <Age probe={totals.probe} /> : null}
      </span>
      <span className="grow" />
      {hasNotes(board, 'group') ? <NotesButton system="exceptions" group={store.name} title={store.title} /> : null}
      <SearchBox text={search} onText={onSearch} />
      <PinButton path={storePath(store.name)} name={store.title} about="Exceptions" />
      <HappenedLink system="exceptions" group={store.name} />
      <PollButton target={{ system: 'exceptions', group: store.name, node: store.name }} name={store.title} />
    </div>
  );
}

function StoreTab({ store, isHere }: { store: StoreLine; isHere: boolean }) {
  const { board } = useBoardTime();
  const findings = useFindings().filter(({ system, group }) => system === 'exceptions' && group === store.name);
  const status = worsened(rollUp(store.probes, board).verdict.status, findings);
  return (
    <Link href={storePath(store.name)} prefetch={false} aria-current={isHere ? 'page' : undefined}>
      <StatusShape status={status} small={status === 'ok'} /> {store.title}
      <span className="vh">{status}</span>
    </Link>
  );
}

function SearchBox({ text, onText }: { text: string; onText(text: string): void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!isPressed(SHORTCUTS.filter, event)) return;
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (
    <input
      ref={box}
      type="search"
      className="field filter ex-search"
      value={text}
      maxLength={500}
      placeholder="Search errors  ( / )"
      aria-label="Search the errors"
      onChange={({ target }) => onText(target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') {
          event.stopPropagation();
          onText('');
        }
      }}
    />
  );
}
