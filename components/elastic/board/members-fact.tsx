'use client';
import { formatCount } from '#lib/format/number.ts';
import { HEALTH } from '#lib/systems/elastic/model.ts';
import { type ClusterLine, viewIn } from '../lines.ts';
import { roleCounts } from '../words.ts';
import { Fact, FactPart } from './fact-part.tsx';
import { isMissing, type MemberLine, rolesOf } from './member-lines.ts';

/** How many members are there of those that should be, which are missing, and what they are for. */
export function MembersFact({ cluster, members }: { cluster: ClusterLine; members: readonly MemberLine[] }) {
  const told = cluster.told.get(HEALTH);
  const health = viewIn(told, 'cluster');
  const missing = members.filter(isMissing);
  const known = members.flatMap((line) => {
    const own = line.missing === null ? rolesOf(line) : null;
    return own === null ? [] : [{ roles: own }];
  });
  return (
    <FactPart title="Members" told={told}>
      <Fact name="there">
        {formatCount(health?.nodes ?? null)}
        {health === null || missing.length === 0 ? '' : ` of ${formatCount(health.nodes + missing.length)}`}
      </Fact>
      <Fact name="with data">{formatCount(health?.dataNodes ?? null)}</Fact>
      {missing.length === 0 ? null : (
        <Fact name="missing">
          <b className="w critical">{missing.map(({ name }) => name).join(', ')}</b>
        </Fact>
      )}
      <Fact name="by role">{known.length === 0 ? <span className="q">not told</span> : roleCounts(known)}</Fact>
    </FactPart>
  );
}
