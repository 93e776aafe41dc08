import type { Viewer } from '#lib/access/viewer.ts';
import type {
  AttentionEvent,
  ChangeEvent,
  FindingsEvent,
  HeartbeatEvent,
  MarksEvent,
  SnapshotEvent,
  TimersEvent,
} from '#lib/feed/events.ts';
import type { Loss } from './messages.ts';
import { type LocalTicks, localTicks } from './remote-clock.ts';

/** What a stream tells. `asked` is when its connection was asked for; `retryInMs` is how long it waits before the next try. */
export type StreamEvent =
  | { kind: 'snapshot'; event: SnapshotEvent; asked: LocalTicks }
  | { kind: 'change'; event: ChangeEvent }
  | { kind: 'marks'; event: MarksEvent }
  | { kind: 'findings'; event: FindingsEvent }
  | { kind: 'attention'; event: AttentionEvent }
  | { kind: 'timers'; event: TimersEvent }
  | { kind: 'heartbeat'; event: HeartbeatEvent }
  | ({ kind: 'lost' } & Loss);

/** `reopen` drops the connection and makes a new one at once. */
export type Stream = { reopen(): void; close(): void };

/** Two heartbeats: an open connection over which nothing comes is no connection. */
const SILENCE_MS = 4_000;
/** A first snapshot may be large and the server busy. */
const OPENING_MS = 10_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 4_000;
/** Nobody signs in within seconds, and a hundred tabs left open over night must not ask all the time. */
const SIGNED_OUT_RETRY_MS = 15_000;
const ME = '/live/v1/me';

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
  const waitAndOpen = (reason: string, retryInMs: number, remedy: Loss['remedy']): void => {
    end();
    retry = setTimeout(open, retryInMs);
    tell({ kind: 'lost', reason, retryInMs, remedy });
  };
  const lose = (reason: string): void => {
    waitAndOpen(reason, pauseMs(failures), null);
    failures += 1;
  };
  /** An EventSource does not say why it was refused; that nobody is signed in is found out by asking. */
  const explain = async (): Promise<void> => {
    const reason = await whySignedOut();
    // A connection made meanwhile speaks for itself.
    if (reason !== null && source === null) waitAndOpen(reason, SIGNED_OUT_RETRY_MS, 'sign in');
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
      if (own !== source) return;
      lose('the connection to Vigil was lost or refused');
      void explain();
    };
    for (const kind of ['snapshot', 'change', 'marks', 'findings', 'attention', 'timers', 'heartbeat'] as const) {
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

function pauseMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS) * (0.5 + Math.random());
}

/** In words, when this browser may view nothing; null when it may, or nothing is heard of that. */
async function whySignedOut(): Promise<string | null> {
  try {
    const response = await fetch(ME, { signal: AbortSignal.timeout(SILENCE_MS) });
    if (!response.ok) return null;
    const viewer: Viewer = await response.json();
    if (viewer.systems.view.length > 0) return null;
    return viewer.wallRefusal ?? (viewer.hadSession ? 'your session has ended' : 'you are not signed in');
  } catch {
    return null;
  }
}
