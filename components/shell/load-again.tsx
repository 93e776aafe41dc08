'use client';

/** Loads the whole page anew at its present address, so that its filters stay. */
export function LoadAgain() {
  return (
    <button type="button" className="btn" onClick={() => window.location.reload()}>
      Load this page again
    </button>
  );
}
