'use client';
import { AskingDialog } from '../ui/asking-dialog.tsx';
import { keysOf, LIST_KEYS, SHORTCUTS } from '../ui/shortcuts.ts';

/** Every key that the pages listen to. */
export function KeysSheet({ isMac, onLeave }: { isMac: boolean; onLeave(): void }) {
  return (
    <AskingDialog title="Keyboard shortcuts" leave="Close" onLeave={onLeave}>
      {(close) => (
        <>
          <dl className="keys">
            {Object.values(SHORTCUTS).map((shortcut) => (
              <div key={shortcut.key}>
                <dt>
                  <kbd>{keysOf(shortcut, isMac)}</kbd>
                </dt>
                <dd>{shortcut.does}</dd>
              </div>
            ))}
          </dl>
          <h3>In a list of errors</h3>
          <dl className="keys">
            {Object.values(LIST_KEYS).map(({ shown, does }) => (
              <div key={shown}>
                <dt>
                  <kbd>{shown}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <p className="q small">
            Tab goes through everything that can be used, and Enter or Space uses it. No single key changes anything.
          </p>
          <div className="btns">{close}</div>
        </>
      )}
    </AskingDialog>
  );
}
