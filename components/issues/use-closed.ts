'use client';
import { useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import type { Answer } from '../access/ask-vigil.ts';
import { useIsPast } from '../travel/travel-context.ts';
import type { AttentionClient, ClosedAnswer } from './attention-client.ts';

// An answer that says the same as before is news too: the list is as of now.
const EACH_TIME = { refreshInterval: 15_000, dedupingInterval: 0, compare: Object.is };

/** `answer` is the last good one; `failed` says why it could not be read since. */
export type Closed = { answer: ClosedAnswer | null; failed: string | null; isReading: boolean; onRefresh(): void };

/** What is over: read every 15 s, and again when `open`, which tells what is open, changes. Nothing is read for a page of the past. */
export function useClosed(read: AttentionClient['readClosed'], open: string): Closed {
  const { data, isValidating, mutate } = useSWR(useIsPast() ? null : 'closed issues', async () => ({ come: await read() }), EACH_TIME);
  const [kept, setKept] = useState<ClosedAnswer | null>(null);
  const come: Answer<ClosedAnswer> | undefined = data?.come;
  if (come?.ok && come.value !== kept) setKept(come.value);
  const known = useRef(open);
  useEffect(() => {
    if (known.current === open) return;
    known.current = open;
    void mutate();
  }, [open, mutate]);
  return { answer: kept, failed: come?.ok === false ? come.message : null, isReading: isValidating, onRefresh: () => void mutate() };
}
