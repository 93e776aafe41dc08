/** What stands behind the balancers of the demo, for the real HAProxy and for the stand-in alike; the "Public" tier of New York. */

/** What a web server's health page does: answers with a status, or accepts and says nothing. */
export type HealthAnswer = 200 | 404 | 503 | 'hang';

/** The administrative states of a server, in the words of HAProxy's `set server … state`. */
export type ServerState = 'ready' | 'drain' | 'maint';

/** `check`: how the balancer asks it; a server that tracks another (`backend/server`) is not asked itself. */
export type ServerUse = { name: string; backup: boolean; start: ServerState; check: 'http' | 'tcp' | 'none'; tracks: string | null };

/** Rates are the mean per balancer; `sessionsLimit` is per server, `fullAt` the sessions at which the backend counts as full. */
export type Backend = {
  name: string;
  mode: 'http' | 'tcp';
  balance: 'roundrobin' | 'leastconn';
  cookie: string | null;
  sessionsLimit: number;
  fullAt: number;
  path: string;
  requestsPerSecond: number;
  latencyMs: number;
  answerBytes: number;
  servers: ServerUse[];
};

/** The first of `backends` takes what no other one's path claims. */
export type Frontend = { name: string; mode: 'http' | 'tcp'; sessionsLimit: number; backends: string[] };

export type Layout = { frontends: Frontend[]; backends: Backend[] };

/** Checks every 2 s, so that a failing server is seen on its way down. */
export const CHECK = { intervalMs: 2_000, timeoutMs: 1_000, rise: 2, fall: 3 };

/** Websockets live so long that a drain alone does not empty their servers: `lifeMs` on average, half as long at least. `most` are open by one balancer. */
export const SOCKETS = { backend: 'be_sockets', lifeMs: 480_000, most: 40 };

const web = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `ny-web${String(first + index).padStart(2, '0')}`);

const SERVICES = ['ny-service01', 'ny-service02', 'ny-service03'];

/** Every machine behind the balancers of New York. */
export const MACHINES = [...web(1, 11), ...SERVICES];

/** A server that is in rotation from the start and is asked over HTTP, but for `change`. */
export const use = (name: string, change: Partial<ServerUse> = {}): ServerUse => ({
  name,
  backup: false,
  start: 'ready',
  check: 'http',
  tracks: null,
  ...change,
});

/** What most backends have in common. */
export const BASE = { mode: 'http', balance: 'roundrobin', cookie: null, sessionsLimit: 60, fullAt: 200 } as const;

export const LAYOUT: Layout = {
  frontends: [
    {
      name: 'fe_public',
      mode: 'http',
      sessionsLimit: 2_000,
      backends: ['be_stackoverflow', 'be_others', 'be_sockets', 'be_meta', 'be_careers'],
    },
    { name: 'fe_api', mode: 'http', sessionsLimit: 500, backends: ['be_api'] },
    { name: 'fe_tag_engine', mode: 'tcp', sessionsLimit: 200, backends: ['be_tag_engine'] },
  ],
  backends: [
    {
      ...BASE,
      name: 'be_stackoverflow',
      path: '/questions',
      requestsPerSecond: 6,
      latencyMs: 23,
      answerBytes: 24_000,
      servers: web(1, 9).map((name) => use(name)),
    },
    {
      ...BASE,
      name: 'be_others',
      path: '/sites',
      requestsPerSecond: 4,
      latencyMs: 31,
      answerBytes: 18_000,
      servers: web(1, 9).map((name) => use(name, { tracks: `be_stackoverflow/${name}` })),
    },
    {
      ...BASE,
      name: 'be_api',
      balance: 'leastconn',
      sessionsLimit: 40,
      path: '/api',
      requestsPerSecond: 3,
      latencyMs: 9,
      answerBytes: 3_000,
      servers: SERVICES.map((name) => use(name)),
    },
    {
      ...BASE,
      name: SOCKETS.backend,
      balance: 'leastconn',
      sessionsLimit: 100,
      path: '/realtime',
      requestsPerSecond: 0.5,
      latencyMs: 3,
      answerBytes: 400,
      servers: [...web(1, 3).map((name) => use(name)), use('ny-web04', { start: 'drain' })],
    },
    {
      ...BASE,
      name: 'be_meta',
      sessionsLimit: 20,
      path: '/meta',
      requestsPerSecond: 0.6,
      latencyMs: 38,
      answerBytes: 21_000,
      servers: web(10, 11).map((name) => use(name)),
    },
    {
      ...BASE,
      name: 'be_careers',
      cookie: 'SRV',
      sessionsLimit: 20,
      path: '/jobs',
      requestsPerSecond: 0.8,
      latencyMs: 64,
      answerBytes: 30_000,
      servers: [use('ny-web06'), use('ny-web07'), use('ny-web08', { start: 'maint' }), use('ny-web09', { backup: true })],
    },
    {
      ...BASE,
      name: 'be_tag_engine',
      mode: 'tcp',
      sessionsLimit: 30,
      path: '/tags',
      requestsPerSecond: 1,
      latencyMs: 5,
      answerBytes: 1_200,
      servers: SERVICES.map((name) => use(name, { check: 'tcp' })),
    },
  ],
};
