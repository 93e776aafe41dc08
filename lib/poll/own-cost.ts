/** What this process takes of its machine. `cpuShare` is of one core (1.5: one and a half), over `cpuOverMs`: a minute, or less where it has not run so long; null before it can be told. */
export type OwnCost = { cpuShare: number | null; cpuOverMs: number; rssBytes: number; heapUsedBytes: number; heapTotalBytes: number };

type Sample = { atMs: number; cpuMs: number };

const SAMPLE_MS = 2_000;
const WINDOW_MS = 60_000;
/** Over less than this a share of the processor is noise. */
const LEAST_MS = 1_000;

/** Measures the process from now on. */
export function watchOwnCost(): { read(): OwnCost; stop(): void } {
  const samples: Sample[] = [takeSample()];
  const timer = setInterval(() => {
    const now = takeSample();
    samples.push(now);
    while (samples[1] && samples[1].atMs <= now.atMs - WINDOW_MS) samples.shift();
  }, SAMPLE_MS);
  timer.unref();
  return {
    read() {
      const { rss, heapUsed, heapTotal } = process.memoryUsage();
      return { ...cpuSince(samples[0], takeSample()), rssBytes: rss, heapUsedBytes: heapUsed, heapTotalBytes: heapTotal };
    },
    stop: () => clearInterval(timer),
  };
}

function cpuSince(first: Sample | undefined, now: Sample): Pick<OwnCost, 'cpuShare' | 'cpuOverMs'> {
  const overMs = first ? now.atMs - first.atMs : 0;
  if (!first || overMs < LEAST_MS) return { cpuShare: null, cpuOverMs: Math.round(overMs) };
  return { cpuShare: (now.cpuMs - first.cpuMs) / overMs, cpuOverMs: Math.round(overMs) };
}

function takeSample(): Sample {
  const { user, system } = process.cpuUsage();
  return { atMs: performance.now(), cpuMs: (user + system) / 1_000 };
}
