import { SOCKETS } from './layout.ts';
import { type Counts, isUsable, type Model, type ModelBackend, type ModelServer } from './standin-model.ts';

const REQUEST_BYTES = 74;
const ERROR_BYTES = 220;

type Flow = { requests: number; perSecond: number; sessions: number; failing: number; bytesOut: number; at: number; isChosen: boolean };

/** One step of a backend's traffic: shared by the servers that may take it, or answered with 503 when there is none. */
export function countStep(model: Model, backend: ModelBackend, step: { busy: number; seconds: number }): void {
  const { requestsPerSecond, latencyMs, answerBytes, name } = backend.spec;
  const takers = takersOf(model, backend);
  const isLasting = name === SOCKETS.backend;
  const room = isLasting ? Math.max(0, SOCKETS.most - backend.counts.scur) / step.seconds : Infinity;
  const perSecond = isPaused(model, backend) ? 0 : Math.min(requestsPerSecond * step.busy, room);
  const failed = takers.filter((server) => model.health.get(server.use.name)?.answer === 503).length;
  const total: Flow = {
    requests: perSecond * step.seconds,
    perSecond,
    sessions: takers.length === 0 ? 0 : (perSecond * latencyMs) / 1000,
    failing: takers.length === 0 ? 1 : failed / takers.length,
    bytesOut: takers.length === 0 ? ERROR_BYTES : answerBytes,
    at: model.at,
    isChosen: takers.length > 0,
  };
  const weights = takers.reduce((sum, server) => sum + server.weight, 0);
  let sessions = 0;
  for (const server of backend.servers) {
    const own = takers.includes(server) ? server.weight / weights : 0;
    const failing = model.health.get(server.use.name)?.answer === 503 ? 1 : 0;
    const flow = { ...total, requests: total.requests * own, perSecond: perSecond * own, sessions: total.sessions * own, failing };
    if (isLasting) flow.sessions = server.counts.scur * (1 - (step.seconds * 1000) / SOCKETS.lifeMs) + flow.requests;
    sessions += flow.sessions;
    add(server.counts, flow);
  }
  add(backend.counts, { ...total, sessions });
  addToFrontend(model, backend, { ...total, sessions });
}

function isPaused({ layout, paused }: Model, { spec }: ModelBackend): boolean {
  const frontend = layout.frontends.find(({ backends }) => backends.includes(spec.name));
  return frontend !== undefined && paused.has(frontend.name);
}

/** Active servers first; without one the first backup takes everything. */
function takersOf(model: Model, backend: ModelBackend): ModelServer[] {
  const usable = backend.servers.filter((server) => isUsable(model, server));
  const active = usable.filter(({ use }) => !use.backup);
  return active.length > 0 ? active : usable.slice(0, 1);
}

function addToFrontend(model: Model, backend: ModelBackend, flow: Flow): void {
  const frontend = model.layout.frontends.find(({ backends }) => backends.includes(backend.spec.name));
  const counts = frontend && model.frontends.get(frontend.name);
  if (counts) add(counts, { ...flow, perSecond: counts.rate + flow.perSecond, sessions: counts.scur + flow.sessions });
}

function add(counts: Counts, flow: Flow): void {
  const good = flow.requests * (1 - flow.failing);
  counts.stot += flow.requests;
  counts.lbtot += flow.isChosen ? flow.requests : 0;
  counts.bin += flow.requests * REQUEST_BYTES;
  counts.bout += flow.requests * flow.bytesOut;
  counts.hrsp_2xx += good * 0.94;
  counts.hrsp_3xx += good * 0.045;
  counts.hrsp_4xx += good * 0.011;
  counts.hrsp_5xx += good * 0.004 + flow.requests * flow.failing;
  counts.rate = flow.perSecond;
  counts.rate_max = Math.max(counts.rate_max, flow.perSecond);
  counts.scur = flow.sessions;
  counts.smax = Math.max(counts.smax, flow.sessions);
  if (flow.requests > 0) counts.lastUsedAt = flow.at;
}
