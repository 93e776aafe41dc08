'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { useLate } from '../ui/use-late.ts';
import type { MergedRow, OnInstance } from './merge.ts';
import { SessionsOf } from './sessions-of.tsx';
import { SocketActions } from './socket-actions.tsx';

/** All figures of one row, by each instance of its tier; how they are read and drawn is fetched when the first row is opened. */
export function FiguresOf({ row }: { row: MergedRow }) {
  const acting = row.on.find(({ view, probe }) => view !== null && probe.acting?.ways?.includes('socket'));
  return (
    <>
      <ByInstance row={row} />
      {acting?.view ? <SocketActions probe={acting.probe} view={acting.view} /> : null}
    </>
  );
}

function ByInstance({ row }: { row: MergedRow }) {
  const [first, ...others] = row.on;
  if (first && others.length === 0) return <FiguresOn one={first} rowId={row.id} />;
  return (
    <div className="byinstance">
      {row.on.map((one) => (
        <section key={sourceId(one.probe.source)} aria-label={`All figures on ${one.probe.source.node}`}>
          <h3>{one.probe.source.node}</h3>
          <FiguresOn one={one} rowId={row.id} />
        </section>
      ))}
    </div>
  );
}

function FiguresOn({ one, rowId }: { one: OnInstance; rowId: string }) {
  const { node } = one.probe.source;
  if (one.isUnread) return <p className="figures note">{node} was never read.</p>;
  if (!one.row) return <p className="figures note">It is not in the newest reading of {node}.</p>;
  return (
    <>
      <LateFigures probe={one.probe} rowId={rowId} />
      {one.view ? <SessionsOf probe={one.probe} view={one.view} /> : null}
    </>
  );
}

function LateFigures({ probe, rowId }: { probe: ProbeRow; rowId: string }) {
  const { loaded, trouble } = useLate(load, true);
  if (loaded) return <loaded.FiguresOf probe={probe} rowId={rowId} />;
  return <p className="figures note">{trouble ? `The figures cannot be shown: ${trouble}.` : 'Reading all figures…'}</p>;
}

function load(): Promise<typeof import('./figures-row.tsx')> {
  return import('./figures-row.tsx');
}
