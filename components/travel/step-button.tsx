'use client';
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import { formatAge } from '#lib/format/age.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { readStep } from './past-client.ts';
import { useTravel } from './travel-context.ts';

/** Nothing is asked of the moments that are passed on the way to another. */
const SETTLE_MS = 400;
/** What happens now may be the next one. */
const LOOK_MS = 10_000;
const BY_HAND = { revalidateOnFocus: false, revalidateOnReconnect: false, shouldRetryOnError: false };

type StepProps = { at: number; to: 'next' | 'previous' };

/** Goes to where the board changed next, or before, and tells what it is. */
export function StepButton({ at, to }: StepProps) {
  const { go } = useTravel();
  const settled = useSettled(at);
  const isAsked = settled === at && !Number.isNaN(at);
  const { data: answer } = useSWR(isAsked ? ['past step', at, to] : null, () => readStep(at, to), {
    ...BY_HAND,
    refreshInterval: (known) => (known?.ok && known.value !== null ? 0 : LOOK_MS),
  });
  const change = answer?.ok ? answer.value : null;
  const verb = to === 'next' ? 'Next change' : 'Previous change';
  const off = answer === undefined ? 'being looked for' : !answer.ok ? answer.message : change === null ? noneWords(to) : null;
  const away = change === null ? '' : ` · ${formatAge(Math.abs(change.at - at))} ${to === 'next' ? 'later' : 'before'}`;
  return (
    <button
      type="button"
      className={`btn travel-step ${to}`}
      aria-disabled={off !== null}
      aria-label={`${verb}: ${off ?? `${change?.words}${away}`}`}
      title={off ?? `${change?.words}${away}`}
      onClick={change === null ? undefined : () => go(change.at)}
    >
      <span className="travel-verb">
        {to === 'previous' ? <span aria-hidden="true">‹ </span> : null}
        {verb}
        {to === 'next' ? <span aria-hidden="true"> ›</span> : null}
      </span>
      <span className="travel-words">
        {change?.status ? <StatusShape status={change.status} small /> : null}
        <span>{off ?? change?.words}</span>
      </span>
    </button>
  );
}

function noneWords(to: StepProps['to']): string {
  return to === 'next' ? 'none up to now' : 'none is kept before';
}

function useSettled(at: number): number {
  const [settled, setSettled] = useState(at);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(at), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [at]);
  return settled;
}
