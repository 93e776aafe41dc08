import { LAYOUT, type Layout, MACHINES } from './haproxy/layout.ts';
import { COLORADO, COLORADO_MACHINES } from './haproxy/layout-colorado.ts';

/** `share` is its part of the traffic: 1 is the rates of the layout, 0 stands by. */
type TierBalancer = { name: string; share: number };

/** The balancers of one data centre and what stands behind them. `place` tags its machines; those of `isReloadable` have a master process. */
export type Tier = {
  name: string;
  title: string;
  place: 'ny' | 'co';
  tags: string[];
  notes: string[];
  layout: Layout;
  machines: string[];
  isReloadable: boolean;
  balancers: TierBalancer[];
};

export const TIERS: readonly Tier[] = [
  {
    ...{ name: 'web', title: 'Public', place: 'ny', tags: ['t1'], layout: LAYOUT, machines: MACHINES, isReloadable: false },
    notes: [
      '**Owner:** the demo, **on call:** nobody',
      '',
      '1. One balancer silent: the other takes all traffic. Drain nothing, wait.',
      '2. A server that fails its checks comes back by itself within a minute.',
    ],
    balancers: [
      { name: 'ny-lb05', share: 1.1 },
      { name: 'ny-lb06', share: 0.8 },
    ],
  },
  {
    ...{ name: 'colorado', title: 'Colorado', place: 'co', tags: ['standby'], isReloadable: true },
    ...{ layout: COLORADO, machines: COLORADO_MACHINES },
    notes: [
      '**Owner:** the demo, **on call:** nobody',
      '',
      '1. The second data centre: nearly nobody is sent here, co-lb02 waits for co-lb01 to fail.',
      '2. After a reload look whether a server that was out is back in rotation.',
    ],
    balancers: [
      { name: 'co-lb01', share: 1 },
      { name: 'co-lb02', share: 0 },
    ],
  },
];
