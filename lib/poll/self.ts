import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../clock.ts';
import type { Source } from '../reading.ts';
import type { HistoryState } from '../state/history/history.ts';
import type { Store } from '../store/store.ts';
import type { PollerLoad } from './poller.ts';

/** What this process says of itself. Vigil is a system too: these readings age like all others. */
export type SelfReading =
  | { probe: 'event loop'; longestMs: number; p99Ms: number }
  | { probe: 'schedule'; lagMs: number; missed: number; queued: number; inFlight: number; slots: number; tickAgeMs: number }
  | ({ probe: 'history' } & HistoryState)
  | { probe: 'clock'; jumps: number; lastJump: { at: number; byMs: number } | null; aheadMs: number };

export const SELF = { system: 'vigil', group: 'self', node: 'this process' } as const;
export const SELF_PROBES = ['event loop', 'schedule', 'clock', 'history'] as const satisfies readonly SelfReading['probe'][];
export const SELF_INTERVAL_MS = 2_000;
export const SELF_TIMEOUT_MS = 1_000;

const KEEP = 30;
const DELAY_RESOLUTION_MS = 20;

type Options = { clock: Clock; store: Store; takeLoad: () => PollerLoad; history: () => HistoryState };

/** Writes the process's own readings every two seconds. Answers with the way to stop it. */
export function watchSelf({ clock, store, takeLoad, history }: Options): () => void {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  const write = (): void => {
    for (const value of [...takeSelfReadings(clock, delay, takeLoad()), { probe: 'history', ...history() } as const]) {
      const source: Source = { ...SELF, probe: value.probe };
      const at = clock.now();
      store.begin(source, at, false);
      const reading = { value, observedAt: at, producedAt: null, source };
      store.finish(source, { at, tookMs: 0, reading, failure: null }, KEEP);
    }
    delay.reset();
  };
  write();
  const timer = setInterval(write, SELF_INTERVAL_MS);
  return () => {
    clearInterval(timer);
    delay.disable();
  };
}

function takeSelfReadings(clock: Clock, delay: ReturnType<typeof monitorEventLoopDelay>, load: PollerLoad): SelfReading[] {
  const { lagMs, missed, queued, inFlight, slots, lastTickAt } = load;
  // The histogram measures whole intervals, so the resolution itself is taken off; it is empty right after a reset.
  const beyond = (nanoseconds: number): number =>
    delay.count === 0 ? 0 : Math.max(0, Math.round(nanoseconds / 1e6 - DELAY_RESOLUTION_MS));
  return [
    { probe: 'event loop', longestMs: beyond(delay.max), p99Ms: beyond(delay.percentile(99)) },
    { probe: 'schedule', lagMs: Math.round(lagMs), missed, queued, inFlight, slots, tickAgeMs: Math.round(clock.now() - lastTickAt) },
    { probe: 'clock', jumps: clock.jumps(), lastJump: clock.lastJump(), aheadMs: Math.round(clock.aheadMs()) },
  ];
}
