'use client';
import Link from 'next/link';
import { useState } from 'react';
import { markdownOf } from '#lib/systems/exceptions/error-markdown.ts';
import type { Deed } from '#lib/systems/exceptions/model-clear.ts';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import { ClearButton } from '../clear/clear-button.tsx';
import { errorPath } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';
import { DEED_WORDS, type Deeds } from '../use-deeds.ts';

/** Where it stands in the list beside it, and how to go on; null where there is none. */
export type Steps = { place: string | null; previous: (() => void) | null; next: (() => void) | null; onClose: (() => void) | null };

type HeadProps = Steps & { store: StoreLine; deeds: Deeds | null; isPage: boolean; answer: ErrorAnswer | null; onChanged(): void };

/** What can be done with one error, and the way to its neighbours. */
export function DetailHead({ store, deeds, isPage, answer, onChanged, place, previous, next, onClose }: HeadProps) {
  return (
    <header>
      <div className="ex-acts">
        {answer && deeds ? <DeedButtons answer={answer} deeds={deeds} /> : null}
        {answer?.row.shape && deeds ? (
          <ClearButton
            store={store.name}
            title={store.title}
            filter={{ ...NO_FILTER, shape: answer.row.shape }}
            words="Clear similar…"
            why={deeds.why}
            onStarted={onChanged}
          />
        ) : null}
        {answer ? <CopyButton answer={answer} /> : null}
        {answer?.tracker ? (
          <a className="btn" href={answer.tracker.url} target="_blank" rel="noopener noreferrer" title={answer.tracker.url}>
            {answer.tracker.title} ↗
          </a>
        ) : null}
      </div>
      <span className="grow" />
      {isPage || !answer ? null : (
        <Link className="q small" href={errorPath(store.name, answer.row.guid)} prefetch={false}>
          its page
        </Link>
      )}
      {place === null ? null : <span className="q small">{place}</span>}
      {isPage ? null : (
        <div className="ex-acts">
          <button type="button" className="btn plain" aria-label="Previous" disabled={previous === null} onClick={() => previous?.()}>
            ‹
          </button>
          <button type="button" className="btn plain" aria-label="Next" disabled={next === null} onClick={() => next?.()}>
            ›
          </button>
          <button type="button" className="btn plain" aria-label="Close" disabled={onClose === null} onClick={() => onClose?.()}>
            ×
          </button>
        </div>
      )}
    </header>
  );
}

function DeedButtons({ answer: { row }, deeds }: { answer: ErrorAnswer; deeds: Deeds }) {
  const named: readonly Deed[] = row.deletedAt !== null ? ['restore', 'purge'] : row.isProtected ? ['unprotect'] : ['protect', 'delete'];
  return named.map((deed) => (
    <button
      key={deed}
      type="button"
      className="btn"
      disabled={deeds.why !== null}
      title={deeds.why ?? undefined}
      onClick={() => deeds.open(deed, [row.guid])}
    >
      {DEED_WORDS[deed]}
    </button>
  ));
}

const COPIED_MS = 2_000;

/** Puts the error on the clipboard, without what is secret. */
function CopyButton({ answer }: { answer: ErrorAnswer }) {
  const [said, say] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(markdownOf(answer));
      say('Copied');
    } catch {
      say('The browser does not let this page copy');
    }
    setTimeout(() => say(null), COPIED_MS);
  };
  return (
    <button type="button" className="btn" onClick={() => void copy()}>
      <span aria-live="polite">{said ?? 'Copy as Markdown'}</span>
    </button>
  );
}
