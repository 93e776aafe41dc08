'use client';
import { formatBytes } from '#lib/format/bytes.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type Ag, isPrimary, type Replica } from './groups.ts';

/** What the primary sends to each replica and what that receives, each by its own counters and with its own age. */
export function ThroughputFacts({ ag }: { ag: Ag }) {
  const { primary } = ag;
  if (primary === null) return null;
  return ag.replicas
    .filter((replica) => !isPrimary(replica))
    .map((copy) => (
      <div key={copy.name}>
        <dt>Replication to {copy.name}</dt>
        <dd>
          <End {...{ ag }} at={primary} other={copy} word="sent" /> · <End {...{ ag }} at={copy} other={primary} word="received" />
        </dd>
      </div>
    ));
}

function End({ ag, at, other, word }: { ag: Ag; at: Replica; other: Replica; word: 'sent' | 'received' }) {
  const { board } = useBoardTime();
  const said = at.node?.transport.find(
    ({ group, replica }) => group.toLowerCase() === ag.name.toLowerCase() && replica.toLowerCase() === other.name.toLowerCase(),
  );
  const rate = (word === 'sent' ? said?.sentBytesPerSecond : said?.receivedBytesPerSecond) ?? null;
  const logs = at.node?.logs ?? null;
  if (rate === null || logs === null) return <span className="q">{`${word} not known`}</span>;
  return (
    <span className={isReliedOn(logs, board) ? '' : 'hatch stale-value'}>
      {`${word} ${formatBytes(rate)}/s`} <Age probe={logs} />
    </span>
  );
}
