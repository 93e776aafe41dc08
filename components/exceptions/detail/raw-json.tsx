'use client';
import type { RawAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { indentJson } from '#lib/text/indent-json.ts';
import { sentence } from '#lib/text/sentence.ts';
import { LongText } from './long-text.tsx';
import { Shown } from './shown.tsx';
import { useShown } from './use-shown.ts';

/** The JSON as it was stored; asked for when somebody wants to see it, which is written down. */
export function RawJson({ store, guid, mayDetails }: { store: string; guid: string; mayDetails: boolean }) {
  const raw = useShown<RawAnswer>(store, 'raw', guid);
  const { answer } = raw;
  return (
    <div className="pad">
      <h3>
        Raw JSON <span className="grow" />
        <Shown shown={raw} mayDetails={mayDetails} words="Show JSON, writes an audit line" />
      </h3>
      {raw.trouble === null ? null : <p className="w warning small">Not shown: {sentence(raw.trouble)}</p>}
      {answer === null ? null : answer.json === null ? (
        <p className="note none">None was stored.</p>
      ) : (
        <LongText text={answer.json} label="The JSON as it was stored, indented" arrange={indentJson} />
      )}
      {answer?.isCut ? <p className="w warning small">Only its beginning was read: it is very long.</p> : null}
    </div>
  );
}
