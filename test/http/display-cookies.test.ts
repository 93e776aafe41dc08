import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { displayCookies } from '#lib/http/display-cookies.ts';

const grants = { all: [], systems: {} } as unknown as Caller['grants'];
const user = (name: string): Caller => ({ is: 'user', name, grants, address: '::1', session: 's', expiresAt: 0 });

describe('where a browser keeps how pages are shown', () => {
  test('who is not signed in has one place', () => {
    const anonymous: Caller = { is: 'anonymous', name: 'anonymous', grants, address: '::1', hadSession: false };
    expect(displayCookies(anonymous)).toEqual(['vigil-display']);
  });

  test('everybody who signs in has his own before it', () => {
    const [ann, none] = displayCookies(user('ann'));
    expect(none).toBe('vigil-display');
    expect(ann).not.toBe(displayCookies(user('bob'))[0]);
    expect(displayCookies(user(' ANN'))[0]).toBe(ann);
  });

  test.each(['ann', 'Žofie Nováková', 'a=b; c', '\u0000'])('any name makes the name of a cookie: %j', (name) => {
    expect(displayCookies(user(name))[0]).toMatch(/^vigil-display-[0-9a-f]{16}$/);
  });
});
