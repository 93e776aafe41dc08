'use client';
import dynamic from 'next/dynamic';
import { useCallback, useMemo } from 'react';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import type { KeyAnalysis, KeyPrefix } from '#lib/systems/redis/keys/model.ts';
import { useUrlWord } from '../../ui/use-url.ts';
import { SumTable } from './sum-table.tsx';
import { linesUnder, prefixAt, readPath, writePath } from './sums.ts';

const Treemap = dynamic(() => import('./treemap.tsx').then(({ Treemap }) => Treemap), {
  ssr: false,
  loading: () => <div className="treemap" aria-hidden="true" />,
});

/** The names of the keys by how they begin: what stands under one beginning, which lives in the address. */
export function NamesView({ prefixes, total }: { prefixes: KeyPrefix; total: KeyAnalysis['total'] }) {
  const [word, setWord] = useUrlWord('under');
  const { prefix, path } = useMemo(() => prefixAt(prefixes, readPath(word)), [prefixes, word]);
  const lines = useMemo(() => linesUnder(prefix, path, total), [prefix, path, total]);
  const pick = useCallback((next: readonly string[]) => setWord(writePath(next)), [setWord]);
  const label = path.length === 0 ? 'Beginnings of names' : `Names that begin with ${path.join('')}`;
  return (
    <>
      <nav className="ask-bar key-path" aria-label="Beginning of the names">
        <Step words="All keys" path={[]} current={path} onPick={pick} />
        {path.map((segment, depth) => {
          const to = path.slice(0, depth + 1);
          return <Step key={writePath(to)} words={segment} path={to} current={path} onPick={pick} />;
        })}
        <span className="grow" />
        <span className="note">
          {formatCount(prefix.keys)} keys, {formatBytes(prefix.bytes)}
        </span>
      </nav>
      {lines.length === 0 ? (
        <p className="note none">Nothing goes on below this beginning.</p>
      ) : (
        <>
          {lines.length < 2 ? null : <Treemap label={label} lines={lines} onPick={pick} />}
          <SumTable label={label} head="Goes on with" lines={lines} onPick={pick} />
        </>
      )}
    </>
  );
}

type StepProps = { words: string; path: readonly string[]; current: readonly string[]; onPick(path: readonly string[]): void };

function Step({ words, path, current, onPick }: StepProps) {
  const isHere = path.length === current.length;
  return (
    <button type="button" className="link" aria-current={isHere ? 'location' : undefined} disabled={isHere} onClick={() => onPick(path)}>
      {path.length === 0 ? words : <code>{words}</code>}
    </button>
  );
}
