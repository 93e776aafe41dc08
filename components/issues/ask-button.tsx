'use client';
import { useState } from 'react';
import type { Answer } from '../access/ask-vigil.ts';
import { BarredButton } from '../ui/barred-button.tsx';
import { useAttending } from './attending-context.ts';

type AskProps = {
  words: string;
  /** Read out after the words: of what. */
  about: string;
  /** Why it cannot be had; null where it can. */
  off: string | null;
  ask(): Promise<Answer<unknown>>;
  /** Read out when it is done: what is seen of it comes over the feed. */
  done: string;
};

/** Takes something back at once. What went wrong stands beside it until the next try. */
export function AskButton({ words, about, off, ask, done }: AskProps) {
  const { say } = useAttending();
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const press = async () => {
    setAsking(true);
    setTrouble(null);
    const answer = await ask();
    setAsking(false);
    if (answer.ok) say(done);
    else setTrouble(answer.message);
  };
  return (
    <span className="poll">
      {trouble ? (
        <span className="w critical small" role="alert">
          {trouble}
        </span>
      ) : null}
      <BarredButton label={`${words} ${about}`} off={off} isBusy={isAsking} onPress={() => void press()}>
        {isAsking ? 'Sending…' : words}
      </BarredButton>
    </span>
  );
}
