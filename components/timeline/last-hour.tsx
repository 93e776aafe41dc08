'use client';
import Link from 'next/link';
import useSWR from 'swr';
import { useBoardTime } from '../reading/board-context.tsx';
import { hourWords } from './hour-words.ts';
import { type TimelineClient, timelineClient } from './timeline-client.ts';

const HOUR_MS = 3_600_000;
const EVERY_MS = 60_000;
const MOST = 500;

/** One quiet line: what happened in the last hour, and the way to all of it. Where no history is kept it is not there. */
export function LastHour({ client = timelineClient }: { client?: Pick<TimelineClient, 'events'> }) {
  const { own } = useBoardTime();
  const now = own.now > 0 ? own.now : Date.now();
  const query = new URLSearchParams({
    from: String(Math.floor(now - HOUR_MS)),
    to: String(Math.ceil(now + 5_000)),
    kind: 'issue,node,deploy,action',
    limit: String(MOST),
  });
  const { data } = useSWR('last hour', () => client.events(query.toString()), { refreshInterval: EVERY_MS });
  if (data?.ok === false && data.isOff) return null;
  return (
    <p className="lasthour small">
      <Link className="see" href="/timeline?range=1h" prefetch={false}>
        Last hour
      </Link>
      <span className="m">{data === undefined ? '…' : data.ok ? hourWords(data.value) : `not known: ${data.message}`}</span>
    </p>
  );
}
