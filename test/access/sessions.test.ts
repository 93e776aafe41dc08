import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Sessions } from '#lib/access/sessions.ts';
import { handClock } from './by-hand.ts';

const ANN = { user: 'ann', password: 'p1', name: 'Ann', address: '10.0.0.1', agent: 'Firefox', lastsMs: 60_000 };

function started() {
  const clock = handClock();
  return { clock, sessions: new Sessions(clock) };
}

test('a session is found by its cookie, from which nobody can tell its public id', () => {
  const { clock, sessions } = started();
  const { cookie, card } = sessions.begin(ANN);
  const at = clock.now();
  expect(cookie).toMatch(/^[\w-]{43}$/);
  expect(card).toEqual({
    session: expect.stringMatching(/^[\w-]{8}$/),
    name: 'Ann',
    address: '10.0.0.1',
    agent: 'Firefox',
    startedAt: at,
    seenAt: at,
    expiresAt: at + 60_000,
  });
  expect(cookie).not.toContain(card.session);
  expect(sessions.look(cookie)).toEqual({ user: 'ann', card });
  expect(inspect(sessions, { depth: 10, showHidden: true })).not.toContain(cookie);
});

test('no two sessions share a cookie or an id', () => {
  const { sessions } = started();
  const all = Array.from({ length: 40 }, () => sessions.begin(ANN));
  expect(new Set(all.map(({ cookie }) => cookie)).size).toBe(40);
  expect(new Set(all.map(({ card }) => card.session)).size).toBe(40);
});

test('a session ends when its time is over, however busy it was', () => {
  const { clock, sessions } = started();
  const { cookie } = sessions.begin(ANN);
  clock.pass(59_999);
  expect(sessions.look(cookie)).toMatchObject({ card: { seenAt: clock.now() } });
  clock.pass(1);
  expect(sessions.look(cookie)).toBeNull();
  expect(sessions.list()).toEqual([]);
  expect(sessions.endByCookie(cookie)).toBeNull();
});

test('a user has at most 50 sessions: the oldest ends, and nobody else loses one', () => {
  const { sessions } = started();
  const bob = sessions.begin({ ...ANN, user: 'bob', name: 'bob' });
  const [first, ...others] = Array.from({ length: 50 }, () => sessions.begin(ANN));
  expect(others.flatMap(({ ended }) => ended)).toEqual([]);
  const last = sessions.begin(ANN);
  expect(last.ended).toEqual([first?.card]);
  expect(sessions.look(first?.cookie ?? '')).toBeNull();
  expect(sessions.look(bob.cookie)).not.toBeNull();
  expect(sessions.list()).toHaveLength(51);
  expect(sessions.list()[0]).toEqual(last.card);
});

test('what a browser calls itself is cut to 200 characters', () => {
  expect(started().sessions.begin({ ...ANN, agent: 'x'.repeat(5_000) }).card.agent).toBe('x'.repeat(200));
});

describe('a session that was ended lets nobody in', () => {
  test.each<[string, (sessions: Sessions, cookie: string, id: string) => unknown]>([
    ['by its cookie', (sessions, cookie) => sessions.endByCookie(cookie)],
    ['by its public id', (sessions, _cookie, id) => sessions.end(id)],
    ['with all of its user', (sessions) => sessions.endOf('ann')[0]],
  ])('%s', (_name, end) => {
    const { sessions } = started();
    const { cookie, card } = sessions.begin(ANN);
    const other = sessions.begin({ ...ANN, user: 'bob' });
    expect(end(sessions, cookie, card.session)).toEqual(card);
    expect(sessions.look(cookie)).toBeNull();
    expect(end(sessions, cookie, card.session) ?? null).toBeNull();
    expect(sessions.look(other.cookie)).not.toBeNull();
  });
});

test.each(['', '__proto__', 'constructor', 'x'.repeat(100_000), 'Z\u00fcrich \ud800', '\0'])('the cookie %j leads nowhere', (cookie) => {
  const { sessions } = started();
  sessions.begin(ANN);
  expect(sessions.look(cookie)).toBeNull();
  expect(sessions.endByCookie(cookie)).toBeNull();
  expect(sessions.end(cookie)).toBeNull();
});
