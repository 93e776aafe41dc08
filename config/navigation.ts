/** The pages of the board, in the order of the menu; `system` is the one that a page shows. Plain data: the browser may read it. */
export const NAVIGATION: readonly { path: string; title: string; system: string | null }[] = [
  { path: '/', title: 'Overview', system: null },
  { path: '/issues', title: 'Issues', system: null },
  { path: '/timeline', title: 'Timeline', system: null },
  { path: '/haproxy', title: 'HAProxy', system: 'haproxy' },
  { path: '/sql', title: 'SQL', system: 'sql' },
  { path: '/redis', title: 'Redis', system: 'redis' },
  { path: '/elastic', title: 'Elastic', system: 'elastic' },
  { path: '/exceptions', title: 'Exceptions', system: 'exceptions' },
  { path: '/hosts', title: 'Hosts', system: null },
  { path: '/pollers', title: 'Pollers', system: null },
  { path: '/audit', title: 'Audit', system: null },
];
