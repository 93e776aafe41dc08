'use client';
import { useState } from 'react';
import './tokens.css';
import './base.css';
import './states.css';

/** Stands in for the whole document when even its frame failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  // This takes the place of the document that the server drew: the theme that it had is kept.
  const [theme] = useState(() => (typeof document === 'undefined' ? undefined : document.documentElement.dataset.theme));
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <main className="alone">
          <h1 className="w critical">Vigil failed</h1>
          <p>Vigil's own error, not the estate's: nothing is known from this window.</p>
          <p className="received">
            <code>
              {error.message}
              {error.digest ? ` (${error.digest})` : ''}
            </code>
          </p>
          <button type="button" className="btn" onClick={() => window.location.reload()}>
            Load it again
          </button>
        </main>
      </body>
    </html>
  );
}
