'use client';
import { signOut } from 'next-auth/react';
import type { Viewer } from '#lib/access/viewer.ts';
import { formatAge } from '#lib/format/age.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import type { Hung } from '../ui/menu-button.tsx';
import { MenuHead, MenuLine, MenuLink, MenuPanel, MenuRule } from '../ui/menu-panel.tsx';
import { rightsLines, roleWords } from './role-words.ts';

/** The menu of who is signed in. */
export function UserLines({ button, onShut, about: viewer }: Hung & { about: Viewer }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const { name, expiresAt } = viewer;
  return (
    <MenuPanel button={button} onShut={onShut} label={name}>
      <MenuHead>
        <b>
          {name}, {roleWords(viewer)}
        </b>
        {rightsLines(viewer).map((line) => (
          <span key={line} className="m">
            {line}
          </span>
        ))}
        {expiresAt === null ? null : (
          <span className="q" title={format.describe(expiresAt)}>
            session ends at {format.moment(expiresAt, own.now)}, in {formatAge(expiresAt - own.now)}
          </span>
        )}
      </MenuHead>
      <MenuLink words="Sessions" note="page" href="/sessions" />
      <MenuLink words="About Vigil" note="page" href="/about" />
      <MenuRule />
      <MenuLine words="Sign out" note="ends this session" onPick={() => void signOut({ callbackUrl: '/sign-in' })} />
    </MenuPanel>
  );
}
