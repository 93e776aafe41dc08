'use client';
import { MenuButton } from '../ui/menu-button.tsx';

const loadPanel = () => import('./notes-panel.tsx').then(({ NotesPanel }) => NotesPanel);

/** Where the notes are wanted, and what that place is called. */
export type NotesAt = { system: string; group?: string; node?: string; title: string };

/** Opens what people wrote about a place and about what it stands in. Drawn only where there is something. */
export function NotesButton(at: NotesAt) {
  return (
    <MenuButton className="btn plain" label={`Notes: ${at.title}`} opens="dialog" load={loadPanel} about={at}>
      Notes
    </MenuButton>
  );
}
