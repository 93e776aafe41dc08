import { BASE, type Layout, type ServerUse, use } from './layout.ts';

/** The second data centre, which stands by: its visitors are the few who are sent there to see that it works. */

const web = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `co-web${String(first + index).padStart(2, '0')}`);

/** Every machine behind the balancers of Colorado. */
export const COLORADO_MACHINES = web(1, 11);

const tracking = (backend: string, names: string[]): ServerUse[] => names.map((name) => use(name, { tracks: `${backend}/${name}` }));

/** What stands behind the balancers of Colorado. */
export const COLORADO: Layout = {
  frontends: [{ name: 'fe_public', mode: 'http', sessionsLimit: 2_000, backends: ['be_stackoverflow', 'be_api', 'be_meta'] }],
  backends: [
    {
      ...BASE,
      name: 'be_stackoverflow',
      path: '/questions',
      requestsPerSecond: 0.5,
      latencyMs: 23,
      answerBytes: 24_000,
      servers: web(1, 9).map((name) => use(name)),
    },
    {
      ...BASE,
      name: 'be_api',
      path: '/api',
      requestsPerSecond: 0.2,
      latencyMs: 9,
      answerBytes: 3_000,
      servers: tracking('be_stackoverflow', web(1, 9)),
    },
    {
      ...BASE,
      name: 'be_meta',
      sessionsLimit: 20,
      path: '/meta',
      requestsPerSecond: 0.1,
      latencyMs: 38,
      answerBytes: 21_000,
      servers: web(10, 11).map((name) => use(name)),
    },
  ],
};
