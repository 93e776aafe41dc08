import { fireEvent, screen, within } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { describe, expect, test } from 'vitest';
import type { AccessClient, SessionCard, Sessions, TokenCard } from '#components/access/access-client.ts';
import type { Answer } from '#components/access/ask-vigil.ts';
import { SessionsPage } from '#components/access/sessions-page.tsx';
import { UserMenu } from '#components/access/user-menu.tsx';
import { until } from '#test/fakes/until.ts';
import { ADMIN, ANONYMOUS, press, VIEWER } from '../actions/door.tsx';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

const OWN: SessionCard = {
  ...{ session: 's1', name: 'ann', address: '10.0.0.7', agent: 'Firefox', isOwn: true },
  ...{ startedAt: NOW - 60_000, seenAt: NOW - 1_000, expiresAt: NOW + 3_600_000 },
};
const OTHER: SessionCard = { ...OWN, session: 's2', name: 'dev', address: '10.0.0.8', isOwn: false };
const TOKEN: TokenCard = { name: 'deploy', scope: 'act on haproxy', isRevoked: false, usedAt: null, usedFrom: null };

function page(answers: Answer<Sessions>[], ending: Answer<unknown> = { ok: true, value: {} }, viewer = ADMIN) {
  const asked: string[] = [];
  const gone: string[] = [];
  let reads = 0;
  const client: AccessClient = {
    read: async () => answers[Math.min(reads++, answers.length - 1)] ?? { ok: false, message: 'nothing' },
    endSession: async (session) => {
      asked.push(`end ${session}`);
      return ending;
    },
    revokeToken: async (name) => {
      asked.push(`revoke ${name}`);
      return ending;
    },
  };
  const drawn = draw(
    <SWRConfig value={{ provider: () => new Map() }}>
      <SessionsPage viewer={viewer} client={client} go={(path) => gone.push(path)} />
    </SWRConfig>,
  );
  return { asked, gone, container: drawn.container };
}

const good = (sessions: SessionCard[], tokens: TokenCard[] = []): Answer<Sessions> => ({
  ok: true,
  value: { sessions, tokens, unkept: null },
});

describe('sessions and tokens', () => {
  test('an admin sees all of both, and that ending takes effect at once', async () => {
    const { container } = page([good([OWN, OTHER], [TOKEN])]);
    await screen.findByText('deploy');
    expect(words(container)).toContain('All sessions2');
    expect(words(container)).toContain('takes effect at once');
    expect(words(container)).toContain('never used');
  });

  test('while sessions cannot be kept it is said that a restart signs everybody out', async () => {
    const unkept = 'the folder of state cannot be written (EROFS)';
    const { container } = page([{ ok: true, value: { sessions: [OWN], tokens: [], unkept } }], undefined, VIEWER);
    await screen.findByText('A restart of Vigil signs everybody out');
    expect(words(container)).toContain('The folder of state cannot be written (EROFS).');
  });

  test('who is no admin sees his own and no tokens', async () => {
    page([good([OTHER])], undefined, VIEWER);
    await screen.findByText('Your sessions');
    expect(screen.queryByRole('region', { name: 'Tokens' })).toBeNull();
  });

  test('a session is ended after a question, and the list is read again', async () => {
    const { asked } = page([good([OWN, OTHER]), good([OWN])]);
    fireEvent.click(await screen.findByRole('button', { name: 'End session of dev from 10.0.0.8' }));
    const dialog = await screen.findByRole('dialog', { name: 'End the session of dev' });
    expect(document.activeElement?.textContent).toBe('Cancel');
    expect(asked).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'End session of dev' }));
    await until('the other session is gone', () => screen.queryByText('dev') === null);
    expect(asked).toEqual(['end s2']);
  });

  test('ending the own session leads to signing in', async () => {
    const { gone } = page([good([OWN])]);
    fireEvent.click(await screen.findByRole('button', { name: /End session of ann/ }));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End this session' }));
    await until('it went on', () => gone.length === 1);
    expect(gone).toEqual(['/sign-in']);
  });

  test('what could not be revoked says why, and the question stays', async () => {
    const { asked } = page([good([OWN], [TOKEN])], { ok: false, message: 'no such token (error k3f9)' });
    fireEvent.click(await screen.findByRole('button', { name: 'Revoke deploy' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Revoke deploy' }));
    expect(await within(dialog).findByText('no such token (error k3f9)')).toBeTruthy();
    expect(asked).toEqual(['revoke deploy']);
  });

  test('a list that cannot be had says so', async () => {
    page([{ ok: false, message: 'needs a session (error k3f9)' }]);
    expect(await screen.findByText('Needs a session (error k3f9).')).toBeTruthy();
  });

  test('a list that cannot be read again stays', async () => {
    page([good([OWN, OTHER]), { ok: false, message: 'Vigil did not answer' }]);
    await screen.findByText('dev');
    press('Refresh');
    expect(await screen.findByText('The sessions could not be read again')).toBeTruthy();
    expect(screen.getByText('dev')).toBeTruthy();
  });
});

describe('the user menu', () => {
  test('leads who is not signed in to sign in and back', () => {
    draw(<UserMenu viewer={ANONYMOUS} path="/haproxy" />);
    expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/sign-in?from=%2Fhaproxy');
  });

  test('says that a session has ended', () => {
    draw(<UserMenu viewer={{ ...ANONYMOUS, hadSession: true }} path="/" />);
    expect(screen.getByRole('link', { name: 'Session ended, sign in' })).toBeTruthy();
  });

  test('says who it is, what he may do, until when, and how to leave', async () => {
    draw(<UserMenu viewer={ADMIN} path="/haproxy" />);
    press(/ann, admin/);
    const said = words(await screen.findByRole('menu', { name: 'ann' }));
    expect(said).toContain('haproxy: view, act');
    expect(said).toContain('session ends at 15:11:12 UTC, in 1h 00m');
    expect(screen.getByRole('menuitem', { name: /Sessions/ }).getAttribute('href')).toBe('/sessions');
    expect(screen.getByRole('menuitem', { name: /Sign out/ })).toBeTruthy();
  });
});
