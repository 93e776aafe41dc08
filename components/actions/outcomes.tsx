'use client';
import { useState } from 'react';
import type { ActionFlow } from './action-flow.ts';
import { OutcomeCard } from './outcome-card.tsx';
import type { Run } from './run.ts';

/** More cards than this are folded, the oldest first. */
const CARDS_SHOWN = 5;

/** How the actions of this page ended, the newest nearest to the corner. They stay until they are closed. */
export function Outcomes({ runs, flow }: { runs: readonly Run[]; flow: ActionFlow }) {
  const [isUnfolded, setUnfolded] = useState(false);
  const cards = runs.filter(({ isInDialog }) => !isInDialog);
  const folded = isUnfolded ? 0 : Math.max(0, cards.length - CARDS_SHOWN);
  const isFoldable = cards.length > CARDS_SHOWN;
  return (
    <section className="outcomes" aria-label="What actions answered">
      {isFoldable ? (
        <button type="button" className="btn" aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
          {isUnfolded ? `Show the last ${CARDS_SHOWN} alone` : `${folded} more`}
        </button>
      ) : null}
      <div className="cards" aria-live="polite">
        {cards.slice(folded).map((run) => (
          <OutcomeCard
            key={run.key}
            run={run}
            flow={flow}
            isBusy={runs.some(({ from, phase }) => from?.key === run.key && phase.is !== 'ended')}
          />
        ))}
      </div>
    </section>
  );
}
