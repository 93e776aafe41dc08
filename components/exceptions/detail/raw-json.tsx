'use client';
import { useState } from 'react';
import type { RawAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useStoreAsked } from '../use-store-asked.ts';
import { LongText } from './long-text.tsx';

/** The JSON as it was stored; asked for when somebody wants to see it, which is written down. */
export function RawJson({ store, guid }: { store: string; guid: string }) {
  const [isWanted, want] = useState(false);
  const { answer, trouble, isAsking } = useStoreAsked<RawAnswer>(store, 'raw', isWanted ? { guid } : null);
  return (
    <div className="pad">
      <h3>
        Raw JSON <span className="grow" />
        {isWanted ? null : (
          <button type="button" className="btn plain" onClick={() => want(true)}>
            Show, writes an audit line
          </button>
        )}
      </h3>
      {isAsking && !answer ? <p className="q small">Asking…</p> : null}
      {trouble === null ? null : <p className="w warning small">Not shown: {sentence(trouble)}</p>}
      {answer === null ? null : answer.json === null ? (
        <p className="note none">None was stored.</p>
      ) : (
        <LongText text={pretty(answer.json)} label="The JSON as it was stored" />
      )}
      {answer?.isCut ? <p className="w warning small">Only its beginning was read.</p> : null}
    </div>
  );
}

/** Indented where it can be read, else as it is. */
function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
