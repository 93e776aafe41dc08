'use client';
import { MenuButton } from '../ui/menu-button.tsx';

const loadPanel = () => import('./display-panel.tsx').then(({ DisplayPanel }) => DisplayPanel);

/** Opens what everybody may choose for himself, signed in or not: the theme, and the zone of all times. */
export function DisplayButton() {
  return (
    <MenuButton className="user" label="Display: theme and times" opens="dialog" load={loadPanel} about={null}>
      Display
    </MenuButton>
  );
}
