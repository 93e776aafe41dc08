import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { HostBoard } from '#components/hosts/host-board.tsx';
import { NoHost } from '#components/hosts/host-page.tsx';
import { openIssues } from '#components/issues/open-issues.ts';
import { NO_ATTENTION } from '#lib/attention/attention.ts';
import { hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, readAgo } from '../estate.ts';
import { CARDS, down, drained, hostOf, part, up } from './judged.ts';

const OUTAGE = { ...readAgo(60_000), ...failing('timeout', 55_000) };

function page(name: string, parts: readonly Part[]): HTMLElement {
  const names = hostNames(CARDS);
  const issues = openIssues({ parts, findings: [] }, { own: MOMENT, board: MOMENT }, NO_ATTENTION, names);
  return draw(<HostBoard host={hostOf(name, parts)} names={names} issues={issues} />).container;
}

const wrong = () => words(screen.getByRole('region', { name: 'What is wrong' }));
const doing = () => screen.getByRole('region', { name: 'What it does: HAProxy, Public' });

describe('what is wrong on a host', () => {
  test('is what its rows say, and not the trouble of others', () => {
    page('web01', [part('lb05', [down('web01'), down('web02')])]);
    expect(wrong()).toContain('web01 is down: L4CON');
    expect(wrong()).not.toContain('web02');
  });

  test('is that the instance on it does not answer', () => {
    page('rack-lb05', [part('lb05', [], OUTAGE), part('lb06', [])]);
    expect(wrong()).toContain('lb05 has not answered for 55s');
  });

  test('is that the instance which tells what it does is not read, and that no other is', () => {
    page('web01', [part('lb05', [up('web01')]), part('lb06', [up('web01')], OUTAGE), part('lb07', [up('web02', 'be_api')], OUTAGE)]);
    expect(wrong()).toContain('lb06 has not answered');
    expect(wrong()).not.toContain('lb07');
  });

  test('is nothing, with the age that this rests on', () => {
    page('web01', [part('lb05', [up('web01')], readAgo(4_000))]);
    expect(wrong()).toContain('Nothing is wrong on it');
    expect(wrong()).toContain('4s old');
  });

  test('is not nothing where nothing is known', () => {
    page('spare', []);
    expect(wrong()).toContain('Nothing is known of it');
    expect(wrong()).not.toContain('Nothing is wrong');
  });
});

describe('what a host does', () => {
  test('is told by each instance, in words and with the age, and leads to the rows', () => {
    page('web01', [part('lb05', [up('web01')]), part('lb06', [drained('web01')], readAgo(4_000))]);
    expect(words(within(doing()).getByRole('row', { name: /be_web/ }))).toBe('be_webthey disagreeup2sdrain4s');
    expect(screen.getByRole('link', { name: 'web01 in be_web' }).getAttribute('href')).toBe(
      '/haproxy?q=group%3Apublic+proxy%3Abe_web+server%3Aweb01',
    );
  });

  test('is hatched and not healthy where it is too old, and says so where it was never read', () => {
    page('web01', [part('lb05', [up('web01')], OUTAGE), part('lb06', [], NEVER_READ), part('lb07', [up('web02')])]);
    const row = within(doing()).getByRole('row', { name: /be_web/ });
    expect(row.querySelectorAll('td.hatch')).toHaveLength(2);
    expect(words(row)).toContain('not read yet');
    expect(words(row)).toContain('not named there');
    expect(shapes(row, 'ok')).toBe(0);
  });

  test('says by which name where it is another', () => {
    page('web01', [part('lb05', [up('web01.example')])]);
    expect(words(doing())).toContain('be_web as web01.example');
  });
});

test('a node on a host leads to its place', () => {
  page('rack-lb05', [part('lb05', [])]);
  const row = within(screen.getByRole('region', { name: 'Nodes on rack-lb05' })).getByRole('row', { name: /lb05/ });
  expect(within(row).getByRole('link', { name: 'lb05' }).getAttribute('href')).toBe('/haproxy#haproxy%2Fpublic%2Flb05');
  expect(words(row)).toContain('HAProxy, Public');
});

test('a name that nothing has is unknown, and says where to look', () => {
  const { container } = draw(<NoHost said="web99" />);
  expect(shapes(container, 'unknown')).toBe(2);
  expect(screen.getByRole('link', { name: 'All hosts' }).getAttribute('href')).toBe('/hosts');
  expect(screen.getByRole('link', { name: /audit/ }).getAttribute('href')).toBe('/audit?target=web99');
});
