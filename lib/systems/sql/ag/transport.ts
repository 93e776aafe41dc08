import { formatBytes } from '../../../format/bytes.ts';
import type { Reading } from '../../../reading.ts';
import type { Row } from '../../../system.ts';
import type { LogInfo, TransportView } from './model.ts';
import { transportRow } from './rows.ts';
import { say } from './status-words.ts';

type Counted = LogInfo['transport'][number];

/** What a node sends to and receives from each other replica, by its newest two readings: counters since its start (Availability Replica, "Bytes Sent to Transport/sec" and its like are totals). */
export function transportRows([newest, before]: readonly Reading<LogInfo>[]): Row[] {
  if (!newest) return [];
  return newest.value.transport.map((now): Row => {
    const earlier = before?.value.transport.find(({ group, replica }) => group === now.group && replica === now.replica);
    const seconds = (newest.observedAt - (before?.observedAt ?? newest.observedAt)) / 1_000;
    const rate = (name: 'sentBytes' | 'receivedBytes'): number | null => rateOf(now, earlier, { name, seconds });
    const value: TransportView = {
      kind: 'transport',
      group: now.group,
      replica: now.replica,
      sentBytesPerSecond: rate('sentBytes'),
      receivedBytesPerSecond: rate('receivedBytes'),
    };
    return { id: transportRow(now.group, now.replica), judged: say('ok', wordsOf(value)), value };
  });
}

/** Null from one reading, where one of the two does not tell, and where the counter began anew. */
function rateOf(
  now: Counted,
  earlier: Counted | undefined,
  { name, seconds }: { name: 'sentBytes' | 'receivedBytes'; seconds: number },
): number | null {
  const [a, b] = [earlier?.[name] ?? null, now[name]];
  return a === null || b === null || b < a || seconds <= 0 ? null : (b - a) / seconds;
}

function wordsOf({ sentBytesPerSecond: sent, receivedBytesPerSecond: received }: TransportView): string {
  const of = (rate: number | null): string => (rate === null ? 'not known' : `${formatBytes(rate)}/s`);
  return `sent ${of(sent)}, received ${of(received)}`;
}
