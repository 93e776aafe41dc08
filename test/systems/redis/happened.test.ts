import { describe, expect, test } from 'vitest';
import { happenedTo } from '#lib/systems/redis/happened.ts';
import type { RawAnswer } from '#lib/systems/redis/parse.ts';
import { changed, NOW, readCapture, windowOf } from './hand-made.ts';

const MASTER = readCapture('master');
const REPLICA = readCapture('replica-with-replica');

const wordsOf = (now: RawAnswer, was: RawAnswer): string =>
  happenedTo(windowOf(now, was))
    .map(({ words }) => words)
    .join('; ');

describe('what happened between two readings', () => {
  test.each<[what: string, now: RawAnswer, was: RawAnswer, words: string]>([
    ['nothing', MASTER, MASTER, ''],
    ['a new process', changed('master', { run_id: 'another', keyspace_hits: '0', sync_full: '0' }), MASTER, 'restarted'],
    ['a process with the same run id is the same, however short it is up', changed('master', { uptime_in_seconds: '1' }), MASTER, ''],
    ['counters that fall', changed('master', { keyspace_hits: '0' }), MASTER, 'had its counters cleared (CONFIG RESETSTAT)'],
    ['a new master', changed('replica-with-replica', { master_port: '7' }), REPLICA, 'follows 127.0.0.1:7 and no longer 127.0.0.1:16379'],
    [
      'one full sync more',
      changed('master', { sync_full: '900' }),
      changed('master', { sync_full: '899' }),
      'sent all its data to a replica (full sync)',
    ],
    [
      'several',
      changed('master', { sync_full: '900' }),
      changed('master', { sync_full: '897' }),
      'sent all its data to a replica 3 times (full sync)',
    ],
    ['a version that does not count them', changed('master', { sync_full: null }), changed('master', { sync_full: '1' }), ''],
  ])('%s: %s', (...[, now, was, words]) => expect(wordsOf(now, was)).toBe(words));

  test('a replica that begins to copy all data says so once', () => {
    const syncing = readCapture('sync-from-disk');
    const before = changed('sync-from-disk', { master_sync_in_progress: '0' });
    expect(wordsOf(syncing, before)).toBe('began to copy all data from its master (full sync)');
    expect(wordsOf(syncing, syncing)).toBe('');
  });

  test('a replica that became a master', () => {
    const was = changed('replica-with-replica', { run_id: runOf(MASTER) });
    expect(wordsOf(MASTER, was)).toContain('became a master');
  });

  test('is told with the time between the two readings, and all of it as one', () => {
    const [event, ...others] = happenedTo(windowOf(changed('replica-with-replica', { run_id: 'another' }), MASTER));
    expect(others).toEqual([]);
    expect(event).toEqual({ from: NOW - 5_000, to: NOW, words: 'restarted, became a replica of 127.0.0.1:16379' });
  });

  test('needs two readings', () => expect(happenedTo(windowOf(MASTER))).toEqual([]));
});

function runOf({ info }: RawAnswer): string {
  return /^run_id:(\w+)/m.exec(String(info))?.[1] ?? '';
}
