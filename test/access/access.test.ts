import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Access, type AccessSettings, type Ended, openAccess } from '#lib/access/access.ts';
import { may, type Right } from '#lib/access/rights.ts';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';
import { handClock } from './by-hand.ts';

/** Of "password", at the least cost that is taken. */
const PASSWORD = '$scrypt$ln=14,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$Wx7Icn3hyqQucdFgYHUqGJQxR97yiG0lPFKe7WiiDPs';
const [DEPLOY, WATCH] = [makeToken(), makeToken()];
const FROM = { address: '10.0.0.1', agent: 'Firefox' };
const VIEWER = { all: ['view'], systems: {} } as const;
const ADMIN = { all: ['view', 'act'], systems: {} } as const;

const SETTINGS: AccessSettings = {
  sessionMs: 60_000,
  anonymous: [],
  isDemo: false,
  users: [
    { name: 'Ann', passwordHash: PASSWORD, grants: ADMIN },
    { name: 'dev', passwordHash: PASSWORD, grants: VIEWER },
  ],
  tokens: [
    { name: 'deploy', hash: tokenHashOf(DEPLOY), grants: { all: [], systems: { haproxy: ['view', 'act'] } } },
    { name: 'watch', hash: tokenHashOf(WATCH), grants: { all: [], systems: { haproxy: ['view'] } } },
  ],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function opened(settings: Partial<AccessSettings> = {}) {
  const clock = handClock();
  const errors: string[] = [];
  const all = { ...SETTINGS, ...settings };
  const access = await openAccess({ settings: all, folder, clock, onError: (error) => errors.push(String(error)) });
  const ended: Ended[] = [];
  access.onEnded((one) => ended.push(one));
  return { access, clock, errors, ended };
}

async function signIn(access: Access, name = 'ann', password = 'password') {
  const answer = await access.signIn({ name, password, ...FROM });
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

const withCookie = (access: Access, cookie: string | null) => access.look({ cookie, bearer: null, address: '10.0.0.9' });
const withToken = (access: Access, bearer: string) => access.look({ cookie: null, bearer, address: '10.0.0.9' });

/** What a caller may do with a system; nothing for one who is refused. */
function rights(caller: ReturnType<Access['look']>, system: string): Right[] {
  return caller.is === 'refused' ? [] : (['view', 'act', 'details'] as const).filter((right) => may(caller.grants, right, system));
}

describe('who asks', () => {
  test('somebody without anything is anonymous, and may view what everybody may', async () => {
    const { access } = await opened({ anonymous: ['haproxy'] });
    const caller = withCookie(access, null);
    expect(caller).toMatchObject({ is: 'anonymous', name: 'anonymous', address: '10.0.0.9', hadSession: false });
    expect([rights(caller, 'haproxy'), rights(caller, 'redis')]).toEqual([['view'], []]);
  });

  test('a user who signed in is known by his cookie, with his name as it is configured', async () => {
    const { access, clock } = await opened();
    const answer = await signIn(access, 'ANN');
    expect(answer).toMatchObject({ ok: true, name: 'Ann', expiresAt: clock.now() + 60_000 });
    expect(withCookie(access, answer.cookie)).toMatchObject({
      is: 'user',
      name: 'Ann',
      grants: ADMIN,
      address: '10.0.0.9',
      session: answer.session,
      expiresAt: answer.expiresAt,
    });
  });

  test('signing in takes nothing away that everybody may view', async () => {
    const users = [{ name: 'ann', passwordHash: PASSWORD, grants: { all: [], systems: { haproxy: ['view', 'act'] } } }] as const;
    const { access } = await opened({ users, anonymous: ['haproxy', 'redis'] });
    const caller = withCookie(access, (await signIn(access)).cookie);
    expect([rights(caller, 'haproxy'), rights(caller, 'redis'), rights(caller, 'sql')]).toEqual([['view', 'act'], ['view'], []]);
  });

  test('a token is known by its name, and its use is noted', async () => {
    const { access, clock } = await opened({ anonymous: ['redis'] });
    clock.pass(5);
    const caller = withToken(access, DEPLOY);
    expect(caller).toMatchObject({ is: 'token', name: 'deploy', address: '10.0.0.9' });
    expect([rights(caller, 'haproxy'), rights(caller, 'redis')]).toEqual([['view', 'act'], []]);
    expect(access.tokens()).toMatchObject([
      { name: 'deploy', isRevoked: false, usedAt: clock.now(), usedFrom: '10.0.0.9' },
      { name: 'watch', isRevoked: false, usedAt: null, usedFrom: null },
    ]);
    expect(JSON.stringify(access.tokens())).not.toContain('sha256');
  });

  test.each(['', 'nobody', '__proto__', 'x'.repeat(100_000), 'Z\u00fcrich', '\ud800'])('a token %j is refused', async (bearer) => {
    expect(withToken((await opened()).access, bearer)).toMatchObject({ is: 'refused', status: 401 });
  });

  test.each(['', 'nonsense'])('a token together with a cookie %j is refused', async (cookie) => {
    const { access } = await opened();
    expect(access.look({ cookie, bearer: DEPLOY, address: '10.0.0.9' })).toMatchObject({ is: 'refused', status: 400 });
    expect(access.tokens()[0]?.usedAt).toBeNull();
  });

  test.each<[string, boolean]>([
    ['nonsense', true],
    ['__proto__', true],
    ['', false],
  ])('a cookie %j is that of somebody unknown, who had a session: %s', async (cookie, hadSession) => {
    expect(withCookie((await opened()).access, cookie)).toMatchObject({ is: 'anonymous', hadSession });
  });

  test('a session whose time is over is that of somebody unknown', async () => {
    const { access, clock, ended } = await opened();
    const { cookie } = await signIn(access);
    clock.pass(60_000);
    expect(withCookie(access, cookie)).toMatchObject({ is: 'anonymous', hadSession: true });
    expect([access.sessions(), ended]).toEqual([[], []]);
  });
});

describe('what ends lets nobody in, and is told at once', () => {
  test.each<[string, (access: Access, cookie: string, session: string) => unknown]>([
    ['signing out', (access, cookie) => access.signOut(cookie)],
    ['a session ended by its public id', (access, _cookie, session) => access.endSession(session)],
  ])('%s', async (_name, end) => {
    const { access, ended } = await opened();
    const { cookie, session } = await signIn(access);
    const other = await signIn(access);
    expect(await end(access, cookie, session)).toMatchObject({ session, name: 'Ann', ...FROM });
    expect(ended).toEqual([{ session }]);
    expect(withCookie(access, cookie)).toMatchObject({ is: 'anonymous', hadSession: true });
    expect(withCookie(access, other.cookie)).toMatchObject({ is: 'user' });
    expect(await end(access, cookie, session)).toBeNull();
    expect(ended).toHaveLength(1);
  });

  test('a token that is revoked, also after a restart', async () => {
    const { access, ended } = await opened();
    expect(await access.revokeToken('deploy')).toMatchObject({ name: 'deploy', isRevoked: true });
    expect(ended).toEqual([{ token: 'deploy' }]);
    const again = await opened();
    for (const one of [access, again.access]) {
      expect(withToken(one, DEPLOY)).toMatchObject({
        is: 'refused',
        status: 401,
        message: 'the token deploy was revoked: make another one',
      });
      expect(withToken(one, WATCH)).toMatchObject({ is: 'token' });
      expect(one.tokens().map(({ isRevoked }) => isRevoked)).toEqual([true, false]);
    }
    expect(await access.revokeToken('nobody')).toBeNull();
  });

  test('a token that is revoked and cannot be written down, until Vigil ends', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    const { access, errors } = await opened();
    expect(errors.join()).toContain('nobody knows which were revoked');
    await expect(access.revokeToken('deploy')).rejects.toThrow('The token deploy is refused from now on, but would be let in again');
  });

  test('a listener that fails keeps the news from nobody else', async () => {
    const { access, errors } = await opened();
    const told: Ended[] = [];
    access.onEnded(() => {
      throw new Error('broken');
    });
    const stop = access.onEnded((one) => told.push(one));
    const { cookie, session } = await signIn(access);
    await access.signOut(cookie);
    expect([told, errors]).toEqual([[{ session }], ['Error: broken']]);
    stop();
    await access.signOut((await signIn(access)).cookie);
    expect(told).toHaveLength(1);
  });
});

test('while nobody knows which tokens were revoked none is let in, and users are', async () => {
  writeFileSync(join(folder, 'revoked-tokens'), 'garbage');
  const { access, errors } = await opened();
  expect(errors).toEqual([
    expect.stringMatching(/^Error: No token is let in, because nobody knows which were revoked: .*revoked-tokens:1 is no hash/),
  ]);
  expect(withToken(access, WATCH)).toMatchObject({ is: 'refused', status: 401 });
  expect(withCookie(access, (await signIn(access)).cookie)).toMatchObject({ is: 'user' });
});

describe('after the configuration was read again', () => {
  const [ann, dev] = SETTINGS.users;
  if (!ann || !dev) throw new Error('two users are needed');

  test('other rights count from the next look on', async () => {
    const { access, ended } = await opened();
    const { cookie } = await signIn(access);
    access.replace({ ...SETTINGS, users: [{ ...ann, grants: VIEWER }, dev], anonymous: ['haproxy'] });
    expect(withCookie(access, cookie)).toMatchObject({ is: 'user', grants: { all: ['view'], systems: { haproxy: ['view'] } } });
    expect(ended).toEqual([]);
  });

  test.each<[string, AccessSettings['users']]>([
    ['is gone', [dev]],
    ['has another password', [{ ...ann, passwordHash: PASSWORD.replace('aM', 'aN') }, dev]],
  ])('a user who %s is signed out at once, and nobody else', async (_name, users) => {
    const { access, ended } = await opened();
    const [mine, other] = [await signIn(access, 'ann'), await signIn(access, 'dev')];
    access.replace({ ...SETTINGS, users });
    expect(ended).toEqual([{ session: mine.session }]);
    expect(withCookie(access, mine.cookie)).toMatchObject({ is: 'anonymous', hadSession: true });
    expect(withCookie(access, other.cookie)).toMatchObject({ is: 'user', name: 'dev' });
    await expect(signIn(access, 'ann')).rejects.toThrow('The name or the password is wrong.');
  });

  test('a token that is gone is told and let in no more', async () => {
    const { access, ended } = await opened();
    access.replace({ ...SETTINGS, tokens: SETTINGS.tokens.slice(1) });
    expect(ended).toEqual([{ token: 'deploy' }]);
    expect(withToken(access, DEPLOY)).toMatchObject({ is: 'refused', status: 401 });
  });
});

describe('a demo', () => {
  test.each([
    ['ann', ['view', 'act', 'details']],
    ['dev', ['view']],
  ])('lets %s in, whose password is the name, to %j', async (name, expected) => {
    const { access } = await opened({ isDemo: true, users: [] });
    expect(access.isDemo).toBe(true);
    expect(rights(withCookie(access, (await signIn(access, name, name)).cookie), 'haproxy')).toEqual(expected);
  });

  test('ends with its users when the configuration says so', async () => {
    const { access, ended } = await opened({ isDemo: true, users: [] });
    const { session } = await signIn(access, 'dev', 'dev');
    access.replace(SETTINGS);
    expect([access.isDemo, ended]).toEqual([false, [{ session }]]);
    await expect(signIn(access, 'dev', 'dev')).rejects.toThrow('The name or the password is wrong.');
  });
});
