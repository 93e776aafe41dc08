'use client';
import { type ReactNode, useEffect } from 'react';
import useSWR from 'swr';
import { isUnavailable } from '#lib/failure.ts';
import { formatAge } from '#lib/format/age.ts';
import type { Source } from '#lib/reading.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useEndedAt } from '../actions/actions-context.tsx';
import { DoctorLink } from '../doctor/doctor-link.tsx';
import { type AskedAnswer, readAsked } from '../reading/asked-answer.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { failureTitle } from '../reading/failure-words.ts';
import { retryEvery } from '../reading/retry-every.ts';
import { When } from '../reading/when.tsx';
import { LiveOnly } from '../travel/live-only.tsx';
import { useIsPast } from '../travel/travel-context.ts';
import { Void } from '../ui/void.tsx';

type PanelProps = {
  source: Source;
  question: string;
  /** What the question is asked with, where it wants something. */
  input?: unknown;
  title: string;
  /** Asked again this often while the page is seen; without it only by hand. */
  everyMs?: number | undefined;
  /** Draws the answer, whose type is that of the question; `observedAt` is when it was asked, in epoch ms. */
  children(answer: never, observedAt: number): ReactNode;
};

// Asked again only by hand, but for what says how often: listing all clients costs a busy process something.
const BY_HAND = { revalidateOnFocus: false, revalidateOnReconnect: false, revalidateIfStale: false, shouldRetryOnError: false };

/** For no longer than this is an answer shared by who asks the same. */
const SHARED_MS = 2_500;

/** From then on an answer is told to be old. */
const OLD_MS = 60_000;

/** What the instance answers to one question: when it was asked, a way to ask again, and why there is no answer where there is none. */
export function AskedPanel(props: PanelProps) {
  const { title, source } = props;
  if (!useIsPast()) return <Asking {...props} />;
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <LiveOnly what={`What ${source.node} answers to this is`} />
    </section>
  );
}

function Asking({ source: { system, group, node }, question, input, title, everyMs = 0, children }: PanelProps) {
  const sent = input === undefined ? {} : { input: JSON.stringify(input) };
  const address = `/live/v1/ask?${new URLSearchParams({ system, group, node, question, ...sent })}`;
  const { data, error, isValidating, mutate } = useSWR<AskedAnswer<never>, Error>(address, readAsked, {
    ...BY_HAND,
    refreshInterval: everyMs,
    shouldRetryOnError: everyMs > 0,
    onErrorRetry: retryEvery(everyMs),
  });
  useAskAfterAction(useEndedAt({ system, group, node }), mutate);
  return (
    <section className="panel" aria-label={title} aria-busy={isValidating}>
      <header>
        <h2>{title}</h2>
        {data ? <Asked at={data.observedAt} /> : null}
        {everyMs > 0 ? <span className="q small">asked every {formatAge(everyMs)} while you look</span> : null}
        <span className="grow" />
        <button type="button" className="btn" disabled={isValidating} onClick={() => void mutate()}>
          {isValidating ? 'Asking…' : 'Ask again'}
        </button>
      </header>
      {error ? (
        <Void status="warning" title="Not asked">
          {sentence(error.message)} {data ? 'What stands below is the answer before.' : ''}
        </Void>
      ) : null}
      {data ? (
        <Answer data={data} of={{ system, group, node }}>
          {children}
        </Answer>
      ) : isValidating ? (
        <Void status="unknown" title="Asking" isRunning>
          {node} is asked, and given ten seconds at most.
        </Void>
      ) : null}
    </section>
  );
}

/** Asks again once an action on the node has ended: a client that was killed does not go on standing in the list. */
function useAskAfterAction(endedAt: number | null, ask: () => Promise<AskedAnswer<never> | undefined>): void {
  useEffect(() => {
    if (endedAt === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void ask().then((answer) => {
      // What others were answered a moment before is handed out for a while.
      if (answer && answer.observedAt < endedAt) timer = setTimeout(() => void ask(), SHARED_MS);
    });
    return () => clearTimeout(timer);
  }, [endedAt, ask]);
}

function Asked({ at }: { at: number }) {
  const { board } = useBoardTime();
  const age = Math.max(0, board.now - at);
  return (
    <span className={`small ${age > OLD_MS ? 'w stale' : 'q'}`}>
      asked {formatAge(age)} ago, at <When at={at} />
      {age > OLD_MS ? ': old, ask again' : ''}
    </span>
  );
}

function Answer({
  data: { observedAt, answer, failure },
  of,
  children,
}: {
  data: AskedAnswer<never>;
  of: Pick<Source, 'system' | 'group' | 'node'>;
  children: PanelProps['children'];
}) {
  const { board } = useBoardTime();
  if (failure !== null || answer === null) {
    const kind = failure?.kind ?? 'internal';
    return (
      <Void
        status={failure && isUnavailable(failure) ? 'unknown' : 'warning'}
        title={failureTitle(kind)}
        received={failure?.received ?? null}
      >
        {of.node}: {failure?.message ?? 'no answer'}. Nothing else of this node is affected. <DoctorLink of={of} failure={failure} />
      </Void>
    );
  }
  return <div className={board.now - observedAt > OLD_MS ? 'answered hatch stale-value' : 'answered'}>{children(answer, observedAt)}</div>;
}
