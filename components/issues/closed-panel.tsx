'use client';
import { useState } from 'react';
import type { ClosedIssue } from '#lib/attention/closed.ts';
import { formatAge } from '#lib/format/age.ts';
import { sentence } from '#lib/text/sentence.ts';
import { SinceWords } from '../reading/since-words.tsx';
import { When } from '../reading/when.tsx';
import { LiveOnly } from '../travel/live-only.tsx';
import { useIsPast } from '../travel/travel-context.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import type { ClosedAnswer } from './attention-client.ts';
import { Section } from './section.tsx';
import type { Closed } from './use-closed.ts';

/** Lines beyond this many wait behind a button. */
const SHOWN = 50;

/** What is over, the last to close first. A list that could not be read says so, and is never shown as an empty one. */
export function ClosedPanel(props: ClosedProps) {
  if (!useIsPast()) return <Closings {...props} />;
  return (
    <Section title="Closed" count={null}>
      <LiveOnly what="What is over is listed as of now; the list as it stood then is" />
    </Section>
  );
}

type ClosedProps = { closed: Closed; matched: readonly ClosedIssue[] };

function Closings({ closed, matched }: ClosedProps) {
  const { answer, failed, onRefresh } = closed;
  const count = answer?.closed.length ?? null;
  return (
    <Section title="Closed" count={count} note={answer ? <Watched answer={answer} /> : null}>
      {failed === null ? null : (
        <Void
          status={answer ? 'warning' : 'critical'}
          title={answer ? 'What is closed could not be read again' : 'What is closed could not be read'}
          action={
            <button type="button" className="btn" onClick={onRefresh}>
              Try again
            </button>
          }
        >
          {sentence(failed)}{' '}
          {answer ? (
            <>
              What stands below is as of <When at={answer.now} />.
            </>
          ) : null}
        </Void>
      )}
      {answer === null && failed === null ? (
        <Void status="unknown" title="Reading what is closed…" isRunning>
          Vigil answers within 10 s.
        </Void>
      ) : null}
      {matched.length > 0 ? <ClosedTable closed={matched} /> : null}
      {count === 0 ? <p className="none">Nothing has closed since then.</p> : null}
      {count !== null && count > 0 && matched.length === 0 ? <p className="none">No closed issue matches the filter.</p> : null}
    </Section>
  );
}

function Watched({ answer: { watchedSince, gaps } }: { answer: ClosedAnswer }) {
  const last = gaps.at(-1);
  const awayMs = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  return (
    <>
      Vigil has watched since <When at={watchedSince} />
      {last ? (
        <>
          , {gaps.length === 1 ? `but for ${formatAge(awayMs)}` : `but for ${gaps.length} times, ${formatAge(awayMs)} in all, the last`}{' '}
          from <When at={last.from} /> to <When at={last.to} />
        </>
      ) : null}
      ; nothing before that is known
    </>
  );
}

function ClosedTable({ closed }: { closed: readonly ClosedIssue[] }) {
  const [isWhole, setWhole] = useState(false);
  const ordered = [...closed].sort((a, b) => b.closedAt - a.closedAt);
  const shown = isWhole ? ordered : ordered.slice(0, SHOWN);
  const more = ordered.length - shown.length;
  return (
    <>
      <table className="closed">
        <thead>
          <tr>
            <th scope="col">Worst</th>
            <th scope="col">What it was</th>
            <th scope="col">Since</th>
            <th scope="col">Closed</th>
            <th scope="col" className="n">
              Lasted
            </th>
            <th scope="col">Acknowledged</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Row key={`${one.key} ${one.closedAt}`} one={one} />
          ))}
        </tbody>
      </table>
      {more > 0 ? (
        <button type="button" className="btn plain rest" onClick={() => setWhole(true)}>
          {more} more, show
        </button>
      ) : null}
    </>
  );
}

function lastedWords(how: ClosedIssue['since']['how'], unseen: ClosedIssue['unseen']): string {
  if (unseen === null) return 'more than';
  return how === 'before' || how === 'between' ? 'about' : 'at most';
}

/** Nobody saw it go: it was there when Vigil looked last, and was not when it looked again. */
function Unseen({ unseen: { from, to, why } }: { unseen: NonNullable<ClosedIssue['unseen']> }) {
  return (
    <>
      <span className="q">{why === 'did not look' ? 'while Vigil did not look, between ' : 'not watched any more, between '}</span>
      <When at={from} /> <span className="q">and</span> <When at={to} />
    </>
  );
}

function Row({ one }: { one: ClosedIssue }) {
  const { subject, place, worst, reason, since, closedAt, symptoms, acknowledged, unseen } = one;
  return (
    <tr>
      <td className="worst">
        <span className="cell">
          <StatusShape status={worst} small /> <span className="m">{worst}</span>
        </span>
      </td>
      <th scope="row" className="free">
        <span className="b">{subject}</span>: {reason}
        <span className="q small">
          {' '}
          · {place}
          {symptoms > 1 ? `, ${symptoms} symptoms at most` : ''}
        </span>
      </th>
      <td className="m">
        <SinceWords since={since} />
      </td>
      <td data-label="closed">{unseen === null ? <When at={closedAt} /> : <Unseen unseen={unseen} />}</td>
      <td className="n" data-label="lasted">
        {since.how !== 'before' && since.how !== 'between' && unseen === null ? null : (
          <span className="q">{lastedWords(since.how, unseen)} </span>
        )}
        {formatAge(closedAt - since.at)}
      </td>
      <td className={acknowledged ? 'free m' : 'nobody'}>
        {acknowledged ? (
          `by ${acknowledged.by}: ${acknowledged.text}`
        ) : (
          <span className="q">
            <span aria-hidden="true">–</span>
            <span className="vh">by nobody</span>
          </span>
        )}
      </td>
    </tr>
  );
}
