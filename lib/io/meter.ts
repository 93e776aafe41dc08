/** Told of every request when it has ended, answered or not: the bytes that were written to its socket and read from it, inside TLS where there is TLS. */
export type Meter = { request(sentBytes: number, receivedBytes: number): void };

/** `polls` are questions of probes; a poll may take more than one request, and an action takes requests without a poll. */
export type Counts = { polls: number; requests: number; sentBytes: number; receivedBytes: number };

/** Counts since it was made, and over the last 60 seconds. */
export type CountingMeter = Meter & { poll(): void; read(): { total: Counts; lastMinute: Counts } };

/** Counts what is asked of one system; what its meter of a group counts is counted here too. */
export type SystemMeter = CountingMeter & { of(group: string): CountingMeter };

/** For what is opened and never asked. */
export const NO_METER: Meter = { request: () => undefined };

const MINUTE_SECONDS = 60;

/** A meter of a system and of its groups. `now` gives epoch ms and never runs backwards. */
export function createMeter(now: () => number): SystemMeter {
  const whole = countingMeter(now);
  const groups = new Map<string, CountingMeter>();
  return {
    ...whole,
    of(group) {
      const own = groups.get(group) ?? countingMeter(now, whole);
      groups.set(group, own);
      return own;
    },
  };
}

/** It keeps a minute in whole seconds; `whole` is told of everything too. */
function countingMeter(now: () => number, whole?: CountingMeter): CountingMeter {
  const total = none();
  const seconds = new Map<number, Counts>();
  const add = (more: Partial<Counts>): void => {
    const second = Math.floor(now() / 1_000);
    const current = seconds.get(second) ?? none();
    seconds.set(second, current);
    addTo(total, more);
    addTo(current, more);
    for (const old of seconds.keys()) if (old <= second - MINUTE_SECONDS) seconds.delete(old);
  };
  return {
    poll() {
      add({ polls: 1 });
      whole?.poll();
    },
    request(sentBytes, receivedBytes) {
      add({ requests: 1, sentBytes, receivedBytes });
      whole?.request(sentBytes, receivedBytes);
    },
    read() {
      const lastMinute = none();
      const since = Math.floor(now() / 1_000) - MINUTE_SECONDS;
      for (const [second, counts] of seconds) if (second > since) addTo(lastMinute, counts);
      return { total: { ...total }, lastMinute };
    },
  };
}

function none(): Counts {
  return { polls: 0, requests: 0, sentBytes: 0, receivedBytes: 0 };
}

function addTo(sum: Counts, { polls = 0, requests = 0, sentBytes = 0, receivedBytes = 0 }: Partial<Counts>): void {
  sum.polls += polls;
  sum.requests += requests;
  sum.sentBytes += sentBytes;
  sum.receivedBytes += receivedBytes;
}
