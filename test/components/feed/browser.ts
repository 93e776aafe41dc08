import { afterEach, beforeEach, vi } from 'vitest';
import { FeedClient } from '#components/feed/client.ts';
import type { FromTab, ToTab } from '#components/feed/messages.ts';
import type { SnapshotEvent } from '#lib/feed/events.ts';
import { freshness } from '#lib/reading.ts';
import { changeOf, heartbeatAt, LB1, probeRow, snapshotOf } from './made-up-events.ts';

export const T = Date.UTC(2026, 0, 5, 14, 2);
export const HOUR = 3_600_000;
/** The browser's wall clock is wrong by this; nothing may depend on it. */
const WRONG_BY = -7 * HOUR;

const STARTED = { serverMs: T, wallMs: T + WRONG_BY, steadyMs: 1_000 };
/** The three clocks as they really are: the server's and the browser's two. */
export const world = { ...STARTED };
const stops: (() => void)[] = [];

/** Sets the clocks and a page up before each test, and takes them away after it. */
export function standInBrowser(): void {
  beforeEach(() => {
    Object.assign(world, STARTED);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    vi.spyOn(Date, 'now').mockImplementation(() => world.wallMs);
    vi.spyOn(performance, 'now').mockImplementation(() => world.steadyMs);
    vi.stubGlobal('document', new EventTarget());
    vi.stubGlobal('window', new EventTarget());
  });

  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
}

/** Time passes in which nothing runs: a frozen tab, a long script. */
export function freeze(ms: number): void {
  world.serverMs += ms;
  world.wallMs += ms;
  world.steadyMs += ms;
}

/** Time passes and timers run. */
export function pass(ms: number): void {
  for (let left = ms; left > 0; left -= 50) {
    freeze(Math.min(50, left));
    vi.advanceTimersByTime(Math.min(50, left));
  }
}

/** The machine sleeps; on some the steady clock stands meanwhile. */
export function sleep(ms: number): void {
  world.serverMs += ms;
  world.wallMs += ms;
}

export function setWall(byMs: number): void {
  world.wallMs += byMs;
}

export function openClient() {
  const sent: FromTab[] = [];
  let opened = 0;
  let closed = 0;
  let receive: (message: ToTab) => void = () => undefined;
  const close = () => {
    closed += 1;
  };
  const client = new FeedClient('ann', (_viewer, take) => {
    opened += 1;
    receive = take;
    return { send: (message) => void sent.push(message), close };
  });
  const stop = client.start();
  stops.push(stop);
  const take = (message: ToTab) => receive(message);
  const sentMs = () => ({ sentMs: world.wallMs });
  return {
    ...{ client, stop, take, sent, opened: () => opened, closed: () => closed },
    proofs: () => sent.flatMap((each) => (each.kind === 'prove' ? [each.number] : [])),
    snapshot: (changes: Partial<SnapshotEvent> = {}, proves: string[] = []) => {
      const event = snapshotOf({ now: world.serverMs, probes: [probeRow(LB1, world.serverMs)], ...changes });
      take({ kind: 'snapshot', event, proves, heardMs: event.now, ...sentMs() });
    },
    heartbeat: () => take({ kind: 'heartbeat', event: heartbeatAt(world.serverMs), ...sentMs() }),
    change: (seq: number) => take({ kind: 'change', event: changeOf({ seq, now: world.serverMs }), ...sentMs() }),
    lose: () => take({ kind: 'lost', reason: 'refused', retryInMs: 3_000, remedy: null, ...sentMs() }),
    isTrusted: () => client.moment().doubtBefore === 0,
    /** How far this tab's idea of the server's time lies before it: what makes things look younger than they are. */
    youngerBy: () => world.serverMs - client.moment().now,
    freshnessOf: (observedAt: number) => freshness({ observedAt, producedAt: null }, 9_000, client.moment()).is,
  };
}

export function liveClient() {
  const opened = openClient();
  opened.snapshot();
  return opened;
}

/** An event of the page's life cycle. */
export const happen = (target: 'document' | 'window', type: string, persisted = false) =>
  (globalThis[target] as EventTarget).dispatchEvent(Object.assign(new Event(type), { persisted }));
