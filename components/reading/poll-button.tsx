'use client';
import { useState } from 'react';
import type { PollTarget } from '#components/feed/poll-now.ts';
import { LOOKING_BACK, useIsPast } from '../travel/travel-context.ts';
import { usePoll } from './board-context.tsx';

type PollButtonProps = { target: PollTarget; name: string; isPlain?: boolean };

/** Asks now. That it was asked shows in the ages; only what went wrong is said here, and stays until the next try. */
export function PollButton({ target, name, isPlain = false }: PollButtonProps) {
  const poll = usePoll();
  const off = useIsPast() ? LOOKING_BACK : null;
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const ask = async () => {
    setAsking(true);
    setTrouble(null);
    try {
      const answer = await poll(target);
      if (!answer.ok) setTrouble(answer.message);
      else if (answer.asked === 0) setTrouble('nothing was asked');
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setAsking(false);
    }
  };
  return (
    <span className="poll">
      {trouble ? <span className="w critical small">{trouble}</span> : null}
      <button
        type="button"
        className={`btn${isPlain ? ' plain' : ''}${off === null ? '' : ' off'}`}
        onClick={off === null ? () => void ask() : undefined}
        aria-disabled={isAsking || off !== null}
        title={off ?? undefined}
        aria-label={`Poll now: ${name}${off === null ? '' : `: ${off}`}`}
      >
        {isAsking ? 'Polling…' : 'Poll now'}
      </button>
    </span>
  );
}
