'use client';
import { MenuButton } from '../../ui/menu-button.tsx';
import type { DeedsAbout } from './deed-menu.tsx';

const load = () => import('./deed-menu.tsx').then(({ DeedMenu }) => DeedMenu);

/** Opens what can be done to something in a cluster: a button with words, or dots beside a name. */
export function DeedButton({ about, words }: { about: DeedsAbout; words?: string }) {
  return (
    <MenuButton className={words === undefined ? 'act' : 'btn'} label={`Actions on ${about.title}`} load={load} about={about}>
      {words ?? <span className="dots" aria-hidden="true" />}
    </MenuButton>
  );
}
