import { expect, test } from 'vitest';
import { landing } from '#components/access/landing.ts';
import { roleWords } from '#components/access/role-words.ts';
import { waitSeconds } from '#components/access/wait-seconds.ts';

test.each<[string | null, string]>([
  ['/haproxy', '/haproxy'],
  ['/haproxy?q=state%3Adrain#x', '/haproxy?q=state%3Adrain#x'],
  ['/', '/'],
  ['/sign-inside', '/sign-inside'],
  [null, '/'],
  ['', '/'],
  ['haproxy', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/a\\..\\evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/evil.example', '/'],
  ['/\n/evil.example', '/'],
  [' //evil.example', '/'],
  ['/\u0000/evil.example', '/'],
  ['/sign-in', '/'],
  ['/sign-in?from=/haproxy', '/'],
])('who came from %j goes to %j', (from, to) => {
  expect(landing(from)).toBe(to);
  expect(new URL(landing(from), 'https://vigil.example').origin).toBe('https://vigil.example');
});

test.each<[string, number]>([
  ['Wrong too often for this name from this address: try again in 8s.', 8],
  ['Try again in 8 s', 8],
  ['try again in 1m 05s.', 65],
  ['try again in 2 min', 120],
  ['try again in 1h 03m', 3_780],
  ['Too many people are signing in at this moment: try again in a few seconds.', 0],
  ['Name or password is wrong.', 0],
])('%j says to wait %d s', (words, seconds) => expect(waitSeconds(words)).toBe(seconds));

test.each<[string, { isAdmin: boolean; act: string[]; view: string[] }, string]>([
  ['who may act on everything', { isAdmin: true, act: ['haproxy'], view: ['haproxy'] }, 'admin'],
  ['who may act on one system', { isAdmin: false, act: ['haproxy'], view: ['haproxy', 'redis'] }, 'admin of haproxy'],
  ['who may only look', { isAdmin: false, act: [], view: ['haproxy'] }, 'viewer'],
  ['who may nothing', { isAdmin: false, act: [], view: [] }, 'no rights'],
])('%s is said in a word', (_name, { isAdmin, act, view }, words) => {
  expect(roleWords({ isAdmin, systems: { view, act, details: [] } })).toBe(words);
});
