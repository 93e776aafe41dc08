'use client';
import { Fragment } from 'react';
import useSWR from 'swr';
import type { TitledNote } from '#lib/notes.ts';
import { useIsPast } from '../travel/travel-context.ts';
import type { Hung } from '../ui/menu-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { NoteText } from './markdown.tsx';
import { readNotes } from './notes-answer.ts';
import type { NotesAt } from './notes-button.tsx';

/** The notes of a place, the nearest first. They are of the configuration: what is shown is as old as the start of Vigil. */
export function NotesPanel({ button, onShut, about: { title, ...at } }: Hung & { about: NotesAt }) {
  const address = `/live/v1/notes?${new URLSearchParams(at)}`;
  const isPast = useIsPast();
  const { data, error } = useSWR<readonly TitledNote[], Error>(address, readNotes, ONCE);
  return (
    <Panel button={button} onShut={onShut} label={`Notes: ${title}`} first={(panel) => panel.querySelector<HTMLElement>('.text')}>
      <div className="notes">
        <div className="bar">
          <b>Notes</b>
          <button type="button" className="btn plain" onClick={onShut} aria-label="Close the notes">
            Close
          </button>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that may be longer than the window is scrolled by the keyboard */}
        <section className="text" tabIndex={0} aria-label={`Notes: ${title}`}>
          {isPast ? <p className="q">As they are written now: how they read then is not kept.</p> : null}
          <Texts notes={data ?? null} trouble={error?.message ?? null} />
        </section>
      </div>
    </Panel>
  );
}

// They change with the next start, after which the page is another one.
const ONCE = { revalidateOnFocus: false, revalidateOnReconnect: false, shouldRetryOnError: false };

function Texts({ notes, trouble }: { notes: readonly TitledNote[] | null; trouble: string | null }) {
  if (trouble !== null) return <p role="alert">The notes could not be read: {trouble}. Open them again to try again.</p>;
  if (notes === null) return <p className="q">Reading the notes…</p>;
  if (notes.length === 0) return <p>Nobody wrote any notes here. They stand in Vigil’s configuration, under notes.</p>;
  return notes.map(({ level, title, text }) => (
    <Fragment key={level}>
      <h3>
        {title} <span className="q small">{level}</span>
      </h3>
      <NoteText text={text} />
    </Fragment>
  ));
}
