import type { RowKind } from '#lib/systems/haproxy/model.ts';

/** The captures with what is in them: rows by kind, the servers that are not plainly up, and how many columns are figures. */
export const CAPTURES: [name: string, rows: Record<RowKind, number>, states: string, columns: number][] = [
  [
    '1.4.6',
    { frontend: 4, backend: 4, server: 11, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 MAINT, api2 NOLB, api4 MAINT, api5 MAINT(via), api6 no check',
    45,
  ],
  [
    '1.5.0',
    { frontend: 4, backend: 4, server: 12, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, web6 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN',
    54,
  ],
  [
    '1.7.0',
    { frontend: 4, backend: 4, server: 12, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent)',
    68,
  ],
  [
    '1.9.0',
    { frontend: 4, backend: 5, server: 14, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent), dyn2 MAINT (resolution), dyn4 MAINT',
    73,
  ],
  [
    '2.2.0',
    { frontend: 4, backend: 5, server: 14, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent), dyn2 MAINT (resolution), dyn4 MAINT',
    84,
  ],
  [
    '2.6.12',
    { frontend: 4, backend: 5, server: 14, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent), dyn2 MAINT (resolution), dyn4 MAINT',
    112,
  ],
  [
    '2.8.0',
    { frontend: 4, backend: 5, server: 14, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent), dyn2 MAINT (resolution), dyn4 MAINT',
    118,
  ],
  [
    '3.0.0',
    { frontend: 4, backend: 5, server: 14, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent), dyn2 MAINT (resolution), dyn4 MAINT',
    118,
  ],
  [
    '3.2.0',
    { frontend: 4, backend: 5, server: 14, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent), dyn2 MAINT (resolution), dyn4 MAINT',
    118,
  ],
  [
    '3.4.0',
    { frontend: 4, backend: 5, server: 14, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, api3 DRAIN (agent), dyn2 MAINT (resolution), dyn4 MAINT',
    123,
  ],
  [
    'all-states',
    { frontend: 7, backend: 12, server: 21, listener: 0 },
    'web2 UP 1/3, web3 DOWN 1/2, web4 DRAIN, api2 NOLB, api3 DRAIN (agent), api4 MAINT, api5 MAINT (via be_api/api4), api6 no check, dyn2 MAINT (resolution), dyn3 DOWN (agent), dyn4 MAINT, ref1 no check, hole1 no check, q1 no check',
    112,
  ],
  [
    'backend-down',
    { frontend: 8, backend: 17, server: 30, listener: 3 },
    'web1 DOWN, web2 DOWN, web3 DOWN, web4 DOWN, web5 DOWN, web6 DOWN, api6 no check, dyn4 MAINT, ref1 no check, hole1 no check, q1 no check, slow1 DOWN, slow2 DOWN, ad1 DOWN, ad2 DOWN, ad3 DOWN, tc1 DOWN, mq2 MAINT',
    112,
  ],
  [
    'drain-and-nolb-going-down',
    { frontend: 8, backend: 17, server: 30, listener: 3 },
    'web1 DRAIN 2/3, web2 DOWN, api2 NOLB 2/3, api6 no check, dyn4 MAINT, ref1 no check, hole1 no check, q1 no check, slow1 DOWN, slow2 DOWN, ad1 DOWN, ad2 DOWN, ad3 DOWN, tc1 DOWN, mq2 MAINT',
    112,
  ],
  [
    'drained-and-down',
    { frontend: 8, backend: 17, server: 30, listener: 3 },
    'web1 DRAIN 1/3, web2 DOWN, api2 NOLB 1/3, api6 no check, dyn4 MAINT, ref1 no check, hole1 no check, q1 no check, slow1 DOWN, slow2 DOWN, ad1 DOWN, ad2 DOWN, ad3 DOWN, tc1 DOWN, mq2 MAINT',
    112,
  ],
  [
    'frontend-paused-full-and-queues',
    { frontend: 8, backend: 17, server: 30, listener: 3 },
    'web1 DRAIN 1/3, web2 DOWN, api2 NOLB 1/3, api6 no check, dyn4 MAINT, ref1 no check, hole1 no check, q1 no check, ad1 DOWN, ad2 DOWN, ad3 DOWN, tc1 DOWN, mq2 MAINT',
    112,
  ],
  [
    'odd-text',
    { frontend: 8, backend: 19, server: 34, listener: 3 },
    'web2 DOWN, api2 NOLB, api3 DRAIN (agent), api6 no check, dyn2 MAINT (resolution), dyn4 MAINT, ref1 no check, hole1 no check, q1 no check, slow2 DOWN, ad1 DOWN, ad2 DOWN, ad3 DOWN, tc1 DOWN, mq2 MAINT, rd1 no check, rd2 no check, odd1 DOWN',
    112,
  ],
];
