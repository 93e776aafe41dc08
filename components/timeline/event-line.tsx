'use client';
import Link from 'next/link';
import { useContext } from 'react';
import type { HistoryEvent } from '#lib/history.ts';
import type { Line } from '#lib/timeline/lines.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { EventShape } from './event-shape.tsx';
import { isBetween, lasted, lineWords, wordOf } from './event-words.ts';
import { PlaceContext } from './place-context.ts';
import { pastPath, placePath } from './places.ts';

type LineProps = { line: Line; isOpen: boolean; onOpen(line: string, isOpen: boolean): void };

/** One line: when, what it became, where, in words, by whom. What is of several parts opens to them. */
export function EventLine({ line, isOpen, onOpen }: LineProps) {
  const { is, id, newest } = line;
  const long = lasted(line);
  return (
    <>
      <Clock event={newest} />
      <What event={newest} />
      <Where event={newest} isMany={is === 'burst'} />
      <span className="says">
        {is === 'one' ? null : (
          <button
            type="button"
            className="fold"
            aria-expanded={isOpen}
            onClick={() => onOpen(id, !isOpen)}
            aria-label={`${line.parts.length} events: ${lineWords(line)}`}
          >
            <span className="tri" />
          </button>
        )}
        <Said event={newest} words={lineWords(line)} isMany={is === 'burst'} />
        {long === '' || newest.kind === 'issue' ? null : <span className="q small"> took {long}</span>}
      </span>
      <By event={newest} />
      <Links event={newest} />
    </>
  );
}

/** One of the events of an open line. */
export function PartLine({ event }: { event: HistoryEvent }) {
  return (
    <>
      <Clock event={event} />
      <What event={event} />
      <Where event={event} isMany={false} />
      <span className="says">
        <Said event={event} words={event.words} isMany={false} />
      </span>
      <By event={event} />
      <Links event={event} />
    </>
  );
}

function Clock({ event }: { event: HistoryEvent }) {
  const format = useTimeFormat();
  const { at, until } = event;
  const text = (moment: number): string => format.clock(moment).split(' ')[0] ?? '';
  if (isBetween(event)) {
    return (
      <time className="at" dateTime={new Date(at).toISOString()} title={`between ${format.full(at)} and ${format.full(until)}`}>
        {text(at)}
        <span className="q">–{text(until).slice(3)}</span>
      </time>
    );
  }
  return (
    <time className="at" dateTime={new Date(at).toISOString()} title={format.describe(at)}>
      {text(at)}
    </time>
  );
}

function What({ event }: { event: HistoryEvent }) {
  const { status, kind } = event;
  const isLoud = status === 'critical' || status === 'stale' || status === 'warning';
  return (
    <span className="what">
      <EventShape status={status} kind={kind} /> <span className={isLoud ? `w ${status}` : 'm'}>{wordOf(event)}</span>
    </span>
  );
}

/** System, group and node; the node leads to its page where it is still watched. */
function Where({ event, isMany }: { event: HistoryEvent; isMany: boolean }) {
  const { titles, isWatched } = useContext(PlaceContext);
  const { system, systems, node } = event;
  if (system === '') return <span className="where q">{systems.length > 0 ? systems.map(titles.system).join(', ') : ''}</span>;
  const group = event.group === '' ? '' : titles.group(event);
  const name = isMany ? '' : node;
  const last = name || group || titles.system(system);
  // Vigil has no groups and nodes but itself.
  if (system === 'vigil')
    return (
      <Link className="where see" href={placePath(event)} prefetch={false}>
        Vigil
      </Link>
    );
  const before = [titles.system(system), group, name].filter((part) => part !== '').slice(0, -1);
  return (
    <span className="where">
      {before.length > 0 ? <span className="q">{before.join(' · ')} · </span> : null}
      {isWatched(event) ? (
        <Link className="see" href={placePath(isMany ? { ...event, node: '' } : event)} prefetch={false}>
          {last}
        </Link>
      ) : (
        <span title="It is not watched any more">{last}</span>
      )}
    </span>
  );
}

function Said({ event: { subject, node, link }, words, isMany }: { event: HistoryEvent; words: string; isMany: boolean }) {
  // What the words begin with, or the place says, is not said twice.
  const named = isMany || subject === node || words.startsWith(subject) ? '' : subject;
  return (
    <span className="words">
      {named === '' ? null : <span className="b">{named}</span>}
      {named !== '' && words !== '' ? ': ' : ''}
      {words}
      {link === undefined ? null : (
        <>
          {' '}
          <a className="see" href={link} target="_blank" rel="noreferrer noopener">
            {hostOf(link)} ↗
          </a>
        </>
      )}
    </span>
  );
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : 'link';
}

function By({ event: { by } }: { event: HistoryEvent }) {
  return (
    <span className="by m">
      {by === null ? null : (
        <>
          <span className="q">by </span>
          {by}
        </>
      )}
    </span>
  );
}

function Links({ event }: { event: HistoryEvent }) {
  const format = useTimeFormat();
  const { kind, at, by } = event;
  const isDeed = by !== null && (kind === 'action' || kind === 'acknowledgement' || kind === 'timer' || kind === 'job');
  return (
    <span className="links small">
      {isDeed ? (
        <Link className="see" href={auditPath(event)} prefetch={false}>
          Audit
        </Link>
      ) : null}
      <Link
        className="see"
        href={pastPath(event, event.until)}
        prefetch={false}
        title={`The board as it was ${format.full(event.until)}`}
        aria-label={`Board as of ${format.clock(at)}`}
      >
        Board then
      </Link>
    </span>
  );
}

/** The lines of the audit around a deed. */
function auditPath({ at, until, by }: HistoryEvent): string {
  const minute = (moment: number): string => new Date(moment).toISOString().slice(0, 16);
  return `/audit?${new URLSearchParams({ who: by ?? '', from: minute(at), to: minute(until + 120_000) })}`;
}
