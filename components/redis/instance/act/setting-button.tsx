'use client';
import { useState } from 'react';
import { safeSetting } from '#lib/systems/redis/instance/model.ts';
import type { Setting } from '#lib/systems/redis/model-asked.ts';
import { useLate } from '../../../ui/use-late.ts';
import { useDeeds } from './deeds.ts';

const loadDialog = () => import('./setting-dialog.tsx').then(({ SettingDialog }) => SettingDialog);

/** Opens the change of a setting that is safe to change; nothing stands beside the others. */
export function SettingButton({ setting }: { setting: Setting }) {
  const deeds = useDeeds();
  const [isAsking, setAsking] = useState(false);
  const { loaded: Dialog, trouble } = useLate(loadDialog, isAsking);
  const safe = safeSetting(setting.name);
  if (deeds === null || safe === null) return null;
  return (
    <>
      <button
        type="button"
        className="link"
        aria-label={`Set ${setting.name}`}
        aria-disabled={deeds.why !== null}
        title={deeds.why ?? undefined}
        onClick={() => setAsking(deeds.why === null)}
      >
        Set…
      </button>
      {isAsking && Dialog ? <Dialog deeds={deeds} setting={setting} safe={safe} onShut={() => setAsking(false)} /> : null}
      {trouble ? <span className="w critical small">not loaded: {trouble}</span> : null}
    </>
  );
}
