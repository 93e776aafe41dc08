'use client';
import { useHealFailed } from './use-heal.ts';

/** Stands on a wall whose drawing failed: red, in words, and tries again by itself. */
export function WallFailed({ message }: { message: string }) {
  useHealFailed();
  return (
    <div className="wall">
      <div className="red failed" role="alert">
        <p className="told big">This wall failed: nothing is known from it</p>
        <p className="told">Vigil’s own error, not the estate’s: {message}</p>
        <p className="told">It is drawn again by itself as soon as Vigil answers.</p>
      </div>
    </div>
  );
}
