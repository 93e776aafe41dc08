'use client';
import Link from 'next/link';
import { useContext } from 'react';
import type { HistoryEvent } from '#lib/history.ts';
import { pathOfNode } from '../overview/systems.ts';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { CursorContext } from './cursor.ts';
import type { EventsRead } from './use-events.ts';

const SHOWN = 40;

/** What happened in the time of a chart, the newest first: to rest on a line shows its place in the chart, to follow it shows the board as it was then. */
export function EventList({ read: { events, trouble } }: { read: EventsRead }) {
  const cursor = useContext(CursorContext);
  const shown = events.slice(-SHOWN).toReversed();
  return (
    <section className="panel chart-events" aria-label="What happened meanwhile">
      <header>
        <h2>What happened meanwhile</h2>
        {events.length > SHOWN ? (
          <span className="q">
            the newest {SHOWN} of {events.length}
          </span>
        ) : null}
      </header>
      {trouble === null ? null : <p className="note w critical">What happened could not be read: {trouble}</p>}
      {events.length === 0 && trouble === null ? (
        <p className="note">Nothing is written down of this time: no change of status, no restart, no action, no deploy.</p>
      ) : null}
      <ol>
        {shown.map((event) => (
          <li key={event.id} onPointerEnter={() => cursor.point(event.at, null)} onPointerLeave={() => cursor.point(null, null)}>
            {event.status === null ? (
              <span className="kind">{event.kind}</span>
            ) : (
              <StatusShape status={event.status} small label={event.status} />
            )}
            <Link
              href={pathAt(event)}
              prefetch={false}
              title="The board as it was then"
              onFocus={() => cursor.point(event.at, null)}
              onBlur={() => cursor.point(null, null)}
            >
              <When at={event.at} />
            </Link>
            <span>{eventWords(event)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** An event in one line: whose, what, by whom. */
export function eventWords({ subject, words, by }: HistoryEvent): string {
  return `${subject === '' ? '' : `${subject}: `}${words}${by === null ? '' : `, by ${by}`}`;
}

/** The page of what an event is about, as it was at that moment. */
function pathAt({ system, group, node, at }: HistoryEvent): string {
  const [path = '/', place] = pageOf({ system, group, node }).split('#');
  return `${path}?at=${encodeURIComponent(new Date(at).toISOString())}${place === undefined ? '' : `#${place}`}`;
}

const PAGED = ['haproxy', 'redis', 'sql', 'elastic'];

function pageOf(source: { system: string; group: string; node: string }): string {
  if (!PAGED.includes(source.system)) return '/';
  return source.node === '' ? `/${source.system}` : pathOfNode(source);
}
