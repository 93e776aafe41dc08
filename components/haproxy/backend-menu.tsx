'use client';
import { useContext } from 'react';
import type { Hung } from '../ui/menu-button.tsx';
import { ActionMenu } from './action-menu.tsx';
import { probesOf, type Scope } from './action-scope.ts';
import { PartsContext } from './parts-context.tsx';
import { aloneReaches } from './server-menu.tsx';

type MenuProps = Hung & { about: { group: string; backend: string } };

/** What can be done to all servers of a backend. */
export function BackendMenu({ button, onShut, about: { group, backend } }: MenuProps) {
  const parts = useContext(PartsContext);
  const scope: Scope = { group, backend, server: null, only: null };
  const alone = aloneReaches(scope, probesOf(parts, scope));
  return (
    <ActionMenu
      button={button}
      onShut={onShut}
      title={`All servers in ${backend}`}
      reaches={[{ words: 'all instances', scope }, ...alone]}
    />
  );
}
