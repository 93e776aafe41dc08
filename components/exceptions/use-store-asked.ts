'use client';
import useSWR from 'swr';
import { type AskedAnswer, readAsked } from '../reading/asked-answer.ts';
import { retryEvery } from '../reading/retry-every.ts';

// A search may read a whole table: asked again only by hand, but for what says how often.
const BY_HAND = { revalidateOnFocus: false, revalidateOnReconnect: false, revalidateIfStale: false, shouldRetryOnError: false };

/** A store is given half a minute (lib/systems/exceptions/questions.ts), and Vigil a little more. */
const WAIT_MS = 35_000;

function readInTime<Answer>(address: string): Promise<AskedAnswer<Answer>> {
  return readAsked<Answer>(address, WAIT_MS);
}

export type Asked<Answer> = {
  /** The newest answer; while another question is under way that of the one before, `isBefore`. */
  answer: Answer | null;
  observedAt: number | null;
  isBefore: boolean;
  isAsking: boolean;
  /** Why there is none, in words: Vigil's own, or the store's. */
  trouble: string | null;
  /** What was asked for is not there. */
  isGone: boolean;
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
  const { data, error, isValidating, isLoading, mutate } = useSWR<AskedAnswer<Answer>, Error>(address, readInTime, {
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
    isGone: error === undefined && failure?.kind === 'unsupported',
    again: () => void mutate(),
  };
}

export function askAddress(store: string, question: string, input: object): string {
  return `/live/v1/ask?${new URLSearchParams({ system: 'exceptions', group: store, node: store, question, input: JSON.stringify(input) })}`;
}
