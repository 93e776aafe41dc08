import { describe, expect, test } from 'vitest';
import { hostSays, rolesWords } from '#components/hosts/host-words.ts';
import type { Part } from '#lib/issues/issue.ts';
import { failing, NEVER_READ, readAgo, row, state } from '../estate.ts';
import { down, drained, hostOf, part, up } from './judged.ts';

const BACKEND = row({ kind: 'backend', name: 'BACKEND', proxy: 'be_web' });
const five = ['a', 'b', 'c', 'd', 'e'].map((proxy) => up('web01', proxy));
const both = (...rows: Part['rows'][number][]) => [part('lb05', rows), part('lb06', rows)];
const OLD = readAgo(60_000);

describe('what a host does in words', () => {
  test.each<[string, Part[], string]>([
    ['in some and out of some', both(...five, drained('web01')), 'in 5 backends, out of 1'],
    ['in one', both(up('web01')), 'in 1 backend'],
    ['in none', both(down('web01')), 'out of 1 backend'],
    ['up without weight takes nothing', both(up('web01', 'be_web', { weight: 0 })), 'out of 1 backend'],
    ['a backup waits', both(up('web01', 'a'), up('web01', 'b', { isBackup: true })), 'in 1 backend, backup in 1'],
    ['a state that is not known', both(up('web01', 'be_web', { state: state({ word: 'unknown', said: 'ODD' }) })), '1 backend not known'],
    [
      'instances disagree',
      [part('lb05', [up('web01'), up('web01', 'be_api')]), part('lb06', [drained('web01'), up('web01', 'be_api')])],
      'in 1 backend; instances disagree on be_web (in on lb05, out on lb06)',
    ],
    [
      'one does not have it',
      [part('lb05', [up('web01')]), part('lb06', [BACKEND])],
      'instances disagree on be_web (in on lb05, not named on lb06)',
    ],
    ['one is not read', [part('lb05', [up('web01')]), part('lb06', [up('web01')], OLD)], 'in 1 backend; lb06 not read'],
    ['one was never read', [part('lb05', [up('web01')]), part('lb06', [], NEVER_READ)], 'in 1 backend; lb06 not read'],
    ['one refuses', [part('lb05', [up('web01')]), part('lb06', [up('web01')], failing('refused', 500))], 'in 1 backend; lb06 not read'],
    ['none is read', [part('lb05', five, OLD), part('lb06', five, OLD)], '5 backends not known; lb05 and lb06 not read'],
    ['nothing', [part('lb05', [up('web02')])], ''],
  ])('%s', (_name, parts, expected) => expect(rolesWords(hostOf('web01', parts).roles)).toBe(expected));
});

describe('why a host is what it is, in words', () => {
  test.each<[string, string, Part[], string]>([
    ['nothing while it is ok', 'web01', both(up('web01')), ''],
    [
      'the row, its place and who says so',
      'web01',
      both(up('web01', 'be_api'), down('web01')),
      'be_web on lb05: down: L4CON; 1 more alike',
    ],
    ['the age of what was said', 'web01', [part('lb05', [up('web01')], OLD)], 'be_web on lb05: stale 1m 00s, was ok'],
    ['the only node on it without its name', 'rack-lb05', [part('lb05', [], OLD)], 'stale 1m 00s, was ok'],
    ['that nothing is known', 'spare', [], 'no node of it is asked, and no reading names it'],
  ])('says %s', (_name, host, parts, expected) => expect(hostSays(hostOf(host, parts))).toBe(expected));
});
