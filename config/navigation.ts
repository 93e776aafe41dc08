/** The pages of the board, in the order of the menu. Plain data: the browser may read it. */
export const NAVIGATION: readonly { path: string; title: string }[] = [
  { path: '/haproxy', title: 'HAProxy' },
  { path: '/pollers', title: 'Pollers' },
];
