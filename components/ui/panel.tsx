'use client';
import { Popover } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import type { Hung } from './menu-button.tsx';

type PanelProps = Hung & {
  label: string;
  /** Gets the focus when the panel opens. */
  first(panel: HTMLElement): HTMLElement | null;
  /** Takes Esc for itself, and says so. */
  onEscape?: (event: KeyboardEvent) => boolean;
  children: ReactNode;
};

/** The open panel of a MenuButton, for what is more than a list of lines. The focus goes back to its button. On a phone it is a sheet at the bottom. */
export function Panel({ button, onShut, label, first, onEscape, children }: PanelProps) {
  return (
    <Popover.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onShut())}>
      <Popover.Anchor asChild>
        <span className="anchor" aria-hidden="true" />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="menu"
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.target instanceof HTMLElement) first(event.target)?.focus();
          }}
          onEscapeKeyDown={(event) => {
            if (onEscape?.(event)) event.preventDefault();
          }}
          onInteractOutside={(event) => {
            if (isOn(button, event.target)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body || document.activeElement === null) button.current?.focus();
          }}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

// The button shuts the panel itself: shut here too it would open again at the click.
function isOn(button: RefObject<HTMLButtonElement | null>, target: EventTarget | null): boolean {
  return target instanceof Node && button.current?.contains(target) === true;
}
