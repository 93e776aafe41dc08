import { describe, expect, test } from 'vitest';
import type { RedisInfo } from '#lib/systems/redis/model.ts';
import { parseRedis } from '#lib/systems/redis/parse.ts';
import { changed, readCapture } from './hand-made.ts';

const role = (info: RedisInfo): string => {
  const { link } = info;
  if (link === null) return `${info.role} of ${info.replicas.length}`;
  const sync = link.sync === null ? '' : `, sync ${link.sync.readBytes} of ${link.sync.totalBytes}`;
  return `${info.role} of ${link.host}:${link.port} ${link.isUp ? 'up' : 'down'} ${link.said}, io ${link.lastIoSeconds}, down ${link.downSeconds}${sync}`;
};

describe('captures of 7.0.15', () => {
  test.each([
    ['master', 'master of 2'],
    ['replica-with-replica', 'replica of 127.0.0.1:16379 up connected, io 0, down null'],
    ['replica-of-replica', 'replica of 127.0.0.1:16380 up connected, io 0, down null'],
    ['link-refused', 'replica of 127.0.0.1:16499 down connect, io null, down 4'],
    ['link-handshake', 'replica of 127.0.0.1:16379 down handshake, io null, down 24'],
    ['link-down-upstream', 'replica of 127.0.0.1:16380 down connect, io null, down 24'],
    ['link-silent', 'replica of 127.0.0.1:16481 up connected, io 30, down null'],
    ['master-frozen', 'replica of 127.0.0.1:16379 up connected, io 18, down null'],
    ['acks-blocked', 'replica of 127.0.0.1:16481 up connected, io 0, down null'],
    ['replica-paused', 'replica of 127.0.0.1:16379 up connected, io 0, down null'],
    ['sync-from-disk', 'replica of 127.0.0.1:16481 down sync, io null, down null, sync 1600096 of 7045798'],
    ['sync-diskless', 'replica of 127.0.0.1:16379 down sync, io null, down null, sync 1164034 of null'],
    ['sync-waiting', 'replica of 127.0.0.1:16379 down handshake, io null, down null'],
    ['cluster-master', 'master of 1'],
    ['cluster-replica', 'replica of 127.0.0.1:17001 up connected, io 1, down null'],
  ])('%s: %s', (name, words) => expect(role(parseRedis(readCapture(name)))).toBe(words));

  test('a replica with a replica of its own says both', () => {
    const { replicas, offset, replicationId } = parseRedis(readCapture('replica-with-replica'));
    expect(replicas).toEqual([{ host: '127.0.0.1', port: 16382, state: 'online', offset: 86806183, lagSeconds: 1 }]);
    expect([offset, replicationId]).toEqual([86860955, '24991be7d15bfcbf8ca2946fe755728adc6ea3a2']);
  });

  test.each<[said: string | null, isWritable: boolean | null]>([
    ['1', false],
    ['0', true],
    [null, null],
  ])('a replica with slave_read_only %s takes writes: %s', (slave_read_only, isWritable) => {
    expect(parseRedis(changed('link-silent', { slave_read_only })).isWritable).toBe(isWritable);
  });

  test('figures are read as they are, and what is not set is null', () => {
    expect(parseRedis(readCapture('master'))).toMatchObject({
      version: '7.0.15',
      mode: 'standalone',
      port: 16379,
      keys: 102813,
      databases: [
        { name: 'db0', keys: 102808, expires: 22700, averageTtlMs: expect.any(Number) },
        { name: 'db4', keys: 5, expires: 0, averageTtlMs: null },
      ],
      memory: { usedBytes: 102429936, maxBytes: 4294967296, policy: 'noeviction' },
      maxClients: 10000,
      loading: null,
      isTurning: false,
      persistence: { rdb: { isOk: true }, aof: { isEnabled: false } },
    });
    expect(parseRedis(readCapture('cluster-master'))).toMatchObject({
      mode: 'cluster',
      keys: 0,
      databases: [],
      memory: { maxBytes: null },
    });
  });
});

describe('what a version leaves out or writes otherwise', () => {
  test.each<[string, Record<string, string | null>, Partial<RedisInfo>]>([
    ['6.2 tells no maxclients', { maxclients: null }, { maxClients: null }],
    ['a negative lag is none', { slave0: 'ip=10.0.0.2,port=6379,state=wait_bgsave,offset=0,lag=-1' }, {}],
    ['an address with colons', { slave0: 'ip=fd00::1,port=6379,state=online,offset=7,lag=0' }, {}],
    ['a master has no history before its own', {}, { olderReplicationId: null, isWritable: null, backlogBytes: 1048576 }],
    ['one that was a replica has', { master_replid2: '24991be7' }, { olderReplicationId: '24991be7' }],
    ['before 2.8 there is no backlog', { repl_backlog_size: null }, { backlogBytes: null }],
    ['loading', { loading: '1' }, { loading: { isAsync: false, percent: null, startedAt: null } }],
    ['loading beside what it had', { async_loading: '1' }, { loading: { isAsync: true, percent: null, startedAt: null } }],
  ])('%s', (_, fields, expected) => expect(parseRedis(changed('master', fields))).toMatchObject(expected));

  test('a role that changes between INFO and ROLE is noticed', () => {
    const { info } = readCapture('master');
    const { role } = readCapture('replica-with-replica');
    expect(parseRedis({ info, role })).toMatchObject({ role: 'master', isTurning: true });
  });
});

describe('is not taken', () => {
  test.each<[string, Record<string, string | null>, RegExp]>([
    ['a number that is none', { used_memory: '97.14M' }, /used_memory that is no number/],
    ['how its last save went', { rdb_last_bgsave_status: null }, /no rdb_last_bgsave_status/],
    ['how its last write to the AOF went', { aof_last_write_status: null }, /no aof_last_write_status/],
    ['a counter that is missing', { rejected_connections: null }, /no rejected_connections/],
    ['a role that nobody knows', { role: 'boss' }, /neither master nor slave/],
    ['a replica without an address', { slave0: 'state=online' }, /slave0 without an address/],
    ['a Sentinel', { redis_mode: 'sentinel' }, /this is a Sentinel/],
    ['a line that is none', { redis_version: '7.0.15\r\nnonsense' }, /without a field/],
  ])('%s', (_, fields, words) => expect(() => parseRedis(changed('master', fields))).toThrow(words));

  test.each([
    ['a link that is neither up nor down', { master_link_status: 'maybe' }, /neither up nor down/],
    ['a replica without its master', { master_host: null }, /no master_host/],
  ])('%s', (_, fields, words) => expect(() => parseRedis(changed('link-silent', fields))).toThrow(words));

  test.each([
    ['nothing', ''],
    ['a page', '<html></html>'],
    ['JSON', '{"cluster_name":"x"}'],
    ['no text', 7],
  ])('%s instead of INFO', (_, info) => expect(() => parseRedis({ info, role: ['master', 0, []] })).toThrow(/INFO/));

  test.each([
    ['nothing', null],
    ['a word', 'master'],
    ['an empty list', []],
    ['a replica without a state', ['slave', 'h', 1]],
    ['a Sentinel', ['sentinel', []]],
  ])('%s instead of ROLE', (_, role) => expect(() => parseRedis({ ...readCapture('master'), role })).toThrow(/ROLE|Sentinel/));
});
