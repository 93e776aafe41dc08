'use client';
import { useRef } from 'react';
import useSWR from 'swr';
import { type AskedAnswer, readAsked } from '../reading/asked-answer.ts';
import { retryEvery } from '../reading/retry-every.ts';

// A search may read a whole table: asked again only by hand, but for what says how often.
const BY_HAND = { revalidateOnFocus: false, revalidateOnReconnect: false, revalidateIfStale: false, shouldRetryOnError: false };

/** A store is given half a minute (lib/systems/exceptions/questions.ts), and Vigil a little more. */
const WAIT_MS = 35_000;

/** `of` is what it answers: the answer before stands in the place of one that is not there yet. */
type Kept<Answer> = AskedAnswer<Answer> & { of: string };

async function readInTime<Answer>(address: string): Promise<Kept<Answer>> {
  return { ...(await readAsked<Answer>(address, WAIT_MS)), of: address };
}

export type Asked<Answer> = {
  /** The newest answer; until another question is answered that of the one before, `isBefore`. */
  answer: Answer | null;
  /** When it was asked for; epoch ms. */
  observedAt: number | null;
  isBefore: boolean;
  /** The answer before is of another list than the one that is asked for, and not that one as it was. */
  isOther: boolean;
  isAsking: boolean;
  /** Why there is none, in words: Vigil's own, or the store's. */
  trouble: string | null;
  /** Who says so: the store, or whoever stands before it. */
  saidBy: 'store' | 'vigil' | null;
  /** What was asked for is not there. */
  isGone: boolean;
  again(): void;
};

/** `list` names what the answer is a look at: questions that differ by their moment alone are looks at the same. */
type Options = { everyMs?: number; keepsBefore?: boolean; list?: string };

/** Asks a store something; nothing while `input` is null. */
export function useStoreAsked<Answer>(
  store: string,
  question: string,
  input: object | null,
  { everyMs = 0, keepsBefore = false, list = '' }: Options = {},
): Asked<Answer> {
  const address = input === null ? null : askAddress(store, question, input);
  const { data, error, isValidating, mutate } = useSWR<Kept<Answer>, Error>(address, readInTime, {
    ...BY_HAND,
    refreshInterval: everyMs,
    shouldRetryOnError: everyMs > 0,
    onErrorRetry: retryEvery(everyMs),
    keepPreviousData: keepsBefore,
  });
  const lists = useRef(new Map<string, string>());
  if (address !== null) lists.current.set(address, list);
  const isBefore = data !== undefined && data.of !== address;
  const failure = isBefore ? null : (data?.failure ?? null);
  return {
    answer: data?.answer ?? null,
    observedAt: data?.observedAt ?? null,
    isBefore,
    isOther: isBefore && lists.current.get(data.of) !== list,
    isAsking: isValidating,
    trouble: error?.message ?? failure?.message ?? null,
    saidBy: error ? 'vigil' : failure ? 'store' : null,
    isGone: error === undefined && failure?.kind === 'unsupported',
    again: () => void mutate(),
  };
}

export function askAddress(store: string, question: string, input: object): string {
  return `/live/v1/ask?${new URLSearchParams({ system: 'exceptions', group: store, node: store, question, input: JSON.stringify(input) })}`;
}
