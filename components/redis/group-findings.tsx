'use client';
import type { Finding } from '#lib/finding.ts';
import { worst } from '#lib/status.ts';

/** In the head of a group: what its nodes prove together that is not well, and of which of them, and who was let go; nothing where there is nothing. */
export function GroupFindings({ findings }: { findings: readonly Finding[] }) {
  const left = findings.filter(({ kind, verdict }) => kind === 'discovery' && verdict.status === 'ok');
  return (
    <>
      <Wrong findings={findings} />
      {left.length === 0 ? null : (
        <span className="q reason" title={left.map(({ verdict }) => verdict.reason).join('\n')}>
          let go: {namesIn(left)}
        </span>
      )}
    </>
  );
}

function Wrong({ findings }: { findings: readonly Finding[] }) {
  const wrong = findings.filter(({ verdict }) => verdict.status !== 'ok');
  if (wrong.length === 0) return null;
  const status = worst(wrong.map(({ verdict }) => verdict.status));
  const alike = Map.groupBy(wrong, ({ title }) => title);
  const words = [...alike].map(([title, own]) => `${title.toLowerCase()}: ${namesIn(own)}`).join('; ');
  return (
    <span
      className={`w ${status} reason`}
      title={wrong.map(({ title, subject, verdict }) => `${title}: ${subject}, ${verdict.reason}`).join('\n')}
    >
      {words}
    </span>
  );
}

function namesIn(findings: readonly Finding[]): string {
  return [...new Set(findings.flatMap(({ rows, subject }) => (rows.length === 0 ? [subject] : rows.map(({ node }) => node))))].join(', ');
}
