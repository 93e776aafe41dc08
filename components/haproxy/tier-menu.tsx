'use client';
import { useContext } from 'react';
import type { Hung } from '../ui/menu-button.tsx';
import { ActionMenu } from './action-menu.tsx';
import { probesOf, type Scope } from './action-scope.ts';
import { PartsContext } from './parts-context.tsx';
import { aloneReaches } from './server-menu.tsx';

type MenuProps = Hung & { about: { group: string; title: string } };

/** What can be done to every server of a tier. */
export function TierMenu({ button, onShut, about: { group, title } }: MenuProps) {
  const parts = useContext(PartsContext);
  const scope: Scope = { group, backend: null, server: null, only: null };
  const alone = aloneReaches(scope, probesOf(parts, scope));
  return (
    <ActionMenu
      button={button}
      onShut={onShut}
      title={`Every server of ${title}`}
      reaches={[{ words: 'all instances', scope }, ...alone]}
    />
  );
}
