'use client';
import { useState } from 'react';
import { MenuButton } from '../../../ui/menu-button.tsx';
import { useLate } from '../../../ui/use-late.ts';
import type { NodeLine } from '../../node-line.ts';
import { useDeeds } from './deeds.ts';

const loadMenu = () => import('./instance-menu.tsx').then(({ InstanceMenu }) => InstanceMenu);
const loadDialog = () => import('./key-dialog.tsx').then(({ KeyDialog }) => KeyDialog);

/** Opens what can be done to the instance itself. */
export function InstanceButton({ line }: { line: NodeLine }) {
  const deeds = useDeeds();
  const [isAsking, setAsking] = useState(false);
  const { loaded: Dialog, trouble } = useLate(loadDialog, isAsking);
  if (deeds === null) return null;
  const { node } = deeds.source;
  return (
    <>
      <MenuButton className="btn" label={`Actions on ${node}`} load={loadMenu} about={{ deeds, line, onKey: () => setAsking(true) }}>
        Actions
      </MenuButton>
      {isAsking && Dialog ? <Dialog deeds={deeds} onShut={() => setAsking(false)} /> : null}
      {trouble ? (
        <span className="w critical small" role="alert">
          The dialog could not be loaded: {trouble}. Load the page again.
        </span>
      ) : null}
    </>
  );
}
