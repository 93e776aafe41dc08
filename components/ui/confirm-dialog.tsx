'use client';
import { AskingDialog } from './asking-dialog.tsx';

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

/** Asks once before something that cannot be taken back. It stays open, with the reason, when it did not work. */
export function ConfirmDialog({ title, words, button, isBusy, trouble, onConfirm, onLeave }: ConfirmProps) {
  return (
    <AskingDialog title={title} leave="Cancel" onLeave={onLeave}>
      {(cancel) => (
        <>
          <p className="summary">{words}</p>
          <p className="w critical small" role="alert">
            {trouble}
          </p>
          <div className="btns">
            {cancel}
            <button type="button" className="btn strong" disabled={isBusy} onClick={onConfirm}>
              {isBusy ? 'Sending…' : button}
            </button>
          </div>
        </>
      )}
    </AskingDialog>
  );
}
