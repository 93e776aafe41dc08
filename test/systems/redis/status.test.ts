import { describe, expect, test } from 'vitest';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import type { RedisLimits } from '#lib/systems/redis/config-limits.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';
import { judgeRedis } from '#lib/systems/redis/status.ts';
import { subjectOf } from '#lib/systems/redis/subject.ts';
import { changed, NOW, readCapture, settings, windowOf } from './hand-made.ts';

const OFF = { silenceWarningSeconds: null, silenceCriticalSeconds: null };

describe('captures are judged by the word of the node alone', () => {
  test.each<[name: string, status: string, reason: RegExp]>([
    ['master', 'ok', /^master, names 2 replicas$/],
    ['replica-with-replica', 'ok', /^replica of 127\.0\.0\.1:16379, link up$/],
    ['link-refused', 'critical', /link to its master 127\.0\.0\.1:16499 is down \(connect\)$/],
    ['link-handshake', 'critical', /is down \(handshake\)$/],
    ['link-down-upstream', 'critical', /link to its master 127\.0\.0\.1:16380 is down/],
    ['sync-waiting', 'critical', /was not up since it was told this master/],
    ['sync-from-disk', 'warning', /copying all data .* 1\.6 MB of 7\.0 MB read/],
    ['sync-diskless', 'warning', /copying all data .*, 1\.2 MB read/],
    [
      'link-silent',
      'warning',
      /heard nothing from its master 127\.0\.0\.1:16481 for 30 s, though the link counts as up: the warning limit is 15 s/,
    ],
    ['master-frozen', 'warning', /for 18 s/],
    ['acks-blocked', 'ok', /link up/],
    // One reading of a paused replica proves nothing: it may be about to carry out what it has read.
    ['replica-paused', 'ok', /link up/],
    // What a master says of its replicas is hearsay: one that it calls frozen does not change it.
    ['replica-frozen-by-master', 'ok', /master, names 2 replicas/],
    ['sync-loop-by-master', 'ok', /master/],
  ])('%s is %s', (name, status, reason) => {
    const { judged, rows } = judgeRedis(windowOf(readCapture(name)), settings());
    expect(judged).toMatchObject({ status, reason: expect.stringMatching(reason) });
    expect(rows).toMatchObject([{ id: 'server', judged }]);
  });
});

describe('since when a link is down', () => {
  test('is the word of the replica, to the second', () => {
    expect(judgeRedis(windowOf(readCapture('link-handshake')), settings()).judged.since).toBe(NOW - 24_000);
  });

  test('is not known where it was never up', () => {
    expect(judgeRedis(windowOf(readCapture('sync-waiting')), settings()).judged.since).toBeNull();
  });
});

describe('a replica that carries nothing out', () => {
  const paused = (read: number) => changed('replica-paused', { slave_read_repl_offset: String(150_807_552 + read) });

  test('is critical once three readings say so', () => {
    expect(judgeRedis(windowOf(paused(2_000), paused(1_000)), settings()).judged.status).toBe('ok');
    expect(judgeRedis(windowOf(paused(2_000), paused(1_000), paused(0)), settings()).judged).toMatchObject({
      status: 'critical',
      reason: expect.stringMatching(/carries none of it out: 1\.9 MB wait/),
    });
  });

  test('is not critical by three readings in less than two seconds', () => {
    const soon = windowOf(paused(2_000), paused(1_000), paused(0)).map((reading, at) => ({ ...reading, observedAt: NOW - at * 999 }));
    expect(judgeRedis(soon, settings()).judged.status).toBe('ok');
  });

  test('is well while it carries anything out', () => {
    const moving = changed('replica-paused', { slave_repl_offset: '148930099' });
    expect(judgeRedis(windowOf(paused(2_000), moving, paused(0)), settings()).judged.status).toBe('ok');
  });
});

describe('what a node says of itself', () => {
  test.each<[what: string, fields: Record<string, string>, limits: Partial<RedisLimits>, judged: [status: string, reason: RegExp]]>([
    [
      'nearly full',
      { used_memory: '4000000000' },
      {},
      ['warning', /4\.0 GB of 4\.3 GB of memory, 93\.1 %: the warning limit is 90 %; writes are refused/],
    ],
    ['full', { used_memory: '4294967296' }, {}, ['critical', /100 %: the critical limit is 98 %/]],
    ['full, and may evict any key', { used_memory: '4294967296', maxmemory_policy: 'allkeys-lru' }, {}, ['ok', /^master/]],
    [
      'full, and may evict some keys',
      { used_memory: '4294967296', maxmemory_policy: 'volatile-lru' },
      {},
      ['critical', /only keys that expire/],
    ],
    ['full without a limit', { maxmemory: '0' }, {}, ['ok', /^master/]],
    ['full, not judged', { used_memory: '4294967296' }, { memoryWarningRatio: null, memoryCriticalRatio: null }, ['ok', /^master/]],
    ['loading', { loading: '1' }, {}, ['critical', /^loading its data from disk: commands are refused/]],
    ['loading beside what it had', { async_loading: '1' }, {}, ['warning', /answers with what it had before/]],
    ['not saved', { rdb_last_bgsave_status: 'err' }, {}, ['critical', /last save to disk \(RDB\) failed/]],
    ['not written', { aof_enabled: '1', aof_last_write_status: 'err' }, {}, ['critical', /append-only file \(AOF\) failed/]],
    ['not written, not enabled', { aof_last_write_status: 'err' }, {}, ['ok', /^master/]],
    ['not rewritten', { aof_enabled: '1', aof_last_bgrewrite_status: 'err' }, {}, ['warning', /last rewrite/]],
    ['many clients', { connected_clients: '9500' }, {}, ['warning', /9,500 clients of at most 10,000, 95 %: the warning limit is 90 %/]],
    ['blocked clients', { blocked_clients: '7' }, {}, ['ok', /^master/]],
    ['too many blocked clients', { blocked_clients: '7' }, { blockedWarning: 5 }, ['warning', /7 blocked clients: the warning limit is 5/]],
  ])('%s', (_, fields, limits, [status, reason]) => {
    expect(judgeRedis(windowOf(changed('master', fields)), settings(limits)).judged).toMatchObject({
      status,
      reason: expect.stringMatching(reason),
    });
  });

  test('the worst is said first, and nothing is left out', () => {
    const { judged } = judgeRedis(windowOf(changed('master', { connected_clients: '9500', rdb_last_bgsave_status: 'err' })), settings());
    expect(judged).toMatchObject({ status: 'critical', reason: expect.stringMatching(/^the last save.*; 9,500 clients/) });
  });

  test('a silent link is critical from the critical limit on, and ok where neither is set', () => {
    const silent = changed('link-silent', { master_last_io_seconds_ago: '61' });
    expect(judgeRedis(windowOf(silent), settings()).judged.status).toBe('critical');
    expect(judgeRedis(windowOf(silent), settings(OFF)).judged.status).toBe('ok');
  });
});

describe('the databases of a node', () => {
  const of = (...databases: RedisSettings['databases']) => {
    const view = judgeRedis(windowOf(changed('master', {})), { ...settings(), databases }).rows[0]?.value as RedisView;
    return view.databases;
  };

  test('have the titles of the configuration; one that it names and the node does not holds no key', () => {
    const [core, other] = of();
    expect([core, other]).toMatchObject([
      { name: 'db0', title: null, keys: 102_808 },
      { name: 'db4', title: null },
    ]);
    expect(of({ index: 0, title: 'Core' }, { index: 1, title: 'Jobs' })).toEqual([
      { ...core, title: 'Core' },
      { name: 'db1', title: 'Jobs', keys: 0, expires: 0, averageTtlMs: null },
      other,
    ]);
  });
});

describe('over the readings that are kept', () => {
  const at = (fields: Record<string, string>) => changed('master', fields);
  const viewOf = (...answers: ReturnType<typeof at>[]) => judgeRedis(windowOf(...answers), settings()).rows[0]?.value as RedisView;

  test('rejected connections are a warning for as long as they are in it', () => {
    const window = windowOf(at({ rejected_connections: '3' }), at({ rejected_connections: '3' }), at({ rejected_connections: '0' }));
    expect(judgeRedis(window, settings()).judged.reason).toBe(
      '3 connections rejected in the last 10s (maxclients 10,000): the warning limit is 1',
    );
    expect(judgeRedis(window.slice(0, 2), settings()).judged.status).toBe('ok');
    expect(judgeRedis(window, settings({ rejectedWarning: null })).judged.status).toBe('ok');
  });

  test('hits, evictions and what is written are counted', () => {
    const before = at({ keyspace_hits: '100', keyspace_misses: '0', evicted_keys: '0', master_repl_offset: '1000' });
    const after = at({ keyspace_hits: '130', keyspace_misses: '10', evicted_keys: '50', master_repl_offset: '6000' });
    expect(viewOf(after, before)).toMatchObject({ hitRatio: 0.75, evictedPerSecond: 10, offsetPerSecond: 1000, rejected: { count: 0 } });
  });

  test.each([
    ['with one reading', [at({})]],
    ['after a restart', [at({ run_id: 'other' }), at({})]],
    ['after the counters were cleared', [at({ keyspace_hits: '1' }), at({ keyspace_hits: '2' })]],
  ])('there are no rates %s', (_, answers) => {
    expect(viewOf(...answers)).toMatchObject({ hitRatio: null, evictedPerSecond: null, offsetPerSecond: null, rejected: null });
  });

  test('no read is no hit rate, and not 0 %', () => {
    const same = at({ keyspace_hits: '5', keyspace_misses: '5' });
    expect(viewOf(same, same).hitRatio).toBeNull();
  });
});

test('a replica waits for its master alone only where nothing else is wrong with it', () => {
  const needsOf = (over: Record<string, string>) => {
    const [row] = judgeRedis(windowOf(changed('link-refused', over)), settings()).rows;
    // The rows of Redis are views of it.
    return row ? subjectOf(row.value as RedisView).needs : undefined;
  };
  expect([needsOf({}), needsOf({ rdb_last_bgsave_status: 'err' })]).toEqual(['127.0.0.1:16499', null]);
});
