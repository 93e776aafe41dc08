'use client';
import { useState } from 'react';
import useSWR from 'swr';
import { type EventList, showAll, startList, takeHead, takeOlder } from './event-list.ts';
import type { TimelineClient, Told } from './timeline-client.ts';
import { type Asked, boundsOf, toQuery } from './timeline-url.ts';

const PAGE = 300;
const EVERY_MS = 15_000;

type Come = Awaited<ReturnType<TimelineClient['events']>>;
type Read = { come: Come };
type Kept = {
  of: string;
  list: EventList | null;
  read: Read | null;
  asOf: number | null;
  olderFailed: string | null;
  isReadingOlder: boolean;
};

/** `asOf`: when the head was last read, by the server's clock; `failed`: why it could not be read since. `come` is the last answer. */
export type Events = Omit<Kept, 'of' | 'read'> & {
  failed: string | null;
  isOff: boolean;
  come: Come | null;
  isReading: boolean;
  onRefresh(): void;
  onShow(): void;
  onOlder(): void;
};

/** The events under a filter. The head of a live period is read again every 15 s; what is new waits until it is asked for. */
export function useEvents(asked: Asked, read: TimelineClient['events'], now: number): Events {
  const of = JSON.stringify(asked);
  const query = (more: Record<string, number>) => toQuery(asked, boundsOf(asked.period, now), { limit: PAGE, ...more });
  const isLive = asked.period.is === 'live';
  const { data, isValidating, mutate } = useSWR(['events', of], async (): Promise<Read> => ({ come: await read(query({})) }), {
    // A head that says the same as before is news too: the list is as of now.
    ...{ refreshInterval: isLive ? EVERY_MS : 0, dedupingInterval: 0, compare: Object.is, revalidateOnFocus: isLive },
  });
  const [kept, setKept] = useState<Kept>(() => nothing(of));
  if (kept.of !== of) setKept(nothing(of));
  else if (data && data !== kept.read) setKept(taken(kept, data));
  const change = (to: (list: EventList) => EventList) => setKept((was) => (was.list ? { ...was, list: to(was.list) } : was));
  const readOlder = async (before: number) => {
    setKept((was) => ({ ...was, isReadingOlder: true }));
    const answer = await read(query({ before }));
    setKept((was) => older(was, of, answer));
  };
  const { list, asOf, olderFailed, isReadingOlder } = kept;
  const come = kept.read?.come ?? null;
  return {
    ...{ list, asOf, olderFailed, isReadingOlder, come, isReading: isValidating },
    failed: come && !come.ok ? come.message : null,
    isOff: come?.ok === false && come.isOff === true,
    onRefresh: () => void mutate(),
    onShow: () => change(showAll),
    onOlder: () => {
      if (list?.next != null && !isReadingOlder) void readOlder(list.next);
    },
  };
}

function nothing(of: string): Kept {
  return { of, list: null, read: null, asOf: null, olderFailed: null, isReadingOlder: false };
}

function taken(kept: Kept, read: Read): Kept {
  const { come } = read;
  if (!come.ok) return { ...kept, read };
  return { ...kept, read, asOf: come.value.now, list: kept.list ? takeHead(kept.list, come.value) : startList(come.value) };
}

// Somebody may have changed the filter while the older ones were under way.
function older(kept: Kept, of: string, answer: Told<Extract<Come, { ok: true }>['value']>): Kept {
  if (kept.of !== of || !kept.list) return kept;
  const done = { ...kept, isReadingOlder: false };
  return answer.ok ? { ...done, olderFailed: null, list: takeOlder(kept.list, answer.value) } : { ...done, olderFailed: answer.message };
}
