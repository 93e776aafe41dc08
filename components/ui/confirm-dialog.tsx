'use client';
import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { useReturnFocus } from './use-return-focus.ts';

type ConfirmProps = {
  title: string;
  words: string;
  /** Verb and target. */
  button: string;
  isBusy: boolean;
  trouble: string | null;
  onConfirm(): void;
  onLeave(): void;
};

/** Asks once before something that cannot be taken back. Cancel has the focus; it stays open, with the reason, when it did not work. */
export function ConfirmDialog({ title, words, button, isBusy, trouble, onConfirm, onLeave }: ConfirmProps) {
  const cancel = useRef<HTMLButtonElement>(null);
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
            cancel.current?.focus();
          }}
          onCloseAutoFocus={returnFocus}
        >
          <Dialog.Title>{title}</Dialog.Title>
          <p className="summary">{words}</p>
          <p className="w critical small" role="alert">
            {trouble}
          </p>
          <div className="btns">
            <button ref={cancel} type="button" className="btn" onClick={onLeave}>
              Cancel
            </button>
            <button type="button" className="btn strong" disabled={isBusy} onClick={onConfirm}>
              {isBusy ? 'Sending…' : button}
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
