'use client';
import type { ComponentType } from 'react';
import { type Hung, MenuButton } from '../ui/menu-button.tsx';
import { useActions } from './actions-context.tsx';

type ActProps<About> = { label: string; load(): Promise<ComponentType<Hung & { about: About }>>; about: About };

/** The dots that open what can be done to something. Who is not signed in has none. */
export function ActButton<About>({ label, load, about }: ActProps<About>) {
  const { viewer } = useActions();
  if (!viewer || viewer.is === 'anonymous') return null;
  return (
    <MenuButton className="act" label={label} load={load} about={about}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="3" r="1.4" />
        <circle cx="8" cy="8" r="1.4" />
        <circle cx="8" cy="13" r="1.4" />
      </svg>
    </MenuButton>
  );
}
