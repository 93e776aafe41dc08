'use client';
import type { Hung } from '../../ui/menu-button.tsx';
import { MenuGroup, MenuHead, MenuLine, MenuLink, MenuPanel, MenuRule } from '../../ui/menu-panel.tsx';
import type { DeedGroup, Deeds } from './deeds.ts';

export type DeedsAbout = { title: string; target: string; groups: readonly DeedGroup[]; deeds: Deeds };

/** What can be done to something in a cluster; what cannot be done says why. */
export function DeedMenu({ button, onShut, about: { title, target, groups, deeds } }: Hung & { about: DeedsAbout }) {
  return (
    <MenuPanel button={button} onShut={onShut} label={`Actions on ${title}`}>
      <MenuHead>
        <b>Actions on {title}</b>
        {deeds.why === 'not enabled' && deeds.howToEnable ? <span className="m">{deeds.howToEnable}</span> : null}
      </MenuHead>
      {groups.map(({ title: head, deeds: lines }) => (
        <MenuGroup key={head} title={head}>
          {lines.map((deed) => {
            const off = deeds.why ?? deed.off ?? null;
            return (
              <MenuLine
                key={`${deed.action} ${deed.words}`}
                words={`${deed.words}…`}
                note={off ?? deed.note}
                isOff={off !== null}
                onPick={() => deeds.open(deed, target)}
              />
            );
          })}
        </MenuGroup>
      ))}
      <MenuRule />
      <MenuLink words={`Where is ${target} in the audit?`} note="page" href={`/audit?target=${encodeURIComponent(target)}`} />
    </MenuPanel>
  );
}
