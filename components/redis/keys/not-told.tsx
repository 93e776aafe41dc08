import { sentence } from '#lib/text/sentence.ts';
import { Void } from '../../ui/void.tsx';

type NotToldProps = { error: Error | undefined; what: string; onAgain(): void };

/** Stands where a result would: it is being fetched, or why it could not be. */
export function NotTold({ error, what, onAgain }: NotToldProps) {
  if (!error)
    return (
      <Void status="unknown" title="Asking" isRunning>
        {what}
      </Void>
    );
  const again = (
    <button type="button" className="btn" onClick={onAgain}>
      Ask again
    </button>
  );
  return (
    <Void status="warning" title="Not told" action={again}>
      {sentence(error.message)}
    </Void>
  );
}
