import type { Status, Verdict } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { Flash } from '../ui/flash.tsx';
import { SinceWords } from './since-words.tsx';

/** How a node is by its newest reading, and why it is not ok. `status` is the worse one, where others prove more about it. */
export function VerdictHead({ verdict, status = verdict.status }: { verdict: Verdict; status?: Status }) {
  return (
    <header>
      <h2>By its newest reading</h2>
      <Flash of={status} className={`w ${status} reason`}>
        {status}
      </Flash>
      {verdict.status === 'ok' ? null : (
        <span className="q small">
          <SinceWords since={verdict.since} />: {sentence(verdict.reason)}
        </span>
      )}
    </header>
  );
}
