import type { Finding } from '#lib/finding.ts';
import { FindingNote } from '../../findings/finding-note.tsx';

/** What the nodes of its group prove together of a node and that is not as it should be; nothing where there is nothing. */
export function NodeFindings({ findings }: { findings: readonly Finding[] }) {
  const told = findings.filter(({ verdict }) => verdict.status !== 'ok');
  if (told.length === 0) return null;
  return (
    <div className="figures">
      {told.map((finding) => (
        <FindingNote key={finding.id} finding={finding} />
      ))}
    </div>
  );
}
