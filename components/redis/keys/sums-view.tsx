import { useMemo } from 'react';
import type { KeyAnalysis } from '#lib/systems/redis/keys/model.ts';
import { SumTable } from './sum-table.tsx';
import { bandName, type SumLine, sumLine, sumLines } from './sums.ts';

type By = 'pattern' | 'type' | 'ttl' | 'encoding' | 'size';

const HEADS: Record<By, { label: string; head: string }> = {
  pattern: { label: 'Keys by pattern', head: 'Pattern' },
  type: { label: 'Keys by type', head: 'Type' },
  ttl: { label: 'Keys by time to live', head: 'Expire in' },
  encoding: { label: 'Keys by encoding', head: 'Encoding' },
  size: { label: 'Keys by size', head: 'Memory of a key' },
};

/** The same keys summed up by one of their facts. */
export function SumsView({ analysis, by }: { analysis: KeyAnalysis; by: By }) {
  const lines = useMemo(() => linesBy(analysis, by), [analysis, by]);
  if (by === 'pattern' && analysis.byPattern.length === 0)
    return <p className="note none">No patterns are configured for this node: name them under keyPatterns: in the configuration.</p>;
  return (
    <>
      {by === 'pattern' ? <p className="ask-bar note">A key counts under every pattern that it matches.</p> : null}
      <SumTable {...HEADS[by]} lines={lines} />
    </>
  );
}

function linesBy({ total, byPattern, noPattern, byType, byTtl, byEncoding, bySize }: KeyAnalysis, by: By): SumLine[] {
  switch (by) {
    case 'pattern':
      return [...sumLines(byPattern, total), ...(noPattern ? [sumLine('matches none of them', noPattern, total)] : [])];
    case 'type':
      return sumLines(byType, total);
    case 'ttl':
      return sumLines(byTtl, total);
    case 'encoding':
      return sumLines(byEncoding, total);
    case 'size':
      return bySize.map((band) => sumLine(bandName(band), band, total));
  }
}
