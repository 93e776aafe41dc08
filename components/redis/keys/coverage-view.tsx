import { formatCount } from '#lib/format/number.ts';
import type { DatabaseCoverage, KeyAnalysis } from '#lib/systems/redis/keys/model.ts';
import { type Head, TableHeads } from '../../ui/table-heads.tsx';
import { databaseWords, missingWords } from './words.ts';

const HEADS: readonly Head[] = [
  { head: 'Database' },
  { head: 'Held before', isNumber: true, title: 'By its own count when the reading of it began' },
  { head: 'Held after', isNumber: true, title: 'By its own count when the reading of it ended' },
  { head: 'Names given', isNumber: true, title: 'By SCAN, which may give a name twice while the table of keys is resized' },
  { head: 'Counted', isNumber: true },
  { head: 'Not counted' },
];

type ViewProps = Pick<KeyAnalysis, 'databases' | 'skippedDatabases'> & { titles: ReadonlyMap<number, string> };

/** What the figures stand on: what was read of each database, and what was not. */
export function CoverageView({ databases, skippedDatabases, titles }: ViewProps) {
  return (
    <section className="scroll" aria-label="Coverage, scrolls">
      <table className="asked" aria-label="Coverage" style={{ minWidth: 640 }}>
        <TableHeads heads={HEADS} />
        <tbody>
          {databases.map((one) => (
            <Row key={one.database} of={one} titles={titles} />
          ))}
          {skippedDatabases.map(({ database, keys }) => (
            <tr key={database}>
              <td>{databaseWords(database, titles)}</td>
              <td className="n">{formatCount(keys)}</td>
              <td colSpan={3} />
              <td>all of it: it was not asked for</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ of, titles }: { of: DatabaseCoverage; titles: ReadonlyMap<number, string> }) {
  return (
    <tr>
      <td>{databaseWords(of.database, titles)}</td>
      <td className="n">{formatCount(of.keysBefore)}</td>
      <td className="n">{formatCount(of.keysAfter)}</td>
      <td className="n">{formatCount(of.given)}</td>
      <td className="n">{formatCount(of.counted)}</td>
      <td>{missingWords(of) ?? <span className="q">nothing that was there</span>}</td>
    </tr>
  );
}
