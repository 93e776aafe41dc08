'use client';
import Link from 'next/link';
import useSWR from 'swr';
import { useBoardTime } from '../reading/board-context.tsx';
import { useIsPast } from '../travel/travel-context.ts';
import { hourWords } from './hour-words.ts';
import { type TimelineClient, timelineClient } from './timeline-client.ts';

const HOUR_MS = 3_600_000;
const EVERY_MS = 60_000;
const MOST = 500;

/** One quiet line: what happened in the last hour, or in the hour before the moment that is looked at, and the way to all of it. Where no history is kept it is not there. */
export function LastHour({ client = timelineClient }: { client?: Pick<TimelineClient, 'events'> }) {
  const { own } = useBoardTime();
  const isPast = useIsPast();
  const now = own.now > 0 || isPast ? own.now : Date.now();
  const query = new URLSearchParams({
    from: String(Math.floor(now - HOUR_MS)),
    to: String(Math.ceil(isPast ? now : now + 5_000)),
    kind: 'issue,node,deploy,action',
    limit: String(MOST),
  });
  const key = isPast ? `the hour before ${now}` : 'last hour';
  const { data } = useSWR(now > 0 ? key : null, () => client.events(query.toString()), { refreshInterval: isPast ? 0 : EVERY_MS });
  const address = isPast ? `/timeline?from=${isoOf(now - HOUR_MS)}&to=${isoOf(now)}` : '/timeline?range=1h';
  if (data?.ok === false && data.isOff) return null;
  return (
    <p className="lasthour small">
      <Link className="see" href={address} prefetch={false}>
        {isPast ? 'The hour before' : 'Last hour'}
      </Link>
      <span className="m">{data === undefined ? '…' : data.ok ? hourWords(data.value) : `not known: ${data.message}`}</span>
    </p>
  );
}

function isoOf(at: number): string {
  return new Date(Math.max(0, at)).toISOString();
}
