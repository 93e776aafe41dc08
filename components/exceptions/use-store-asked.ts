'use client';
import useSWR from 'swr';
import { type AskedAnswer, readAsked } from '../reading/asked-answer.ts';
import { retryEvery } from '../reading/retry-every.ts';

// A search may read a whole table: asked again only by hand, but for what says how often.
const BY_HAND = { revalidateOnFocus: false, revalidateOnReconnect: false, revalidateIfStale: false, shouldRetryOnError: false };

export type Asked<Answer> = {
  /** The newest answer; while another question is under way that of the one before, `isBefore`. */
  answer: Answer | null;
  observedAt: number | null;
  isBefore: boolean;
  isAsking: boolean;
  /** Why there is none, in words: Vigil's own, or the store's. */
  trouble: string | null;
  again(): void;
};

type Options = { everyMs?: number; keepsBefore?: boolean };

/** Asks a store something; nothing while `input` is null. */
export function useStoreAsked<Answer>(
  store: string,
  question: string,
  input: object | null,
  { everyMs = 0, keepsBefore = false }: Options = {},
): Asked<Answer> {
  const address = input === null ? null : askAddress(store, question, input);
  const { data, error, isValidating, isLoading, mutate } = useSWR<AskedAnswer<Answer>, Error>(address, readAsked, {
    ...BY_HAND,
    refreshInterval: everyMs,
    shouldRetryOnError: everyMs > 0,
    onErrorRetry: retryEvery(everyMs),
    keepPreviousData: keepsBefore,
  });
  const failure = data?.failure ?? null;
  return {
    answer: data?.answer ?? null,
    observedAt: data?.observedAt ?? null,
    isBefore: isLoading && data !== undefined,
    isAsking: isValidating,
    trouble: error?.message ?? failure?.message ?? null,
    again: () => void mutate(),
  };
}

export function askAddress(store: string, question: string, input: object): string {
  return `/live/v1/ask?${new URLSearchParams({ system: 'exceptions', group: store, node: store, question, input: JSON.stringify(input) })}`;
}
