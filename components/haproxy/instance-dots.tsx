'use client';
import { sourceId } from '#lib/reading.ts';
import { ageLook } from '../reading/age-look.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import type { OnInstance } from './merge.ts';
import { stateWords } from './words.ts';

/** How each instance has a row, in the order of the configuration: its shape, its name, and what it says when it is pointed at. */
export function InstanceDots({ on }: { on: readonly OnInstance[] }) {
  const { board } = useBoardTime();
  return (
    <ul className="dots">
      {on.map(({ probe, view, status }) => {
        const { node } = probe.source;
        const says = view ? stateWords(view) : probe.newest ? 'not there' : 'never read';
        return (
          <li key={sourceId(probe.source)} title={`${node}: ${says}, ${ageLook(probe, board, true).text}`}>
            {view || status === 'stale' || !probe.newest ? (
              <StatusShape status={status} small label={`${node}: ${status}`} />
            ) : (
              <span className="q">–</span>
            )}{' '}
            <span className="q small">{node}</span>
          </li>
        );
      })}
    </ul>
  );
}
