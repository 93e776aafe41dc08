'use client';
import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useReturnFocus } from './use-return-focus.ts';

type AskingProps = {
  title: string;
  /** On the button that takes it back. */
  leave: string;
  onLeave(): void;
  /** What is asked, given the button that takes it back to put among its own. */
  children(leave: ReactNode): ReactNode;
};

/** A dialog that asks: the button that takes it back has the focus, Esc does the same, and the focus returns to where it was. */
export function AskingDialog({ title, leave, onLeave, children }: AskingProps) {
  const button = useRef<HTMLButtonElement>(null);
  const returnFocus = useReturnFocus();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onLeave())}>
      <Dialog.Portal>
        <div className="backdrop" />
        <Dialog.Content
          className="dialog"
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            button.current?.focus();
          }}
          onCloseAutoFocus={returnFocus}
        >
          <Dialog.Title>{title}</Dialog.Title>
          {children(
            <button ref={button} type="button" className="btn" onClick={onLeave}>
              {leave}
            </button>,
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
