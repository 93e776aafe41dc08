'use client';
import { useState } from 'react';
import type { ClosedIssue } from '#lib/attention/closed.ts';
import { formatAge } from '#lib/format/age.ts';
import { sentence } from '#lib/text/sentence.ts';
import { SinceWords } from '../reading/since-words.tsx';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import { Section } from './section.tsx';
import type { Closed } from './use-closed.ts';

/** Lines beyond this many wait behind a button. */
const SHOWN = 50;

/** What is over, the last to close first. A list that could not be read says so, and is never shown as an empty one. */
export function ClosedPanel({ closed, matched }: { closed: Closed; matched: readonly ClosedIssue[] }) {
  const { answer, failed, onRefresh } = closed;
  const count = answer?.closed.length ?? null;
  return (
    <Section title="Closed" count={count} note={answer ? <Watched since={answer.watchedSince} /> : null}>
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

function Watched({ since }: { since: number }) {
  return (
    <>
      Vigil has watched since <When at={since} />; nothing before that is known
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

function Row({ one }: { one: ClosedIssue }) {
  const { subject, place, worst, reason, since, closedAt, symptoms, acknowledged } = one;
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
      <td data-label="closed">
        <When at={closedAt} />
      </td>
      <td className="n" data-label="lasted">
        {since.how === 'before' || since.how === 'between' ? <span className="q">more than </span> : null}
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
