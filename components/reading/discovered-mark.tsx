'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { When } from './when.tsx';

/** That nobody configured a node: who names it, or since when no node does any more. Nothing for one that is configured. */
export function DiscoveredMark({ probe: { discovered } }: { probe: Pick<ProbeRow, 'discovered'> }) {
  if (!discovered) return null;
  const { by, unnamedSince } = discovered;
  const [first = 'a node that is gone', ...others] = by;
  const who = others.length > 0 ? `${first} +${others.length}` : first;
  const named = by.length > 0 ? by.join(', ') : first;
  if (unnamedSince === null) {
    return (
      <span className="chip discovered" title={`Not in the configuration: Vigil asks it because it is named by ${named}`}>
        discovered by {who}
      </span>
    );
  }
  return (
    <span
      className="chip discovered"
      title={`Not in the configuration: it was named by ${named}, and is by no node any more. It is let go when it does not answer either`}
    >
      not named any more since <When at={unnamedSince} />
    </span>
  );
}

/** Where a node is asked; nothing where its name says that already. */
export function addressBeside({ address, source }: Pick<ProbeRow, 'address' | 'source'>): string {
  return address === source.node ? '' : address;
}
