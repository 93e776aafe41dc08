import { checkWhenDue, noteBackend } from './standin-checks.ts';
import { countStep } from './standin-counts.ts';
import type { Model } from './standin-model.ts';
import { wave } from './wave.ts';

const STEP_MS = 500;
/** A model that nobody looked at for long is not worked out second by second. */
const MOST_STEPS = 2_400;

/** Lets time pass up to `now` (epoch ms): checks, then traffic, in steps of half a second. */
export function advance(model: Model, now: number): void {
  model.at = Math.max(model.at, now - MOST_STEPS * STEP_MS);
  for (; model.at + STEP_MS <= now; model.at += STEP_MS) {
    for (const backend of model.backends) for (const server of backend.servers) checkWhenDue(model, backend, server);
    for (const backend of model.backends) noteBackend(model, backend);
    for (const counts of model.frontends.values()) Object.assign(counts, { rate: 0, scur: 0 });
    const busy = wave((model.at - model.startedAt) / 1000) * model.share;
    for (const backend of model.backends) countStep(model, backend, { busy, seconds: STEP_MS / 1000 });
  }
}
