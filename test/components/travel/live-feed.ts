import type { Feed } from '#components/feed/feed.ts';
import { NO_ATTENTION } from '#lib/attention/attention.ts';
import { MOMENT, probe } from '../estate.ts';

const PROBES = [probe({}, 'of-now')];
const ROWS = {};
const NONE: never[] = [];
const LIVE = { state: 'live' } as const;

/** A feed of now that is heard, and of which nothing changes. */
export const LIVE_FEED: Feed = {
  subscribe: () => () => {},
  probes: () => PROBES,
  rows: () => NONE,
  allRows: () => ROWS,
  marks: () => NONE,
  findings: () => NONE,
  events: () => NONE,
  attention: () => NO_ATTENTION,
  timers: () => NONE,
  hosts: () => NONE,
  build: () => 'build-1',
  boot: () => 'boot-1',
  heardAt: () => MOMENT.now,
  moment: () => MOMENT,
  link: () => LIVE,
};
