import { describe, expect, test } from 'vitest';
import { at, kinds, lsn, NOW, type Said, STEP_MS, saying, sentences, witnessOf, writing } from './cluster.ts';

/** "-" for a node that has to tell nothing of bytes. */
const unwritten = (said: readonly Said[]): Said[] => saying(said, { bytes: null });
const async = {
  replica: { mode: 'asynchronous', failoverMode: 'manual' },
  database: { syncState: 'synchronizing', isCommitParticipant: false },
} as const;
const asynchronous = (said: readonly Said[]): Said[] => saying(said, async);

describe('a copy', () => {
  test.each<[what: string, a: Said[], b: Said[], expected: string[]]>([
    ['that gets what is written moves', at(30, 20, 10), at(30, 20, 10), ['ok b: moving']],
    ['that gets it a little later moves', at(30, 20, 10), at(28, 18, 8), ['ok b: moving']],
    ['of a primary that writes every other time moves', at(30, 30, 20, 20), at(30, 30, 20, 20), ['ok b: moving']],
    ['of a primary that rests, in positions and in its log file, is idle', at(10, 10, 10), at(10, 10, 10), ['ok b: idle']],
    ['of a primary that writes since a moment ago is idle until it was asked later', at(30, 10, 10), at(10, 10, 10), ['ok b: idle']],
    ['of a primary whose log bytes are not read is not proved idle', unwritten(at(10, 10, 10)), at(10, 10, 10), ['unknown b: not known']],
    ['that says HEALTHY and gets nothing is stuck', at(40, 30, 20, 10), at(10, 10, 10, 10), ['critical b: stuck']],
    ['that stopped is stuck when the primary had more in two readings', at(40, 30, 20, 10), at(20, 20, 20, 10), ['critical b: stuck']],
    ['is stuck though no bytes are read', unwritten(at(40, 30, 20, 10)), unwritten(at(10, 10, 10, 10)), ['critical b: stuck']],
    ['that moves again is not stuck', at(50, 40, 30, 20), at(30, 10, 10, 10), ['ok b: moving']],
    [
      'that has less than a primary that rests, for two intervals, stands still',
      at(20, 20, 20),
      at(10, 10, 10),
      ['warning b: standing still'],
    ],
    [
      'that has less than a primary that rests, and moved before, is not judged yet',
      at(20, 20, 20),
      at(10, 10, 5),
      ['unknown b: not known'],
    ],
    ['that has less and was read twice is not known', at(20, 20), at(10, 10), ['unknown b: not known']],
    ['that catches up with a primary that rests moves', at(40, 40, 40), at(40, 30, 20), ['ok b: idle']],
    ['that moves and has less than all that is kept is not known to be near', at(90, 80, 70), at(30, 20, 10), ['unknown b: not known']],
    ['that was read once is not known', at(20, 10), at(20), ['unknown b: not known']],
    ['of a primary that was read once is not known', at(20), at(20, 10), ['unknown b: not known']],
  ])('%s', (_, a, b, expected) => expect(kinds(witnessOf({ a, b }))).toEqual(expected));

  test('that is not read is not known and never well', () => {
    const group = { replicas: [] };
    expect(kinds(witnessOf({ a: saying(at(30, 20, 10), { group }), b: [] })).some((kind) => kind.startsWith('ok'))).toBe(false);
  });

  test('is compared with earlier readings of the primary alone: what it was asked before proves nothing', () => {
    expect(kinds(witnessOf({ a: at(90, 10, 10), b: at(10, 10, 10) }))).toEqual(['ok b: idle']);
  });

  test.each([
    [
      'an asynchronous primary tells no last_hardened_lsn',
      asynchronous(at(30, 20, 10)).map((one) => ({ ...one, positions: { lastHardened: null } })),
    ],
    ['a synchronous one tells the least of its secondaries', at(30, 20, 10).map((one) => ({ ...one, positions: { lastHardened: '1' } }))],
  ])('is measured by the end of the log: %s', (_, a) =>
    expect(kinds(witnessOf({ a, b: asynchronous(at(30, 20, 10)) }))).toEqual(['ok b: moving']),
  );

  test('of which no end of log is told is compared by its commits', () => {
    const blind = { positions: { endOfLog: null, lastHardened: null, lastReceived: null } };
    expect(kinds(witnessOf({ a: saying(at(10, 10, 10), blind), b: saying(at(10, 10, 10), blind) }))).toEqual(['ok b: idle']);
  });

  test.each([-1, 1])(
    'at rest that calls another block hardened than its primary calls the end is idle, by the ends of both (%s)',
    (apart) => {
      const b = at(10, 10, 10).map((one) => ({ ...one, positions: { lastHardened: lsn(10 + apart), lastReceived: lsn(10 + apart) } }));
      expect(kinds(witnessOf({ a: at(10, 10, 10), b }))).toEqual(['ok b: idle']);
    },
  );

  test('of which nothing is told is not known', () => {
    const silent = (): Said[] => [1, 2, 3].map(() => ({ at: null, bytes: 5 }));
    expect(kinds(witnessOf({ a: silent(), b: silent() }))).toEqual(['unknown b: not known']);
  });

  test('that is suspended is said so, with what was written meanwhile, and nothing clears it', () => {
    const suspended = { isSuspended: true, suspendReason: 'suspend from user', syncState: 'not synchronizing', lagSeconds: 0 } as const;
    const findings = witnessOf({ a: at(40, 30, 20, 10), b: saying(at(10, 10, 10, 10), { database: suspended }) });
    expect(kinds(findings)).toEqual(['warning b: suspended']);
    expect(sentences(findings)).toMatch(/StackOverflow is suspended \(by user\); a wrote 30 kB/);
    expect(kinds(witnessOf({ a: at(10, 10, 10), b: saying(at(10, 10, 10), { database: suspended }) }))).toEqual(['warning b: suspended']);
    expect(kinds(witnessOf({ a: at(30, 20, 10), b: saying(at(30, 20, 10), { database: suspended }) }))).toEqual(['warning b: suspended']);
  });

  test('whose database is suspended at the primary, or by the system, is said so too', () => {
    const database = { isSuspended: true, suspendReason: 'suspend from redo' };
    expect(kinds(witnessOf({ a: saying(at(20, 10), { database }), b: at(10, 10) }))).toEqual(['critical b: suspended']);
  });

  test('that has not joined, or is not there in two readings, is no copy yet', () => {
    expect(kinds(witnessOf({ a: at(20, 10), b: saying(at(1, 1), { database: { isJoined: false } }) }))).toEqual(['warning b: seeding']);
    const none = { group: { databases: [] } };
    const findings = witnessOf({ a: at(30, 20, 10), b: saying(at(1, 1), none) });
    expect(kinds(findings)).toEqual(['warning b: seeding']);
    expect(findings[0]?.rows).toEqual([{ node: 'b', row: 'ag/SO_AG' }]);
    expect(kinds(witnessOf({ a: at(30, 20, 10), b: [...saying(at(1), none), ...at(1)] }))).toEqual([]);
  });

  test('is not asked for data where it is there for the configuration alone', () => {
    const b = saying(at(1, 1), { group: { databases: [] }, replica: { mode: 'configuration only' } });
    expect(kinds(witnessOf({ a: at(20, 10), b }))).toEqual([]);
  });

  test.each<[limits: { behindWarningSeconds?: number; behindCriticalSeconds?: number }, expected: string]>([
    [{ behindWarningSeconds: 11 }, 'ok b: moving'],
    [{ behindWarningSeconds: 10 }, 'warning b: behind'],
    [{ behindWarningSeconds: 5, behindCriticalSeconds: 10 }, 'critical b: behind'],
    [{}, 'ok b: moving'],
  ])('that lacks what its primary had 10 s ago, at limits %j: %s', (limits, expected) => {
    expect(kinds(witnessOf({ a: at(40, 30, 20, 10), b: asynchronous(at(20, 15, 12, 10)) }, { limits }))).toEqual([expected]);
  });

  test('that is far behind, moves and is asynchronous, is told how far at least', () => {
    const findings = witnessOf({ a: at(90, 80, 70), b: asynchronous(at(30, 20, 10)) }, { limits: { behindWarningSeconds: 15 } });
    expect(sentences(findings)).toBe('b: StackOverflow is behind a, by at least 20s: the warning limit is 15 s');
  });
});

describe('a stuck copy', () => {
  const stuck = { a: at(40, 30, 20, 10), b: at(20, 20, 20, 10) };

  test('is told with since when, where both are, and what was written meanwhile', () => {
    const [finding] = witnessOf(stuck);
    expect(finding?.judged.since).toBe(NOW - STEP_MS);
    expect(sentences(witnessOf(stuck))).toMatch(
      /StackOverflow stands at 27841:20:1 for at least 10s while a is at 27841:40:1, 10 kB written to its log meanwhile/,
    );
    expect(finding?.rows).toEqual([{ node: 'b', row: 'ag/SO_AG/StackOverflow' }]);
  });

  test('is not known since when, where it was never seen otherwise', () => {
    expect(witnessOf({ a: at(50, 40, 30), b: at(10, 10, 10) })[0]?.judged.since).toBeNull();
  });

  test('is red two intervals after its last move, and not after one', () => {
    expect(kinds(witnessOf({ a: at(30, 20, 10), b: at(20, 20, 10) }))).toEqual(['ok b: moving']);
    expect(kinds(witnessOf(stuck))).toEqual(['critical b: stuck']);
  });

  test('that was asked four times in a second is not judged by that', () => {
    expect(kinds(witnessOf(stuck, { stepMs: 250 }))).not.toContain('critical b: stuck');
  });

  test('stays stuck while the primary rests, until it moves or has everything', () => {
    const standing = [`stuck aaaaaaaa-0000-0000-0000-000000000001 b`];
    const rests = { a: at(50, 50, 50), b: at(10, 10, 10) };
    expect(kinds(witnessOf(rests))).toEqual(['warning b: standing still']);
    expect(kinds(witnessOf(rests, { standing }))).toEqual(['critical b: stuck']);
    expect(kinds(witnessOf({ ...rests, b: at(20, 10, 10) }, { standing }))).toEqual(['unknown b: not known']);
    expect(kinds(witnessOf({ ...rests, b: at(50, 50, 10) }, { standing }))).toEqual(['ok b: idle']);
  });

  test('is proved by the log files alone where positions are not told', () => {
    const blind = (said: readonly Said[]): Said[] => said.map(({ bytes }) => ({ at: null, bytes }));
    expect(kinds(witnessOf({ a: blind(at(40, 30, 20, 10)), b: blind(at(10, 10, 10, 10)) }))).toEqual(['critical b: stuck']);
  });

  test('is one finding with all databases of the replica in it, also of 300', () => {
    const databases = Array.from({ length: 300 }, (_, index) => `Db${index}`);
    const findings = witnessOf(stuck, { databases });
    expect(kinds(findings)).toEqual(['critical b: stuck']);
    expect(findings[0]?.rows).toHaveLength(300);
    expect(sentences(findings)).toMatch(/all 300 databases get nothing/);
  });
});

describe('a frozen view', () => {
  const still = at(10, 10, 10, 10);

  test('of the primary is critical whatever health says, and nothing is compared with it', () => {
    expect(kinds(witnessOf({ a: writing(still, 400, 300, 200, 100), b: writing(still, 400, 300, 200, 100) }))).toEqual([
      'critical a: frozen',
      'critical b: frozen',
    ]);
    expect(kinds(witnessOf({ a: writing(still, 400, 300, 200, 100), b: at(10, 10, 10) }))).toEqual([
      'critical a: frozen',
      'critical b: stuck',
    ]);
    expect(kinds(witnessOf({ a: writing(still, 400, 300, 200, 100), b: at(13, 12, 11) }))).toEqual([
      'critical a: frozen',
      'unknown b: not known',
    ]);
  });

  test('of a copy is critical, and is told with what was written to its log', () => {
    const findings = witnessOf({ a: at(40, 30, 20, 10), b: writing(still, 4_000, 3_000, 2_000, 1_000) });
    expect(kinds(findings)).toEqual(['critical b: frozen']);
    expect(sentences(findings)).toMatch(/StackOverflow no longer changes, in any position, while 3.0 kB were written/);
  });

  test('is not what a log that rests looks like, nor one write at the edge of the readings', () => {
    expect(kinds(witnessOf({ a: still, b: still }))).toEqual(['ok b: idle']);
    const once = witnessOf({ a: writing(still, 200, 100, 100, 100), b: still });
    expect(kinds(once)).toEqual(['unknown b: not known']);
    expect(kinds(witnessOf({ a: still, b: writing(still, 200, 100, 100, 100) }))).not.toContain('critical b: frozen');
  });

  test('of a copy is proved by two readings where the primary had more in both, and is never called moving before that', () => {
    const b = writing(at(20, 20, 10), 3_000, 2_000, 1_000);
    expect(kinds(witnessOf({ a: at(40, 30, 20, 10), b }))).toEqual(['critical b: frozen']);
    const larger = b.map((one, index) => ({ ...one, logBytes: index === 0 ? 2e9 : 1e9 }));
    const doubted = witnessOf({ a: at(40, 30, 20, 10), b: larger });
    expect(kinds(doubted)).toEqual(['unknown b: not known']);
    expect(sentences(doubted)).toMatch(/one more reading tells whether its view is frozen/);
    expect(kinds(witnessOf({ a: at(40, 20, 15, 10), b }))).toEqual(['ok b: moving']);
  });

  test('of a copy that froze between two readings is red with the second interval after it', () => {
    expect(kinds(witnessOf({ a: at(30, 20, 10), b: writing(at(15, 15, 10), 3_000, 2_000, 1_000) }))).toEqual(['critical b: frozen']);
  });

  test('is proved by three readings, two intervals after the first that stands', () => {
    expect(kinds(witnessOf({ a: writing(at(10, 10), 200, 100), b: at(10, 10) }))).not.toContain('critical a: frozen');
    expect(kinds(witnessOf({ a: writing(at(10, 10, 10, 5), 300, 200, 100, 50), b: at(10, 10, 10, 5) }))).toContain('critical a: frozen');
  });

  test('stays frozen while the log rests, as long as nothing in it moves and the primary has more', () => {
    const standing = ['frozen aaaaaaaa-0000-0000-0000-000000000001 b'];
    const rests = { a: at(50, 50, 50), b: writing(at(10, 10, 10), 900, 900, 900) };
    expect(kinds(witnessOf(rests, { standing }))).toEqual(['critical b: frozen']);
    expect(kinds(witnessOf({ ...rests, b: at(50, 50, 10) }, { standing }))).toEqual(['ok b: idle']);
  });

  test('proves no rest of the other databases of that node, nor of their copies', () => {
    const databases = ['So', 'Old'];
    const old = (said: readonly Said[]): Said[] => saying(said, { resting: ['Old'] });
    const of = (a: readonly Said[], b: readonly Said[]): string[] => kinds(witnessOf({ a: old(a), b: old(b) }, { databases }));
    expect(of(still, still)).toEqual(['ok b: idle']);
    expect(of(at(40, 30, 20, 10), at(40, 30, 20, 10))).toEqual(['ok b: idle', 'ok b: moving']);
    expect(of(writing(still, 400, 300, 200, 100), at(13, 12, 11, 10))).toEqual(['critical a: frozen', 'unknown b: not known']);
    expect(of(at(40, 30, 20, 10), writing(still, 400, 300, 200, 100))).toEqual(['critical b: frozen', 'unknown b: not known']);
  });

  test('of a primary stays frozen while its log rests, as long as nothing in it moves and a copy had more', () => {
    const standing = ['frozen aaaaaaaa-0000-0000-0000-000000000001 a'];
    const rests = { a: writing(still, 400, 400, 400, 400), b: at(40, 40, 40, 40) };
    expect(kinds(witnessOf(rests))).toEqual(['unknown a: not known', 'unknown b: not known']);
    expect(kinds(witnessOf(rests, { standing }))).toEqual(['critical a: frozen', 'unknown b: not known']);
    expect(kinds(witnessOf({ a: at(40, 40, 10, 10), b: at(40, 40, 40, 40) }, { standing }))).not.toContain('critical a: frozen');
    expect(kinds(witnessOf({ a: still, b: still }, { standing }))).toEqual(['ok b: idle']);
  });

  test('without log bytes is not taken for rest, though every health is green', () => {
    expect(kinds(witnessOf({ a: unwritten(still), b: unwritten(still) }))).toEqual(['unknown b: not known']);
  });

  test('of a primary that its copy is ahead of is not known, and never well', () => {
    const findings = witnessOf({ a: unwritten(at(10, 10, 10)), b: unwritten(at(40, 30, 20)) });
    expect(kinds(findings)).toEqual(['unknown a: not known', 'unknown b: not known']);
    expect(sentences(findings)).toMatch(/a: StackOverflow: not known whether what it says of itself is so: b had more of it before/);
  });
});

describe('what happens meanwhile', () => {
  test('a restart of a server, whose bytes begin anew, is no rest and no growth', () => {
    expect(kinds(witnessOf({ a: writing(at(10, 10, 10), 5, 900, 900), b: at(10, 10, 10) }))).toEqual(['unknown b: not known']);
    expect(kinds(witnessOf({ a: at(40, 30, 20, 10), b: writing(at(10, 10, 10, 10), 7, 7, 7, 900) }))).toEqual(['critical b: stuck']);
  });

  test('a failover in the middle begins the comparison anew', () => {
    const was = (role: 'primary' | 'secondary', said: readonly Said[]): Said[] =>
      saying(said, { replica: { role }, group: { primaryReplica: 'SQL-B' } });
    const a = [...was('secondary', at(40)), ...was('primary', at(30, 20))];
    const b = [...was('primary', at(40)), ...was('secondary', at(30, 20))];
    expect(kinds(witnessOf({ a, b }))).toEqual(['unknown a: not known']);
    const later = { a: [...was('secondary', at(50, 45)), ...a], b: [...was('primary', at(50, 45)), ...b] };
    expect(kinds(witnessOf(later))).toEqual(['ok a: moving']);
  });

  test('a log that fell back, as by a restore, is compared from there on', () => {
    expect(kinds(witnessOf({ a: at(30, 20, 900, 900), b: at(30, 20, 900, 900) }))).toEqual(['ok b: moving']);
  });

  test('a missed poll makes the gap longer and nothing else', () => {
    expect(kinds(witnessOf({ a: at(40, 30, 10), b: at(40, 30, 10) }, { stepMs: 25_000 }))).toEqual(['ok b: moving']);
  });

  test("a jump of a node's clock changes nothing: its stamps are not compared", () => {
    const jumped = at(30, 20, 10).map((one, index) => ({ ...one, positions: { lastCommitAt: index === 0 ? NOW - 86_400_000 : NOW } }));
    expect(kinds(witnessOf({ a: jumped, b: at(30, 20, 10) }))).toEqual(['ok b: moving']);
  });

  test('a version without the lag column is judged the same', () => {
    const database = { lagSeconds: null };
    expect(kinds(witnessOf({ a: saying(at(40, 30, 20, 10), { database }), b: saying(at(10, 10, 10, 10), { database }) }))).toEqual([
      'critical b: stuck',
    ]);
  });

  test('what is well is told in the same words from poll to poll', () => {
    const [moving, later] = [witnessOf({ a: at(30, 20, 10), b: at(30, 20, 10) }), witnessOf({ a: at(99, 88, 77), b: at(99, 88, 77) })];
    expect(later).toEqual(moving);
    expect(witnessOf({ a: at(99, 99, 99), b: at(99, 99, 99) })).toEqual(witnessOf({ a: at(5, 5, 5), b: at(5, 5, 5) }));
  });
});
