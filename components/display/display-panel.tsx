'use client';
import { useId } from 'react';
import type { Hung } from '../ui/menu-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { THEMES, type Theme } from './display.ts';
import { useDisplay } from './display-context.tsx';
import { ZoneFields } from './zone-fields.tsx';

const THEME_WORDS: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** How the pages look and in which zone they say times. Whatever is chosen holds at once, here and in every other tab. */
export function DisplayPanel({ button, onShut }: Hung & { about: null }) {
  const { display, isKept, choose } = useDisplay();
  const name = useId();
  return (
    <Panel
      button={button}
      onShut={onShut}
      label="Display"
      first={(panel) => panel.querySelector<HTMLElement>('input:checked')}
      onEscape={({ target }) => target instanceof HTMLInputElement && target.type === 'search' && target.value !== ''}
    >
      <div className="display">
        <fieldset>
          <legend>Theme</legend>
          <div className="themes">
            {THEMES.map((theme) => (
              <label key={theme}>
                <input type="radio" name={name} checked={display.theme === theme} onChange={() => choose({ theme })} />
                <span>{THEME_WORDS[theme]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <ZoneFields zone={display.zone} onZone={(zone) => choose({ zone })} />
        {isKept ? null : (
          <p className="w warning small" role="status">
            This browser does not keep it: it holds until the page is loaded again. Cookies are refused here.
          </p>
        )}
      </div>
    </Panel>
  );
}
