'use client';
import type { Viewer } from '#lib/access/viewer.ts';
import { MenuButton } from '../ui/menu-button.tsx';
import { roleWords } from './role-words.ts';

const loadMenu = () => import('./user-lines.tsx').then(({ UserLines }) => UserLines);

/** Who looks, at the end of the top bar; for who is not signed in, the way to do so and back to this page. */
export function UserMenu({ viewer, path }: { viewer: Viewer; path: string }) {
  if (viewer.is === 'anonymous' || viewer.is === 'wall') {
    return (
      <a className="user" href={`/sign-in?from=${encodeURIComponent(path)}`}>
        {viewer.hadSession ? 'Session ended, sign in' : 'Sign in'}
      </a>
    );
  }
  const role = roleWords(viewer);
  return (
    <MenuButton className="user" label={`${viewer.name}, ${role}: session and sign-out`} load={loadMenu} about={viewer}>
      {viewer.name} <span className="wide">· {role}</span>
    </MenuButton>
  );
}
