'use client';
import { DropdownMenu } from 'radix-ui';
import { createContext, type ReactNode, useContext } from 'react';
import type { Hung } from './menu-button.tsx';

/** The button that a menu hangs on. */
const ButtonContext = createContext<Hung['button'] | null>(null);

/** The open menu of a MenuButton. The focus goes back to its button, unless the pointer has gone elsewhere. On a phone it is a sheet at the bottom. */
export function MenuPanel({ button, onShut, label, children }: Hung & { label: string; children: ReactNode }) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => (isOpen ? undefined : onShut())}>
      <DropdownMenu.Trigger asChild>
        {/* Where the menu hangs, and, by its id, what the menu is called. */}
        <span className="anchor" aria-hidden="true">
          <span className="vh">{label}</span>
        </span>
      </DropdownMenu.Trigger>
      {/* Inside of the page's landmark, so that whoever goes from one to the next comes by it. */}
      <DropdownMenu.Portal container={document.getElementById('main')}>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onPointerDownOutside={(event) => {
            // The button shuts the menu itself: shut here too it would open again at the click.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault();
          }}
          onFocusOutside={(event) => {
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body || document.activeElement === null) button.current?.focus();
          }}
        >
          <ButtonContext value={button}>{children}</ButtonContext>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type LineProps = { words: string; note: string; isOff?: boolean; onPick(): void };

/** One line: what it does, and at its right what it asks or why it cannot be had. */
export function MenuLine({ words, note, isOff = false, onPick }: LineProps) {
  const button = useContext(ButtonContext);
  const pick = () => {
    // What opens now gives the focus back to where it finds it.
    button?.current?.focus();
    onPick();
  };
  return (
    <DropdownMenu.Item className="pick" disabled={isOff} onSelect={pick}>
      <span>{words}</span>
      <span className="why">{note}</span>
    </DropdownMenu.Item>
  );
}

/** A line that leads to another page. */
export function MenuLink({ words, note, href }: { words: string; note: string; href: string }) {
  return (
    <DropdownMenu.Item className="pick" asChild>
      <a href={href}>
        <span>{words}</span>
        <span className="why">{note}</span>
      </a>
    </DropdownMenu.Item>
  );
}

export function MenuRule() {
  return <DropdownMenu.Separator className="rule" />;
}

/** Lines that belong together, under their name. */
export function MenuGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <DropdownMenu.Group aria-label={title}>
      <DropdownMenu.Label className="group-title">{title}</DropdownMenu.Label>
      {children}
    </DropdownMenu.Group>
  );
}

type ChoiceProps = { label: string; value: string; choices: readonly { id: string; words: string }[]; onChoose(id: string): void };

/** One of several to choose for all lines under it; the menu stays open. */
export function MenuChoice({ label, value, choices, onChoose }: ChoiceProps) {
  return (
    <DropdownMenu.RadioGroup className="choice" aria-label={label} value={value} onValueChange={onChoose}>
      {choices.map(({ id, words }) => (
        <DropdownMenu.RadioItem key={id} value={id} className="chip" onSelect={(event) => event.preventDefault()}>
          {words}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** What stands over the lines and is not one itself. */
export function MenuHead({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="head">{children}</DropdownMenu.Label>;
}
