'use client';
import type { ReactNode } from 'react';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import { type KeyAnalysis, uncounted } from '#lib/systems/redis/keys/model.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useUrlWord } from '../../ui/use-url.ts';
import { Void } from '../../ui/void.tsx';
import { BiggestView } from './biggest-view.tsx';
import { CoverageView } from './coverage-view.tsx';
import { NamesView } from './names-view.tsx';
import { percentWords } from './sum-table.tsx';
import { SumsView } from './sums-view.tsx';
import { databaseWords } from './words.ts';

const PARTS = [
  { id: '', title: 'Names' },
  { id: 'pattern', title: 'Patterns' },
  { id: 'type', title: 'Types' },
  { id: 'ttl', title: 'Time to live' },
  { id: 'encoding', title: 'Encodings' },
  { id: 'size', title: 'Sizes' },
  { id: 'biggest', title: 'Biggest' },
  { id: 'changes', title: 'Changes' },
  { id: 'coverage', title: 'Coverage' },
] as const;

type ReportProps = {
  analysis: KeyAnalysis;
  /** What changed since the run before. */
  changes: ReactNode;
  /** Of the databases that have one in the configuration. */
  titles: ReadonlyMap<number, string>;
};

/** What one analysis found: first how much of it can be gone by, then one view of it at a time; which one lives in the address. */
export function Report({ analysis, changes, titles }: ReportProps) {
  const { stopped, part, total, from } = analysis;
  return (
    <>
      {stopped === null ? null : (
        <Void status="warning" title={`Ended after ${percentWords(part)} of the keys`}>
          {sentence(stopped)} All figures below are of that part.
        </Void>
      )}
      <Uncounted analysis={analysis} titles={titles} />
      {from.doubts.map((doubt) => (
        <p key={doubt} className="key-said w warning">
          {sentence(doubt)}
        </p>
      ))}
      <p className="key-said note">
        {formatCount(total.keys)} keys with {formatBytes(total.bytes)} of memory
        {total.keys > 0 ? `, ${percentWords(total.expiring / total.keys)} of them expire` : ''}.
      </p>
      <Parts analysis={analysis} changes={changes} titles={titles} />
    </>
  );
}

/** What is there and stands in none of the figures. */
function Uncounted({ analysis, titles }: Pick<ReportProps, 'analysis' | 'titles'>) {
  const lost = uncounted(analysis);
  const skipped = analysis.skippedDatabases.map(({ database }) => databaseWords(database, titles));
  return (
    <>
      {lost === 0 ? null : (
        <Void status="warning" title={`${formatCount(lost)} keys are not in these figures`}>
          The user of analyse: may not ask about them, or they moved to another node: see Coverage.
        </Void>
      )}
      {skipped.length === 0 ? null : <p className="key-said w warning">Not read, as it was not asked for: {skipped.join('; ')}.</p>}
    </>
  );
}

function Parts(report: ReportProps) {
  const [word, see] = useUrlWord('part');
  const [, setSort] = useUrlWord('sort');
  const seen = PARTS.find(({ id }) => id === word)?.id ?? '';
  const pick = (id: string) => {
    setSort('');
    see(id);
  };
  return (
    <>
      <nav className="ask-bar views asks" aria-label="Parts of the analysis">
        {PARTS.map(({ id, title }) => (
          <button key={id} type="button" aria-current={id === seen ? 'page' : undefined} onClick={() => pick(id)}>
            {title}
          </button>
        ))}
      </nav>
      <Part seen={seen} {...report} />
    </>
  );
}

function Part({ seen, analysis, changes, titles }: ReportProps & { seen: (typeof PARTS)[number]['id'] }) {
  switch (seen) {
    case '':
      return analysis.prefixes === null ? (
        <p className="note none">How names begin is shown to those with the right to details.</p>
      ) : (
        <NamesView prefixes={analysis.prefixes} total={analysis.total} />
      );
    case 'biggest':
      return <BiggestView biggest={analysis.biggest} titles={titles} hasNames={analysis.prefixes !== null} />;
    case 'changes':
      return changes;
    case 'coverage':
      return <CoverageView databases={analysis.databases} skippedDatabases={analysis.skippedDatabases} titles={titles} />;
    default:
      return <SumsView analysis={analysis} by={seen} />;
  }
}
