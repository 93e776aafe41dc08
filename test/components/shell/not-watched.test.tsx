import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { Announcer } from '#components/shell/announcer.tsx';
import { NotWatched } from '#components/shell/not-watched.tsx';
import { pageStates } from '#components/shell/page-states.ts';
import { TopBar } from '#components/shell/top-bar.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { draw, shapes, words } from '../draw.tsx';
import { MOMENT, NOW, probe } from '../estate.ts';

const VIEWER: Viewer = {
  ...{ is: 'user', name: 'ann', key: 's1', isAdmin: true, expiresAt: NOW + 3_600_000, hadSession: false },
  systems: { view: ['haproxy'], act: ['haproxy'], details: [] },
};
const PAGES = [{ path: '/redis', title: 'Redis', system: 'redis', isUnwatched: true }];
const states = () => pageStates(PAGES, [probe()], [], { own: MOMENT, board: boardMoment([probe()], MOMENT) });

describe('a system that is not watched', () => {
  test('has a page that says so, why, and how it would be, and nothing on it is ok', () => {
    const absent = { name: 'redis', why: 'redis-server is not installed here.', smallest: 'redis:\n  groups: []' };
    const { container } = draw(<NotWatched title="Redis" absent={absent} />);
    expect(words(container)).toContain('No Redis is configured');
    expect(words(container)).toContain('redis-server is not installed here.');
    expect(container.querySelector('pre')?.textContent).toBe(absent.smallest);
    expect([shapes(container, 'ok'), shapes(container, 'unknown')]).toEqual([0, 2]);
  });

  test('has a tab that is marked as not watched, and is not called ok', () => {
    draw(<TopBar environment="prod" viewer={VIEWER} pages={states()} path="/" link={{ state: 'live' }} now={NOW} />);
    const tab = screen.getByRole('link', { name: /^Redis/ });
    expect(words(tab)).toBe('Redisnot watched');
    expect([shapes(tab, 'ok'), shapes(tab, 'unknown')]).toEqual([0, 1]);
  });

  test('is not read out over and over', () => {
    const { container } = draw(<Announcer link={{ state: 'live' }} pages={states()} />);
    expect(words(container)).not.toContain('Redis');
  });
});
