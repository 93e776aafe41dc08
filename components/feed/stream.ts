import type { ChangeEvent, HeartbeatEvent, SnapshotEvent } from '#lib/feed/events.ts';
import { type LocalTicks, localTicks } from './remote-clock.ts';

/** What a stream tells. `asked` is when its connection was asked for; `retryInMs` is how long it waits before the next try. */
export type StreamEvent =
  | { kind: 'snapshot'; event: SnapshotEvent; asked: LocalTicks }
  | { kind: 'change'; event: ChangeEvent }
  | { kind: 'heartbeat'; event: HeartbeatEvent }
  | { kind: 'lost'; reason: string; retryInMs: number };

/** `reopen` drops the connection and makes a new one at once. */
export type Stream = { reopen(): void; close(): void };

/** Two heartbeats: an open connection over which nothing comes is no connection. */
const SILENCE_MS = 4_000;
/** A first snapshot may be large and the server busy. */
const OPENING_MS = 10_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 4_000;

/**
 * Holds one stream open for ever. A new EventSource is made after every close, because an answer such as 502 ends one for good;
 * the pause before it grows to 4 s and is jittered, so that a hundred browsers do not come back at one moment.
 */
export function openStream(url: string, tell: (event: StreamEvent) => void): Stream {
  let source: EventSource | null = null;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const end = (): void => {
    clearTimeout(watchdog);
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const lose = (reason: string): void => {
    end();
    const pause = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS) * (0.5 + Math.random());
    failures += 1;
    retry = setTimeout(open, pause);
    tell({ kind: 'lost', reason, retryInMs: pause });
  };
  const watch = (ms: number): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => lose('the connection is open and nothing comes over it'), ms);
  };
  const open = (): void => {
    end();
    const asked = localTicks();
    const own = new EventSource(url);
    source = own;
    watch(OPENING_MS);
    own.onerror = () => {
      if (own === source) lose('the connection to Vigil was lost or refused');
    };
    for (const kind of ['snapshot', 'change', 'heartbeat'] as const) {
      own.addEventListener(kind, (message: MessageEvent<string>) => {
        if (own !== source) return;
        watch(SILENCE_MS);
        failures = 0;
        tell({ kind, event: JSON.parse(message.data), asked } as StreamEvent);
      });
    }
  };
  open();
  return { reopen: open, close: end };
}
