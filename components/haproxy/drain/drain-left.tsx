'use client';
import { formatCount } from '#lib/format/number.ts';
import { StatusShape } from '../../ui/status-shape.tsx';
import { DrainChart } from './drain-chart.tsx';
import { besidesWords, leftWords, outlookWords, type Telling, unreadWords } from './drain-words.ts';
import type { Outlook } from './outlook.ts';
import type { DrainState } from './places.ts';
import type { DrainTrends } from './use-drain-trends.ts';

type LeftProps = { state: DrainState; trends: DrainTrends; outlook: Outlook; telling: Telling };

/** How many sessions are left, of how many, when it will be empty, and the line of them. */
export function DrainLeft({ state, trends, outlook, telling }: LeftProps) {
  const unread = unreadWords(state, telling);
  const said = outlookWords(state, outlook, telling);
  const besides = state.left.sessions === 0 ? null : besidesWords(state);
  const isHeld = outlook.fall.is === 'level' && outlook.fall.isLong && state.left.sessions !== 0;
  return (
    <div className="pad">
      <div className={`left${state.unread.length > 0 ? ' part' : ''}`}>
        <b className="big">{formatCount(state.left.sessions)}</b>
        <p>
          {leftWords(state, outlook)}
          <br />
          <span className={isHeld ? 'w warning' : ''}>{said}</span>
          {besides === null ? null : <span className="q">, {besides}</span>}
        </p>
      </div>
      {unread === null ? null : (
        <p className="w stale small hatch said">
          <StatusShape status="stale" small /> {unread}.
        </p>
      )}
      <DrainChart {...{ state, trends, outlook }} />
    </div>
  );
}
