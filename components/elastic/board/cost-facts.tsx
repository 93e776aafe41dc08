'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount } from '#lib/format/number.ts';
import { useGroupCost } from '../../about/use-group-cost.ts';
import { useIsPast } from '../../travel/travel-context.ts';
import { Fact } from './fact-part.tsx';

/** What watching this cluster costs, all its URLs together; nothing beside a board of the past, of which it is not kept. */
export function CostFacts({ group }: { group: string }) {
  const isPast = useIsPast();
  const cost = useGroupCost('elastic', group, !isPast);
  if (isPast) return null;
  return (
    <section aria-label="What watching it costs">
      <h3>What watching it costs</h3>
      {cost === null ? (
        <p className="q small">Not told yet.</p>
      ) : (
        <dl>
          <Fact name="requests">
            {formatCount(cost.lastMinute.requests)} in {formatAge(cost.overMs)}
          </Fact>
          <Fact name="received">{formatBytes(cost.lastMinute.receivedBytes)}</Fact>
          <Fact name="sent">{formatBytes(cost.lastMinute.sentBytes)}</Fact>
        </dl>
      )}
    </section>
  );
}
