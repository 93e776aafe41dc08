import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Access, type AccessSettings, type Ended, openAccess } from '#lib/access/access.ts';
import type { Caller } from '#lib/access/caller.ts';
import { may, type Right } from '#lib/access/rights.ts';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';
import { viewerOf } from '#lib/access/viewer.ts';
import { handClock } from './by-hand.ts';

/** Of "password", at the least cost that is taken. */
const PASSWORD = '$scrypt$ln=14,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$Wx7Icn3hyqQucdFgYHUqGJQxR97yiG0lPFKe7WiiDPs';
const [DEPLOY, WATCH, WALL] = [makeToken(), makeToken(), makeToken()];
const VIEWER = { all: ['view'], systems: {} } as const;

const SETTINGS: AccessSettings = {
  sessionMs: 60_000,
  anonymous: [],
  isDemo: false,
  users: [{ name: 'Ann', passwordHash: PASSWORD, grants: { all: ['view', 'act'], systems: {} } }],
  tokens: [
    { name: 'watch', hash: tokenHashOf(WATCH), grants: { all: [], systems: { haproxy: ['view'] } } },
    { name: 'wall', hash: tokenHashOf(WALL), grants: VIEWER },
  ],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function opened(settings: Partial<AccessSettings> = {}) {
  const clock = handClock();
  const onError = (error: unknown): never => {
    throw error;
  };
  const access = await openAccess({ settings: { ...SETTINGS, ...settings }, folder, clock, onError });
  const ended: Ended[] = [];
  access.onEnded((one) => ended.push(one));
  return { access, clock, ended };
}

async function signIn(access: Access) {
  const answer = await access.signIn({ name: 'ann', password: 'password', address: '10.0.0.1', agent: 'Firefox' });
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

/** Who asks with the cookie of a wall, and with that of a session. */
function atWall(access: Access, wall: string | null, cookie: string | null = null): Caller {
  const caller = access.look({ cookie, wall, bearer: null, address: '10.0.0.9' });
  if (caller.is === 'refused') throw new Error(caller.message);
  return caller;
}

function rights({ grants }: Caller, system: string): Right[] {
  return (['view', 'act', 'details'] as const).filter((right) => may(grants, right, system));
}

test('a wall is known by the name of its token, may what that may, and its use is noted', async () => {
  const { access, clock } = await opened({ anonymous: ['redis'] });
  const caller = atWall(access, WALL);
  expect(caller).toEqual({ is: 'wall', name: 'wall', grants: VIEWER, address: '10.0.0.9' });
  expect(access.tokens().at(-1)).toMatchObject({ name: 'wall', usedAt: clock.now(), usedFrom: '10.0.0.9' });
  expect(rights(atWall(access, WATCH), 'haproxy')).toEqual(['view']);
});

test.each<[string, Right[]]>([
  ['act', ['view', 'act']],
  ['see details', ['view', 'details']],
  ['act without viewing', ['act']],
  ['do nothing', []],
])('a wall is not made by a token that may %s', async (_name, granted) => {
  const tokens = [{ name: 'deploy', hash: tokenHashOf(DEPLOY), grants: { all: [], systems: { haproxy: granted } } }];
  const { access } = await opened({ tokens });
  expect(access.lookAtWall(DEPLOY, '10.0.0.9')).toMatchObject({ is: 'refused', status: 403 });
  expect(atWall(access, DEPLOY)).toMatchObject({
    is: 'anonymous',
    grants: { all: [], systems: {} },
    wallRefusal: /the token deploy is not one that may view and do nothing else/,
  });
  expect(access.tokens()[0]?.usedAt).toBeNull();
});

test('a wall whose token was revoked is nobody at the next look, and is told why', async () => {
  const { access, ended } = await opened({ anonymous: ['haproxy'] });
  expect(atWall(access, WALL)).toMatchObject({ is: 'wall' });
  await access.revokeToken('wall');
  expect(ended).toEqual([{ token: 'wall' }]);
  const caller = atWall(access, WALL);
  expect(caller).toMatchObject({ is: 'anonymous', wallRefusal: 'the token wall was revoked: make another one' });
  expect([rights(caller, 'haproxy'), rights(caller, 'redis')]).toEqual([['view'], []]);
});

test('a wall whose token was taken out of the configuration is nobody at the next look', async () => {
  const { access, ended } = await opened();
  access.replace({ ...SETTINGS, tokens: SETTINGS.tokens.slice(0, 1) });
  expect(ended).toEqual([{ token: 'wall' }]);
  expect(atWall(access, WALL)).toMatchObject({ is: 'anonymous', wallRefusal: /is not known/ });
});

test('a wall lends nothing to somebody who signed in on its browser, and is a wall again when his session has ended', async () => {
  const users = [{ name: 'ann', passwordHash: PASSWORD, grants: { all: [], systems: { redis: ['view', 'act'] } } }] as const;
  const { access } = await opened({ users });
  const { cookie } = await signIn(access);
  const caller = atWall(access, WALL, cookie);
  expect(caller).toMatchObject({ is: 'user', name: 'ann' });
  expect([rights(caller, 'redis'), rights(caller, 'haproxy')]).toEqual([['view', 'act'], []]);
  await access.signOut(cookie);
  expect(rights(atWall(access, WALL, cookie), 'redis')).toEqual(['view']);
});

test('a wall that sends a token besides is refused', async () => {
  const { access } = await opened();
  expect(access.look({ cookie: null, wall: WALL, bearer: DEPLOY, address: '10.0.0.9' })).toMatchObject({ is: 'refused', status: 400 });
});

test('a wall has a stream of its own: no wall shares one with another, nor with somebody signed in', async () => {
  const { access } = await opened();
  const { cookie } = await signIn(access);
  const keys = [atWall(access, WALL), atWall(access, WATCH), atWall(access, WALL, cookie), atWall(access, null)].map(
    (caller) => viewerOf(caller, []).key,
  );
  expect(new Set(keys).size).toBe(4);
});
