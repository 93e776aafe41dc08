'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { markdownOf } from '#lib/systems/exceptions/error-markdown.ts';
import type { Deed } from '#lib/systems/exceptions/model-clear.ts';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import { When } from '../../reading/when.tsx';
import { ClearButton } from '../clear/clear-button.tsx';
import { errorPath, listQuery } from '../paths.ts';
import type { StoreLine } from '../store-lines.ts';
import { DEED_WORDS, type Deeds } from '../use-deeds.ts';
import type { Asked } from '../use-store-asked.ts';

/** How to go to a neighbour: what does it, or where it stands; null where there is none. */
export type Way = (() => void) | string | null;

/** Where it stands in the list from which it was opened, and how to go on. */
export type Steps = { place: string | null; previous: Way; next: Way; onClose: (() => void) | null };

type HeadProps = Steps & {
  store: StoreLine;
  deeds: Deeds | null;
  isPage: boolean;
  answer: ErrorAnswer | null;
  asked: Pick<Asked<unknown>, 'observedAt' | 'isAsking' | 'again'>;
  onChanged(): void;
};

/** What can be done with one error, and the way to its neighbours. */
export function DetailHead({ store, deeds, isPage, answer, asked, onChanged, ...steps }: HeadProps) {
  return (
    <header>
      <div className="ex-way">
        {answer ? <ReadAt asked={asked} /> : null}
        {isPage || !answer ? null : <OwnPage store={store.name} guid={answer.row.guid} />}
        <span className="grow" />
        <StepButtons {...steps} />
      </div>
      {answer ? (
        <div className="ex-acts">
          {deeds ? <DeedButtons answer={answer} deeds={deeds} /> : null}
          {answer.row.shape && deeds ? (
            <ClearButton
              store={store.name}
              title={store.title}
              filter={{ ...NO_FILTER, shape: answer.row.shape }}
              words="Clear similar…"
              why={deeds.why}
              onStarted={onChanged}
            />
          ) : null}
          <CopyButton answer={answer} />
          {answer.tracker ? (
            <a className="btn" href={answer.tracker.url} target="_blank" rel="noopener noreferrer" title={answer.tracker.url}>
              {answer.tracker.title} ↗
            </a>
          ) : null}
        </div>
      ) : null}
    </header>
  );
}

/** When what stands here was read. */
function ReadAt({ asked: { observedAt, isAsking, again } }: Pick<HeadProps, 'asked'>) {
  if (observedAt === null) return null;
  return (
    <span className="q small">
      read <When at={observedAt} />{' '}
      <button type="button" className="btn plain" disabled={isAsking} onClick={again}>
        {isAsking ? 'Asking…' : 'Again'}
      </button>
    </span>
  );
}

/** Its page knows the list from which it was opened, and so its neighbours. */
function OwnPage({ store, guid }: { store: string; guid: string }) {
  const params = useSearchParams();
  return (
    <Link className="q small" href={errorPath(store, guid, listQuery(params))} prefetch={false}>
      its page
    </Link>
  );
}

function StepButtons({ place, previous, next, onClose }: Steps) {
  return (
    <>
      {place === null ? null : <span className="q small">{place}</span>}
      <div className="ex-acts">
        {previous === null && next === null ? null : (
          <>
            <Step label="Previous" way={previous}>
              ‹
            </Step>
            <Step label="Next" way={next}>
              ›
            </Step>
          </>
        )}
        {onClose === null ? null : (
          <button type="button" className="btn plain" aria-label="Close" onClick={onClose}>
            ×
          </button>
        )}
      </div>
    </>
  );
}

/** On a page of its own a link, so that it can be opened elsewhere. */
function Step({ label, way, children }: { label: string; way: Way; children: string }) {
  if (typeof way === 'string')
    return (
      <Link className="btn plain" aria-label={label} href={way} prefetch={false}>
        {children}
      </Link>
    );
  return (
    <button type="button" className="btn plain" aria-label={label} disabled={way === null} onClick={() => way?.()}>
      {children}
    </button>
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
