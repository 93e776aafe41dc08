import { describe, expect, test } from 'vitest';
import type { RawSentinel } from '#lib/systems/redis/sentinel/fetch.ts';
import { parseSentinel } from '#lib/systems/redis/sentinel/parse.ts';
import { failed, flat, ok, rawSentinel } from './hand-made.ts';

test('a Sentinel that is well is read whole', () => {
  expect(parseSentinel(rawSentinel())).toMatchObject({
    version: '7.0.15',
    id: '1111111111aaaaaaaaaabbbbbbbbbbcccccccccc',
    tilt: null,
    sets: ['main'],
    watched: {
      master: { host: '10.0.0.1', port: 6379, runId: 'run-a', flags: ['master'], downMs: null },
      ...{ quorum: 2, others: 2, configEpoch: 0, downAfterMs: 2_000, failover: null, pendingCommands: 0, infoAgeMs: 900 },
      sentinels: [{ runId: '2222222222aaaaaaaaaabbbbbbbbbbcccccccccc' }, { runId: '3333333333aaaaaaaaaabbbbbbbbbbcccccccccc' }],
      check: { isReachable: true, words: '3 usable Sentinels. Quorum and failover authorization can be reached' },
    },
  });
});

describe('what it says of another', () => {
  test('a replica that is s_down is so whatever it says of its link', () => {
    const replica = {
      name: 'b',
      ip: '10.0.0.1',
      port: '6380',
      runid: '',
      flags: 's_down,slave',
      's-down-time': '2009',
      'master-link-status': 'ok',
    };
    const { watched } = parseSentinel({ ...rawSentinel(), replicas: ok([flat(replica)]) });
    expect(watched?.replicas).toEqual([{ host: '10.0.0.1', port: 6380, runId: null, flags: ['s_down', 'slave'], downMs: 2_009 }]);
  });

  test('a master that is o_down is so since they agree', () => {
    const raw = rawSentinel({}, { flags: 's_down,o_down,master', 's-down-time': '372', 'o-down-time': '265' });
    expect(parseSentinel(raw).watched?.master).toMatchObject({ flags: ['s_down', 'o_down', 'master'], downMs: 265 });
  });
});

test('TILT is read with how long it lasts, and a failover with its step', () => {
  const tilted = rawSentinel({ sentinel_tilt: '1', sentinel_tilt_since_seconds: '7' }, { 'failover-state': 'wait_start' });
  expect(parseSentinel(tilted)).toMatchObject({ tilt: { forSeconds: 7 }, watched: { failover: 'wait_start' } });
});

test('what it never heard, or what its version does not tell, is not known and no zero', () => {
  expect(parseSentinel(rawSentinel({}, { 'info-refresh': '0' })).watched?.infoAgeMs).toBeNull();
  const raw = rawSentinel();
  const info = String('reply' in raw.info ? raw.info.reply : '').replace(/sentinel_scripts_queue_length:.*\r\n/, '');
  expect([parseSentinel(raw).scriptsQueued, parseSentinel({ ...raw, info: ok(info) }).scriptsQueued]).toEqual([0, null]);
});

describe('an error answer', () => {
  test.each<[what: string, over: Partial<RawSentinel>, expected: object]>([
    ['no master by that name', { master: failed('protocol', 'ERR No such master with that name') }, { watched: null }],
    [
      'NOQUORUM',
      { check: failed('protocol', 'NOQUORUM 1 usable Sentinels.') },
      { watched: { check: { isReachable: false, words: '1 usable Sentinels.' } } },
    ],
    ['no right to CKQUORUM', { check: failed('permission', 'NOPERM') }, { watched: { check: null } }],
    ['no MYID before 6.2', { id: failed('unsupported', 'ERR Unknown sentinel subcommand') }, { id: null }],
  ])('%s', (_, over, expected) => expect(parseSentinel({ ...rawSentinel(), ...over })).toMatchObject(expected));

  test.each<[what: string, over: Partial<RawSentinel>, says: RegExp]>([
    ['to INFO', { info: failed('permission', 'NOPERM') }, /NOPERM/],
    ['to SENTINEL MASTER', { master: failed('permission', 'NOPERM') }, /NOPERM/],
    ['to SENTINEL SENTINELS', { sentinels: failed('permission', 'NOPERM') }, /NOPERM/],
    ['of another kind to CKQUORUM', { check: failed('protocol', 'ERR what') }, /ERR what/],
  ])('%s is a failure and never read as well', (_, over, says) => expect(() => parseSentinel({ ...rawSentinel(), ...over })).toThrow(says));
});

describe('refused in words', () => {
  test.each<[what: string, over: Partial<RawSentinel>, says: RegExp]>([
    [
      'a data node',
      { info: ok('# Server\r\nredis_version:7\r\nredis_mode:standalone\r\n\r\n# Keyspace\r\n') },
      /this is a data node and no Sentinel/,
    ],
    ['INFO that is cut', { info: ok('# Server\r\nredis_mode:sentinel\r\n') }, /its last section, Sentinel, is missing/],
    ['a web page', { info: ok('<html>\n') }, /looks like an HTML page/],
    ['an empty SENTINEL MASTER', { master: ok([]) }, /SENTINEL MASTER main has no ip/],
    ['a number that is none', { master: ok(flat({ ip: 'a', port: 'x' })) }, /port that is no number/],
    ['half a list', { master: ok(['ip']) }, /not the answer to SENTINEL MASTER/],
    ['SENTINELS that is no list', { sentinels: ok('OK') }, /not the answer to SENTINEL SENTINELS/],
    ['fewer sets than it counts', { info: rawSentinel({ sentinel_masters: '2' }).info }, /tells of 2 masters and lists 1/],
  ])('%s', (_, over, says) => expect(() => parseSentinel({ ...rawSentinel(), ...over })).toThrow(says));
});
