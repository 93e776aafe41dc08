import type { KeyAnalysis, KeyPrefix, KeyTally } from '#lib/systems/redis/keys/model.ts';

export const tally = (keys: number, bytes: number, expiring = 0): KeyTally => ({ keys, bytes, expiring });

export const prefix = (segment: string, of: KeyTally, more: Partial<KeyPrefix> = {}): KeyPrefix => ({
  ...of,
  ...{ segment, isAtLeast: false, children: [], other: null, ...more },
});

/** user:<id>:cart and user:<id>:seen, session, and others. */
export const ROOT: KeyPrefix = prefix('', tally(10, 1_000, 5), {
  children: [
    prefix('session', tally(2, 100, 2)),
    prefix('user:', tally(6, 800, 3), {
      children: [
        prefix('<id>:', tally(6, 800, 3), {
          children: [prefix('cart', tally(3, 700)), prefix('seen', tally(3, 100, 3), { isAtLeast: true })],
        }),
      ],
    }),
  ],
  other: tally(2, 100),
});

export function analysis(over: Partial<KeyAnalysis> = {}): KeyAnalysis {
  return {
    from: {
      ...{ role: 'replica', version: '7.0.15', startedAt: 1_000_000, endedAt: 1_190_000, pace: 'paced', keysPerSecond: 5_000 },
      doubts: [],
    },
    ...{ stopped: null, part: 1, expected: 10, skippedDatabases: [], total: tally(10, 1_000, 5) },
    databases: [{ database: 0, isWhole: true, keysBefore: 10, keysAfter: 10, given: 10, counted: 10, gone: 0, notPermitted: 0, moved: 0 }],
    byPattern: [{ name: 'users', ...tally(6, 800, 3) }],
    noPattern: tally(4, 200, 2),
    byType: [{ name: 'hash', ...tally(10, 1_000, 5) }],
    byTtl: [{ name: 'never', ...tally(5, 500) }],
    byEncoding: [{ name: 'listpack', ...tally(10, 1_000, 5) }],
    bySize: [
      { fromBytes: 0, toBytes: 1_000, ...tally(9, 300, 5) },
      { fromBytes: 1_000, toBytes: null, ...tally(1, 700) },
    ],
    prefixes: ROOT,
    biggest: [
      {
        database: 0,
        all: [{ database: 0, name: 'user:1:cart', isCut: false, type: 'hash', encoding: 'listpack', bytes: 700, ttlMs: null }],
        byType: [
          {
            type: 'hash',
            keys: [{ database: 0, name: 'user:1:cart', isCut: false, type: 'hash', encoding: 'listpack', bytes: 700, ttlMs: null }],
          },
        ],
      },
    ],
    ...over,
  };
}
