import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { addGrants, anonymousGrants } from '#lib/access/grants.ts';
import { type Grants, isAdmin, may, mayActSomewhere, mayViewSomething, NO_GRANTS, type Right, rightsOf } from '#lib/access/rights.ts';
import { viewerOf } from '#lib/access/viewer.ts';

const ALL: Grants = { all: ['view', 'act'], systems: {} };
const ONE: Grants = { all: [], systems: { haproxy: ['view', 'act'] } };
const DETAILS: Grants = { all: ['view'], systems: { sql: ['details'] } };

describe('a right on a system', () => {
  test.each<[string, Grants, [Right, string], boolean]>([
    ['is given by a grant over all', ALL, ['act', 'redis'], true],
    ['is given by a grant over this one', ONE, ['act', 'haproxy'], true],
    ['is not given by a grant over another', ONE, ['view', 'redis'], false],
    ['is not given by another right', ALL, ['details', 'redis'], false],
    ['is given beside those over all', DETAILS, ['details', 'sql'], true],
    ['is not given to nobody', NO_GRANTS, ['view', 'haproxy'], false],
    ['is not given by what every object has', NO_GRANTS, ['view', 'constructor'], false],
    ["of viewing is given on Vigil's own probes to who may view anything", ONE, ['view', 'vigil'], true],
    ["of viewing is not given on Vigil's own probes to who may view nothing", NO_GRANTS, ['view', 'vigil'], false],
    ["of acting is given on Vigil's own probes to nobody", ALL, ['act', 'vigil'], false],
  ])('%s', (_name, grants, [right, system], expected) => {
    expect(may(grants, right, system)).toBe(expected);
  });
});

test('an admin of all systems is one, an admin of one is not', () => {
  expect([ALL, ONE, DETAILS, NO_GRANTS].map(isAdmin)).toEqual([true, false, false, false]);
  expect([ALL, ONE, DETAILS, NO_GRANTS].map(mayViewSomething)).toEqual([true, true, true, false]);
  expect([ALL, ONE, DETAILS, NO_GRANTS].map(mayActSomewhere)).toEqual([true, true, false, false]);
  expect([rightsOf('admin'), rightsOf('viewer')]).toEqual([['view', 'act'], ['view']]);
});

test('two grants together give all rights of both, and no right twice', () => {
  expect(addGrants(ONE, anonymousGrants(['haproxy', 'redis']))).toEqual({
    all: [],
    systems: { haproxy: ['view', 'act'], redis: ['view'] },
  });
  expect(addGrants(DETAILS, ALL)).toEqual({ all: ['view', 'act'], systems: { sql: ['details'] } });
  expect(addGrants(NO_GRANTS, NO_GRANTS)).toEqual(NO_GRANTS);
});

describe('what a page is told of who looks', () => {
  const address = '10.0.0.1';
  test.each<[string, Caller, object]>([
    [
      'an admin of one system',
      { is: 'user', name: 'ann', grants: addGrants(ONE, anonymousGrants(['sql'])), address, session: 'abc', expiresAt: 5 },
      { is: 'user', key: 'abc', systems: { view: ['haproxy', 'sql'], act: ['haproxy'], details: [] }, isAdmin: false, expiresAt: 5 },
    ],
    [
      'somebody whose session is over',
      { is: 'anonymous', name: 'anonymous', grants: NO_GRANTS, address, hadSession: true },
      { is: 'anonymous', key: 'anonymous', systems: { view: [], act: [], details: [] }, expiresAt: null, hadSession: true },
    ],
    [
      'a token',
      { is: 'token', name: 'deploy', grants: ALL, address },
      { is: 'token', name: 'deploy', key: 'token', systems: { view: ['haproxy', 'sql'], act: ['haproxy', 'sql'], details: [] } },
    ],
  ])('%s', (_name, caller, expected) => {
    expect(viewerOf(caller, ['haproxy', 'sql'])).toMatchObject(expected);
  });
});
