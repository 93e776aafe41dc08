import { describe, expect, test } from 'vitest';
import { isOwnName, isSameValue, readSetting, safeSetting, whyNotKill } from '#lib/systems/redis/instance/model.ts';

function settingOf(name: string) {
  const setting = safeSetting(name);
  if (setting === null) throw new Error(`${name} is not set from here`);
  return setting;
}

describe('what is written for a setting', () => {
  test.each([
    ['maxmemory', '2gb', '2147483648'],
    ['maxmemory', ' 100 MB ', '104857600'],
    ['maxmemory', '0', '0'],
    ['maxmemory', '1000', '1000'],
    ['hz', '20', '20'],
    ['slowlog-log-slower-than', '-1', '-1'],
    ['maxmemory-policy', 'volatile-ttl', 'volatile-ttl'],
    ['lazyfree-lazy-expire', 'no', 'no'],
    ['notify-keyspace-events', '', ''],
    ['notify-keyspace-events', 'KEx', 'KEx'],
  ])('%s %j is sent as %s', (name, text, value) => expect(readSetting(settingOf(name), text)).toEqual({ value }));

  test.each([
    ['maxmemory', '-1'],
    ['maxmemory', '2m'],
    ['maxmemory', ''],
    ['maxmemory', '1gb\r\nFLUSHALL'],
    ['hz', '0'],
    ['hz', '20kb'],
    ['hz', '1e2'],
    ['maxclients', '9'],
    ['repl-backlog-size', '1kb'],
    ['maxmemory-policy', 'lru'],
    ['notify-keyspace-events', 'K E'],
  ])('%s %j is not sent, and what may be is said', (name, text) =>
    expect(readSetting(settingOf(name), text)).toEqual({ wrong: expect.stringContaining(`${name} takes`) }),
  );

  test.each(['port', 'requirepass', 'masterauth', 'dir', 'dbfilename', 'bind', 'appendonly', 'aclfile', 'save', 'replicaof'])(
    '%s is not set from here',
    (name) => expect(safeSetting(name)).toBeNull(),
  );
});

test.each([
  ['notify-keyspace-events', 'AKE', 'KEA', true],
  ['notify-keyspace-events', 'AKE', 'KEg$lshzxet', true],
  ['notify-keyspace-events', 'xE', 'Ex', true],
  ['notify-keyspace-events', 'xE', 'xK', false],
  ['hz', '20', '2', false],
])('%s that is said to be %s is what %s wants: %s', (name, said, wanted, is) =>
  expect(isSameValue(settingOf(name), said, wanted)).toBe(is),
);

test.each([
  ['S', 'web', 'it is a replica'],
  ['M', null, 'the link to its master'],
  ['N', 'vigil', "Vigil's own"],
  ['N', 'vigil-act', "Vigil's own"],
])('a client of flags %s called %s is not killed', (flags, name, why) => expect(whyNotKill({ flags, name })).toContain(why));

test.each([
  ['vigil', true],
  ['vigil-jobs', true],
  ['vigilante', false],
  ['', false],
  [null, false],
])('a connection called %j is one of Vigil: %s', (name, is) => expect(isOwnName(name)).toBe(is));
