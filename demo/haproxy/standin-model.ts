import { type Backend, CHECK, type HealthAnswer, type Layout, type ServerState, type ServerUse } from './layout.ts';
import { NOT_READY } from './web-servers.ts';

/** What has passed through a proxy or a server since the start, by HAProxy's column names; sums are whole numbers only when printed. */
export type Counts = {
  stot: number;
  bin: number;
  bout: number;
  hrsp_2xx: number;
  hrsp_3xx: number;
  hrsp_4xx: number;
  hrsp_5xx: number;
  lbtot: number;
  rate: number;
  rate_max: number;
  scur: number;
  smax: number;
  lastUsedAt: number | null;
};

/** The last check of a server in HAProxy's own columns. */
export type ModelCheck = { status: string; code: string; durationMs: number; text: string; description: string };

export type ModelServer = {
  use: ServerUse;
  admin: ServerState;
  /** Of the configuration it is 1. */
  weight: number;
  /** HAProxy's own counter: up from `rise` on, full at `rise + fall - 1`. */
  health: number;
  /** The health page answered 404: finish what runs, take nothing new. */
  isStopping: boolean;
  check: ModelCheck | null;
  nextCheckAt: number;
  changedAt: number;
  downSince: number | null;
  downtimeMs: number;
  checksFailed: number;
  timesDown: number;
  counts: Counts;
};

export type ModelBackend = {
  spec: Backend;
  servers: ModelServer[];
  changedAt: number;
  downSince: number | null;
  downtimeMs: number;
  timesDown: number;
  counts: Counts;
};

export type Health = { answer: HealthAnswer; reason: string };

/** One balancer as numbers. `at` is the moment up to which it has been worked out, epoch ms. */
export type Model = {
  layout: Layout;
  share: number;
  startedAt: number;
  at: number;
  backends: ModelBackend[];
  frontends: Map<string, Counts>;
  /** The frontends that take no new connections. */
  paused: Set<string>;
  health: Map<string, Health>;
};

/** The health of a server whose last check passed. */
export const FULL = CHECK.rise + CHECK.fall - 1;

/** A balancer just started: every checked server is one failure away from down, as in HAProxy. */
export function createModel(layout: Layout, share: number, now: number): Model {
  const backends = layout.backends.map((spec) => ({
    spec,
    servers: spec.servers.map((use, index) => newServer(use, index, now)),
    changedAt: now,
    downSince: null,
    downtimeMs: 0,
    timesDown: 0,
    counts: noCounts(),
  }));
  const frontends = new Map(layout.frontends.map(({ name }) => [name, noCounts()]));
  return { layout, share, startedAt: now, at: now, backends, frontends, paused: new Set(), health: new Map() };
}

function noCounts(): Counts {
  return {
    stot: 0,
    bin: 0,
    bout: 0,
    hrsp_2xx: 0,
    hrsp_3xx: 0,
    hrsp_4xx: 0,
    hrsp_5xx: 0,
    lbtot: 0,
    rate: 0,
    rate_max: 0,
    scur: 0,
    smax: 0,
    lastUsedAt: null,
  };
}

function newServer(use: ServerUse, index: number, now: number): ModelServer {
  return {
    use,
    admin: use.start,
    weight: 1,
    health: CHECK.rise,
    isStopping: false,
    check: { status: 'INI', code: '', durationMs: 0, text: '', description: 'Initializing' },
    nextCheckAt: now + ((index * 700) % CHECK.intervalMs),
    changedAt: now,
    downSince: null,
    downtimeMs: 0,
    checksFailed: 0,
    timesDown: 0,
    counts: noCounts(),
  };
}

/** Changes what an operator can change. Out of maintenance a server is up at once and one failed check from down (measured on 2.6). */
export function setAdmin(model: Model, names: { backend: string; server: string }, state: ServerState): void {
  const server = serverOf(model, names);
  if (server.admin === state) return;
  if (server.admin === 'maint') Object.assign(server, { health: CHECK.rise, nextCheckAt: model.at + CHECK.intervalMs / 2 });
  Object.assign(server, { admin: state, changedAt: model.at });
}

/** The same balancer as a new process: it knows the health of nobody yet, and of what was set at run time nothing; no configuration can hold a drain. */
export function reloadModel({ layout, share, at, health }: Model): Model {
  const model = createModel(layout, share, at);
  for (const { servers } of model.backends) for (const server of servers) if (server.admin === 'drain') server.admin = 'ready';
  return { ...model, health };
}

/** Takes a checked server for down until its checks have risen again; what has no check of its own stays as it is. */
export function setModelDown(model: Model, names: { backend: string; server: string }): void {
  const server = serverOf(model, names);
  if (server.use.check === 'none' || server.use.tracks !== null || server.health === 0) return;
  Object.assign(server, { health: 0, changedAt: model.at, nextCheckAt: model.at + CHECK.intervalMs / 2 });
}

/** Throws, as the others do, in HAProxy's words where there is no such server. */
export function serverOf(model: Model, names: { backend: string; server: string }): ModelServer {
  const server = model.backends.find(({ spec }) => spec.name === names.backend)?.servers.find(({ use }) => use.name === names.server);
  if (!server) throw new Error(`No such server: ${names.backend}/${names.server}`);
  return server;
}

/** The server whose checks count for this one: itself, or the one it tracks. */
export function askedServer(model: Model, server: ModelServer): ModelServer {
  const [backend, name] = server.use.tracks?.split('/') ?? [];
  return model.backends.find(({ spec }) => spec.name === backend)?.servers.find(({ use }) => use.name === name) ?? server;
}

/** The status column of a server, by the grammar of HAProxy 2.6. */
export function statusText(model: Model, server: ModelServer): string {
  const asked = askedServer(model, server);
  if (server.admin === 'maint') return 'MAINT';
  if (asked.admin === 'maint') return `MAINT (via ${server.use.tracks})`;
  // A weight of 0 is a drain to HAProxy.
  const isDrained = server.admin === 'drain' || asked.admin === 'drain' || server.weight === 0;
  if (asked.use.check === 'none') return isDrained ? 'DRAIN' : 'no check';
  if (asked.health < CHECK.rise) return asked.health === 0 ? 'DOWN' : `DOWN ${asked.health}/${CHECK.rise}`;
  const word = asked.isStopping ? 'NOLB' : isDrained ? 'DRAIN' : 'UP';
  return asked.health === FULL ? word : `${word} ${asked.health - CHECK.rise + 1}/${CHECK.fall}`;
}

/** True when new visitors may be sent to it. */
export function isUsable(model: Model, server: ModelServer): boolean {
  return /^(UP|no check)/.test(statusText(model, server));
}

/** What a health page answers from now on, for every server of that name. */
export function setModelHealth(model: Model, name: string, answer: HealthAnswer, reason: string = NOT_READY): void {
  model.health.set(name, { answer, reason });
}
