'use client';
import Link from 'next/link';
import { formatCount } from '#lib/format/number.ts';
import { listed } from '../listed.ts';
import { stateWords } from '../words.ts';
import { type Telling, unreadWords } from './drain-words.ts';
import type { DrainState, Spot } from './places.ts';

type PlainProps = { state: DrainState; telling: Telling; wasDraining: boolean };

/** What is said where nothing drains: back in rotation, down, not read, or no such server. */
export function DrainPlain({ state, telling, wasDraining }: PlainProps) {
  const unread = unreadWords(state, telling);
  return (
    <div className="pad plainly">
      <p role="status">{plainWords(state, telling, wasDraining)}</p>
      {unread === null ? null : <p className="w stale small hatch said">{unread}.</p>}
      {state.phase === 'nobody' ? (
        <p className="small">
          <Link className="see" href="/haproxy/servers" prefetch={false}>
            All servers
          </Link>
        </p>
      ) : null}
    </div>
  );
}

/** In a sentence. */
export function plainWords(state: DrainState, { board, format }: Telling, wasDraining: boolean): string {
  const { phase, spots, unread, server, group } = state;
  switch (phase) {
    case 'nobody': {
      const where = group === null ? '' : ` of ${group}`;
      return `No instance${where}${unread.length > 0 ? ' that is read' : ''} names a server that is called ${server}. That is no sign that it is empty.`;
    }
    case 'draining':
      return '';
    case 'unread':
      return `What is left is not known: ${lastWords(spots)}.`;
    case 'down':
      return `${wasDraining ? 'No longer drained' : 'Not drained'}: ${upCount(spots)}; ${downWords(spots)}.`;
    case 'back': {
      const changes = spots.flatMap(({ view }) => (view?.changedAt ? [view.changedAt] : []));
      const since = changes.length > 0 ? ` since ${format.moment(Math.max(...changes), board.now)}` : '';
      return `In rotation ${wasDraining ? 'again ' : ''}${unread.length > 0 ? 'where it is read' : 'everywhere'}${since}: nothing is draining.`;
    }
  }
}

function lastWords(spots: readonly Spot[]): string {
  const told = spots.flatMap(({ view }) => (view?.sessions == null ? [] : [view.sessions]));
  if (told.length === 0) return 'nothing was read of it yet';
  return `it had ${formatCount(told.reduce((sum, one) => sum + one, 0))} sessions when it was read last`;
}

/** "up in 3 of 4 places". */
export function upCount(spots: readonly Spot[]): string {
  const all = spots.filter(({ is }) => is !== 'absent');
  return `up in ${all.filter(({ is }) => is === 'in').length} of ${all.length} places`;
}

function downWords(spots: readonly Spot[]): string {
  const said = spots.flatMap((spot) =>
    spot.is === 'down' && spot.view ? [`${spot.backend} on ${spot.node}: ${stateWords(spot.view)}`] : [],
  );
  return listed(said, 3);
}
