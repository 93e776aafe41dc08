import type { FigureOf } from '../../../system.ts';
import { ROW_FIGURES } from '../row-trend.ts';
import type { AgDatabaseView, LogView, TransportView } from './model.ts';

const KB = 1_024;

/** Of a database of a group. What a primary says of the others is hearsay, and all that is told of what it has yet to send. */
export const REPLICATED_FIGURES: readonly FigureOf<AgDatabaseView>[] = [
  {
    ...{ name: 'Send queue', unit: 'B' },
    meaning: 'Bytes of log that the primary has yet to send to the replica that is furthest behind, by the word of the primary',
    of: ({ claims }) => bytes(most(claims.map(({ sendQueueKb }) => sendQueueKb))),
  },
  {
    ...{ name: 'Redo queue', unit: 'B' },
    meaning: 'Bytes of log that this replica has and has not redone yet',
    of: ({ own }) => bytes(own.redoQueueKb),
  },
  {
    name: 'Redo rate',
    unit: 'B/s',
    meaning: 'Bytes of log a second that this replica redoes',
    of: ({ own }) => bytes(own.redoRateKbPerSecond),
  },
  { name: 'Lag', unit: ' s', meaning: 'Seconds that this replica is behind its primary, by its own word', of: ({ own }) => own.lagSeconds },
];

/** Of the log of a database. */
export const LOG_FIGURES: readonly FigureOf<LogView>[] = [
  { ...ROW_FIGURES[0], of: ({ bytesPerSecond }) => bytesPerSecond },
  { ...ROW_FIGURES[1], of: ({ wroteBytes }) => wroteBytes },
  { name: 'Log used', unit: 'B', meaning: 'Bytes of the log of the database that are in use', of: ({ file }) => file.usedBytes },
  { name: 'Log size', unit: 'B', meaning: 'Bytes of the files of the log of the database', of: ({ file }) => file.sizeBytes },
];

/** Of what goes to and comes from another replica. */
export const TRANSPORT_FIGURES: readonly FigureOf<TransportView>[] = [
  {
    name: 'Sent',
    unit: 'B/s',
    meaning: 'Bytes a second that were sent to the other replica',
    of: ({ sentBytesPerSecond }) => sentBytesPerSecond,
  },
  {
    ...{ name: 'Received', unit: 'B/s' },
    meaning: 'Bytes a second that came from the other replica',
    of: ({ receivedBytesPerSecond }) => receivedBytesPerSecond,
  },
];

function bytes(kb: number | null): number | null {
  return kb === null ? null : kb * KB;
}

function most(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((found, one) => (one === null ? found : Math.max(found ?? one, one)), null);
}
