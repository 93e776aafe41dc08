'use client';
import { useState } from 'react';
import useSWR from 'swr';
import { formatAge } from '#lib/format/age.ts';
import type { AboutAnswer } from '#lib/http/about.ts';
import { type Freshness, freshness } from '#lib/reading.ts';
import { sentence } from '#lib/text/sentence.ts';
import type { Answer } from '../access/ask-vigil.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import { REFRESH_MS, readAbout, STALE_AFTER_MS } from './about-client.ts';
import { KeptPanel } from './kept-panel.tsx';
import { OwnCost, ThisVigil, You } from './own-facts.tsx';
import { SystemsTable } from './systems-table.tsx';

/** Which Vigil this is, who looks, what is asked of the systems and what Vigil itself takes. Read again every few seconds; what is old is dimmed and says so. */
export function AboutPage({ read = readAbout }: { read?: () => Promise<Answer<AboutAnswer>> }) {
  const { data, mutate, isValidating } = useSWR('about', read, { refreshInterval: REFRESH_MS });
  const [kept, setKept] = useState<AboutAnswer | null>(null);
  if (data?.ok && data.value !== kept) setKept(data.value);
  const { own } = useBoardTime();
  // Before the feed is heard there is no time to count an age by.
  const stamps = kept && own.now > 0 ? { observedAt: kept.at, producedAt: null } : null;
  const fresh = freshness(stamps, STALE_AFTER_MS, own);
  const trouble = data?.ok === false ? data.message : null;
  return (
    <>
      <div className="crumb">
        <h1>About</h1>
        <ReadAge fresh={fresh} trouble={kept ? trouble : null} />
      </div>
      {kept ? (
        <div className={`about${fresh.is === 'stale' ? ' old' : ''}`}>
          <div className="columns">
            <ThisVigil about={kept} />
            <You about={kept} />
            <OwnCost about={kept} />
          </div>
          <KeptPanel about={kept} />
          <SystemsTable about={kept} />
        </div>
      ) : (
        <section className="panel">
          {trouble === null ? (
            <Void status="unknown" title="Asking Vigil about itself…" isRunning>
              It answers within 3 s.
            </Void>
          ) : (
            <Void
              status="critical"
              title="Vigil did not say"
              action={
                <button type="button" className="btn" aria-disabled={isValidating} onClick={() => void mutate()}>
                  Ask again
                </button>
              }
            >
              {sentence(trouble)} Asked again every {REFRESH_MS / 1_000} s.
            </Void>
          )}
        </section>
      )}
    </>
  );
}

function ReadAge({ fresh, trouble }: { fresh: Freshness; trouble: string | null }) {
  // Its place is kept until the feed is heard, so that nothing moves when it comes.
  if (fresh.is === 'never') return <span className="age">reading…</span>;
  const age = formatAge(fresh.ageMs);
  return (
    <span className={`age ${fresh.is === 'stale' ? 'stale' : trouble ? 'failing' : 'fresh'}`}>
      {fresh.is === 'stale' ? <StatusShape status="stale" small /> : null}
      {fresh.is === 'stale' ? `stale ${age}` : `read ${age} ago`}
      {trouble ? <span className="wrap">; not read again: {trouble}</span> : null}
    </span>
  );
}
