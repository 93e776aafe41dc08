import { describe, expect, test } from 'vitest';
import { serverWords } from '#components/redis/words.ts';
import { parseRedis, type RawAnswer } from '#lib/systems/redis/parse.ts';
import { changed, readCapture } from './hand-made.ts';

/**
 * Hand-made: the real answers of 7.0.15 with what the documentation of other servers says they answer instead (the INFO pages of redis.io and valkey.io). None of
 * these servers was run.
 */
function as(capture: string, server: readonly string[], end = ''): RawAnswer {
  const { info, role } = changed(capture, { redis_version: null, redis_mode: null });
  return { info: `${String(info).replace('# Server\r\n', `# Server\r\n${server.join('\r\n')}\r\n`)}${end}`, role };
}

const VALKEY = ['redis_version:7.2.4', 'server_name:valkey', 'valkey_version:8.0.1', 'valkey_release_stage:ga', 'server_mode:standalone'];
const NEWER = ['executable:/usr/bin/redis-server', 'io_threads_active:0', 'availability_zone:'];

const VERSIONS: [what: string, answer: (capture: string) => RawAnswer, words: string][] = [
  ['Redis 7.2', (capture) => as(capture, ['redis_version:7.2.5', 'redis_mode:standalone', ...NEWER]), 'Redis 7.2.5'],
  [
    'Redis 8, whose Keyspace is not its last section',
    (capture) => as(capture, ['redis_version:8.0.3', 'redis_mode:standalone'], '\r\n# Keysizes\r\ndb0_distrib_strings_sizes:1=2,16=3\r\n'),
    'Redis 8.0.3',
  ],
  ['Valkey 8', (capture) => as(capture, VALKEY), 'Valkey 8.0.1 (7.2.4 compatible)'],
  [
    'Valkey that takes the names of Redis (extended-redis-compatibility)',
    (capture) => as(capture, [...VALKEY.slice(0, 3), 'redis_mode:standalone']),
    'Valkey 8.0.1 (7.2.4 compatible)',
  ],
];

describe.each(VERSIONS)('%s', (_, answer, words) => {
  test('is called by its own name and version', () => expect(serverWords(parseRedis(answer('master')).version)).toBe(words));

  test.each(['master', 'replica-with-replica', 'replica-paused', 'sync-diskless'])('reads %s as it is', (capture) => {
    const { version: _version, ...read } = parseRedis(answer(capture));
    const { version: _own, ...known } = parseRedis(readCapture(capture));
    expect(read).toEqual(known);
  });
});

test('a Valkey Sentinel is no node that holds data', () => {
  const answer = as('master', [...VALKEY.slice(0, 4), 'server_mode:sentinel']);
  expect(() => parseRedis(answer)).toThrow(/this is a Sentinel/);
});

test('a server that tells no mode at all is not read', () => {
  expect(() => parseRedis(as('master', VALKEY.slice(0, 4)))).toThrow(/INFO has no redis_mode/);
});
