import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Access, type AccessSettings, openAccess } from '#lib/access/access.ts';
import { until } from '../fakes/until.ts';
import { handClock } from './by-hand.ts';

/** Of "password", at the least cost that is taken. */
const PASSWORD = '$scrypt$ln=14,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$Wx7Icn3hyqQucdFgYHUqGJQxR97yiG0lPFKe7WiiDPs';
const VIEWER = { all: ['view'], systems: {} } as const;
const ADMIN = { all: ['view', 'act'], systems: {} } as const;
const ANN = { name: 'Ann', passwordHash: PASSWORD, grants: ADMIN };
const DEV = { name: 'dev', passwordHash: PASSWORD, grants: VIEWER };
const SETTINGS: AccessSettings = { sessionMs: 3_600_000, anonymous: [], isDemo: false, users: [ANN, DEV], tokens: [] };

let folder = '';
let clock = handClock();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-sessions-'));
  clock = handClock();
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'sessions.json');
const readFile = () => readFileSync(file(), 'utf8');

/** What kill -9 leaves: nothing is ended, and the next one begins with the folder as it is. */
async function start(settings: Partial<AccessSettings> = {}) {
  const errors: string[] = [];
  const all = { ...SETTINGS, ...settings };
  const access = await openAccess({ settings: all, folder, clock, onError: (error) => errors.push(String(error)) });
  return { access, errors };
}

async function signIn(access: Access, name = 'ann') {
  const answer = await access.signIn({ name, password: 'password', address: '10.0.0.1', agent: 'Firefox' });
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

const look = (access: Access, cookie: string) => access.look({ cookie, bearer: null, address: '10.0.0.9' });

describe('over a restart and a kill -9', () => {
  test('a session that began goes on, with its public id, its end and from where it was begun', async () => {
    const { access } = await start();
    const mine = await signIn(access);
    const [card] = access.sessions();
    const again = await start();
    expect(look(again.access, mine.cookie)).toMatchObject({ is: 'user', name: 'Ann', session: mine.session, expiresAt: mine.expiresAt });
    expect(again.access.sessions()).toEqual([card]);
    expect(again.errors).toEqual([]);
  });

  test('the file holds no cookie and is for its owner alone', async () => {
    const { cookie } = await signIn((await start()).access);
    expect(readFile()).not.toContain(cookie);
    expect(readFile()).not.toContain(PASSWORD);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test.each<[string, (access: Access, cookie: string, session: string) => Promise<unknown>]>([
    ['by signing out', (access, cookie) => access.signOut(cookie)],
    ['by its public id', (access, _cookie, session) => access.endSession(session)],
  ])('a session that was ended %s never comes back: the end is on disk before the answer', async (_name, end) => {
    const { access } = await start();
    const [mine, other] = [await signIn(access), await signIn(access)];
    await end(access, mine.cookie, mine.session);
    const { access: again } = await start();
    expect(look(again, mine.cookie)).toMatchObject({ is: 'anonymous', hadSession: true });
    expect(look(again, other.cookie)).toMatchObject({ is: 'user' });
  });

  test.each<[string, Partial<AccessSettings>]>([
    ['is not configured any more', { users: [DEV] }],
    ['has another password', { users: [{ ...ANN, passwordHash: PASSWORD.replace('aM', 'aN') }, DEV] }],
  ])('somebody who %s is signed out for good, also when all is as it was again', async (_name, changed) => {
    const { access } = await start();
    const [mine, other] = [await signIn(access), await signIn(access, 'dev')];
    const between = await start(changed);
    expect([look(between.access, mine.cookie).is, look(between.access, other.cookie).is]).toEqual(['anonymous', 'user']);
    await between.access.stop();
    const again = await start();
    expect([look(again.access, mine.cookie).is, look(again.access, other.cookie).is]).toEqual(['anonymous', 'user']);
  });

  test('somebody may what he is granted now', async () => {
    const { cookie } = await signIn((await start()).access);
    expect(look((await start({ users: [{ ...ANN, grants: VIEWER }] })).access, cookie)).toMatchObject({ is: 'user', grants: VIEWER });
  });

  test.each<[string, number, number, number]>([
    ['ends when it was to end', 1_800_000, 3_600_000, 1_800_000],
    ['lasts no longer than sessions do now', 0, 60_000, 60_000],
    ['that began in the future, because the clock was set back, lasts no longer than a new one', -9_000_000, 3_600_000, 3_600_000],
  ])('a session %s', async (_name, passed, sessionMs, left) => {
    const { cookie } = await signIn((await start()).access);
    clock.pass(passed);
    const { access } = await start({ sessionMs });
    expect(look(access, cookie)).toMatchObject({ expiresAt: clock.now() + left });
    await access.stop();
    clock.pass(left);
    expect(look(access, cookie)).toMatchObject({ is: 'anonymous', hadSession: true });
    expect(look((await start({ sessionMs })).access, cookie)).toMatchObject({ is: 'anonymous', hadSession: true });
  });

  test('when somebody was seen last is known to the minute, and not written each time', async () => {
    const { access } = await start();
    const { cookie } = await signIn(access);
    const before = readFile();
    clock.pass(59_999);
    look(access, cookie);
    clock.pass(1);
    look(access, cookie);
    await until('it is written', () => readFile() !== before);
    expect((await start()).access.sessions()).toMatchObject([{ seenAt: clock.now() }]);
    const written = readFile();
    clock.pass(59_999);
    look(access, cookie);
    await access.stop();
    expect(readFile()).not.toBe(written);
  });
});

describe('where it cannot be written', () => {
  /** Nothing can be put in the place of a folder. */
  const block = () => mkdirSync(join(folder, 'sessions.json.new'));

  test('somebody signs in all the same until Vigil ends, and it is said once', async () => {
    const { access, errors } = await start();
    block();
    const { cookie } = await signIn(access);
    await signIn(access);
    expect(look(access, cookie)).toMatchObject({ is: 'user' });
    expect(errors).toEqual([expect.stringContaining('A restart signs people out who sign in now.')]);
    expect(access.unkeptSessions()).toMatchObject({
      words: expect.stringContaining('sessions.json in the folder of state cannot be written (EISDIR)'),
      since: clock.now(),
    });
    rmSync(join(folder, 'sessions.json.new'), { recursive: true });
    await signIn(access);
    expect(access.unkeptSessions()).toBeNull();
    expect(look((await start()).access, cookie)).toMatchObject({ is: 'user' });
  });

  test('a session that is ended does not come back: what was kept is taken away, and everybody signs in again', async () => {
    const { access } = await start();
    const [mine, other] = [await signIn(access), await signIn(access)];
    block();
    await access.endSession(mine.session);
    expect(readdirSync(folder)).not.toContain('sessions.json');
    expect(look(access, other.cookie)).toMatchObject({ is: 'user' });
    expect(look((await start()).access, mine.cookie)).toMatchObject({ is: 'anonymous' });
  });

  test('and what was kept cannot be taken away either, it is said that an ended session would come back', async () => {
    const { access, errors } = await start();
    const [mine, other] = [await signIn(access), await signIn(access)];
    rmSync(file());
    mkdirSync(join(file(), 'full'), { recursive: true });
    block();
    await expect(access.endSession(mine.session)).rejects.toThrow(
      'The session of Ann is ended from now on, but would let somebody in again after a restart',
    );
    expect(look(access, mine.cookie)).toMatchObject({ is: 'anonymous' });
    await access.signOut(other.cookie);
    expect(errors.at(-1)).toContain('would let somebody in again');
  });
});

test.each([
  ['garbage', '\0', 'it is not JSON'],
  ['half of it', '{"sessions": [', 'it is not JSON'],
  ['a cookie instead of a hash', '{"sessions": [{"key": "short"}]}', 'sessions.0.key'],
])('a file with %s lets nobody in, is set aside, and is said', async (_name, content, why) => {
  writeFileSync(file(), content);
  const { access, errors } = await start();
  expect(access.sessions()).toEqual([]);
  expect(errors).toEqual([
    expect.stringContaining(`Who was signed in is not known any more, and everybody signs in again: ${file()} cannot be believed (${why}`),
  ]);
  const { cookie } = await signIn(access);
  expect(look((await start()).access, cookie)).toMatchObject({ is: 'user' });
});
