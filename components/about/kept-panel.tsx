'use client';
import { formatCount } from '#lib/format/number.ts';
import type { AboutAnswer } from '#lib/http/about.ts';
import { sentence } from '#lib/text/sentence.ts';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Facts } from './facts.tsx';

type Card = AboutAnswer['kept'][number];

/** What survives a restart, where it lies, and why what does not. */
export function KeptPanel({ about: { kept } }: { about: AboutAnswer }) {
  return (
    <Facts
      title="What is kept"
      note="over a restart, in the folder of state"
      facts={kept.map((card) => [card.kind, <Kept key={card.kind} card={card} />])}
    />
  );
}

function Kept({ card: { place, count, since, trouble, cost } }: { card: Card }) {
  return (
    <>
      {trouble === null ? null : (
        <span>
          <StatusShape status="warning" small /> <span className="w warning">Not kept: {cost}.</span> {sentence(trouble)}{' '}
        </span>
      )}
      {count === null ? null : `${formatCount(count)} `}
      {trouble === null ? 'kept in ' : 'to be kept in '}
      <code>{place}</code>
      {since === null ? null : (
        <span className="m">
          since <When at={since} />
        </span>
      )}
    </>
  );
}
