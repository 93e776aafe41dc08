'use client';
import './tokens.css';
import './base.css';
import './states.css';

/** Stands in for the whole document when even its frame failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
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
