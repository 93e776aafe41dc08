/** What the browser knows of the server's clock. Pure: the browser's own two clocks are parameters, because both may lie. All in ms. */

/** `wallMs` can be set by anyone; `steadyMs` only counts, and on some machines stops while they sleep. */
export type LocalTicks = { wallMs: number; steadyMs: number };

/** The server's time as last believed, the local ticks at that moment, and the server's time when it was last heard in time. */
export type RemoteClock = { serverMs: number; at: LocalTicks; heardMs: number };

/** The two local clocks may differ by this much before neither is believed. */
const JUMP_MS = 2_000;

/** An event this much older than the estimate was held up on its way: it brings news, and is no proof that the server is there now. */
const LATE_MS = 4_000;

/** Two clocks run apart a little; the estimate may be pulled back by this share of the time since the last event, and never more. */
const DRIFT_SHARE = 0.01;

/** A clock set by an event that is known to be new: the first one of a connection that was asked for just now. */
export function setClock(serverMs: number, at: LocalTicks): RemoteClock {
  return { serverMs, at, heardMs: serverMs };
}

/** The server's time now: what it was, plus the larger of what the two local clocks say has passed. */
export function serverNow(clock: RemoteClock, ticks: LocalTicks): number {
  return clock.serverMs + Math.max(ticks.wallMs - clock.at.wallMs, ticks.steadyMs - clock.at.steadyMs, 0);
}

/** True when the local clocks disagree about how much time has passed: one was set, or the machine slept. */
export function hasJumped(clock: RemoteClock, ticks: LocalTicks): boolean {
  return Math.abs(ticks.wallMs - clock.at.wallMs - (ticks.steadyMs - clock.at.steadyMs)) > JUMP_MS;
}

/** Takes in the server's time from an event of a running connection. An event that was held up never makes anything younger. */
export function hear(clock: RemoteClock, serverMs: number, ticks: LocalTicks): RemoteClock {
  const estimate = serverNow(clock, ticks);
  if (estimate - serverMs > LATE_MS) return clock;
  const floor = estimate - (estimate - clock.serverMs) * DRIFT_SHARE;
  return { serverMs: Math.max(serverMs, floor), at: ticks, heardMs: Math.max(serverMs, clock.heardMs) };
}

/** How long the server has not been heard, by the server's own clock. */
export function silentMs(clock: RemoteClock, ticks: LocalTicks): number {
  return serverNow(clock, ticks) - clock.heardMs;
}

/** This browser's clocks. */
export function localTicks(): LocalTicks {
  return { wallMs: Date.now(), steadyMs: performance.now() };
}
